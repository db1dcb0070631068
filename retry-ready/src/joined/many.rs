//! As many probes of one type as a list has.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use tenacity_wait::{ProbeReport, WaitError};

use super::both::Side;
use crate::readiness::{IntoReadiness, Plan, Readiness, Underway};

/// All of them, side by side, under one limit; gives what each has found. An empty list is ready.
impl<R: IntoReadiness<K>, K> IntoReadiness<Each<K>> for Vec<R> {
    type Readiness = Many<R::Readiness>;

    fn into_readiness(self) -> Self::Readiness {
        Many(self.into_iter().map(IntoReadiness::into_readiness).collect())
    }
}

/// A kind of [`IntoReadiness`]: a list whose items are of the kind `K`.
#[derive(Debug)]
pub struct Each<K>(PhantomData<K>);

/// What a list of probes becomes.
#[derive(Clone, Debug)]
pub struct Many<R>(Vec<R>);

impl<R: Readiness> Readiness for Many<R> {
    type Output = Vec<R::Output>;
    type Underway = ManyFuture<R::Underway>;

    fn describe(&self) -> String {
        self.0.iter().map(Readiness::describe).collect::<Vec<_>>().join(" & ")
    }

    fn begin(self, plan: &Plan) -> Self::Underway {
        ManyFuture { sides: self.0.into_iter().map(|probe| Box::pin(Side::new(probe.begin(plan)))).collect() }
    }
}

/// Waits under way, all of which have to succeed.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ManyFuture<U: Underway> {
    sides: Vec<Pin<Box<Side<U>>>>,
}

impl<U: Underway> Future for ManyFuture<U> {
    type Output = Result<Vec<U::Found>, WaitError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut are_ready = true;
        for side in &mut self.sides {
            let (found, failure) = side.as_mut().run(context);
            if let Some(error) = failure.take() {
                return Poll::Ready(Err(error));
            }
            are_ready &= found.is_some();
        }
        if !are_ready {
            return Poll::Pending;
        }
        Poll::Ready(Ok(self.sides.iter_mut().filter_map(|side| side.as_mut().run(context).0.take()).collect()))
    }
}

impl<U: Underway> Underway for ManyFuture<U> {
    type Found = Vec<U::Found>;

    fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>) {
        self.get_ref().sides.iter().for_each(|side| side.as_ref().reports(reports));
    }

    fn is_steady(self: Pin<&Self>) -> bool {
        self.get_ref().sides.iter().all(|side| side.as_ref().is_steady())
    }

    fn last_words(mut self: Pin<&mut Self>) -> bool {
        self.sides.iter_mut().fold(true, |all, side| side.as_mut().last_words() & all)
    }

    fn look_again(mut self: Pin<&mut Self>) {
        self.sides.iter_mut().for_each(|side| side.as_mut().look_again());
    }
}

impl<U: Underway> fmt::Debug for ManyFuture<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManyFuture").finish_non_exhaustive()
    }
}
