//! A list of probes of one type.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use tenacity_wait::{ProbeReport, WaitError};

use super::member::Member;
use crate::readiness::{IntoReadiness, Plan, Readiness, Underway};

/// Waits for all probes concurrently, under one limit. Returns the value of each. An empty list is ready.
impl<R: IntoReadiness<K>, K> IntoReadiness<Each<K>> for Vec<R> {
    type Readiness = ProbeList<R::Readiness>;

    fn into_readiness(self) -> Self::Readiness {
        ProbeList(self.into_iter().map(IntoReadiness::into_readiness).collect())
    }
}

/// A kind of [`IntoReadiness`]: a list of items of the kind `K`.
#[derive(Debug)]
pub struct Each<K>(PhantomData<K>);

/// A list of probes.
#[derive(Clone, Debug)]
pub struct ProbeList<R>(Vec<R>);

impl<R: Readiness> Readiness for ProbeList<R> {
    type Output = Vec<R::Output>;
    type Underway = ListFuture<R::Underway>;

    fn describe(&self) -> String {
        self.0.iter().map(Readiness::describe).collect::<Vec<_>>().join(" & ")
    }

    fn begin(self, plan: &Plan) -> Self::Underway {
        ListFuture { members: self.0.into_iter().map(|probe| Box::pin(Member::new(probe.begin(plan)))).collect() }
    }
}

/// Waits that have begun. All have to succeed.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct ListFuture<U: Underway> {
    members: Vec<Pin<Box<Member<U>>>>,
}

impl<U: Underway> Future for ListFuture<U> {
    type Output = Result<Vec<U::Found>, WaitError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut are_ready = true;
        for member in &mut self.members {
            let (found, failure) = member.as_mut().run(context);
            if let Some(error) = failure.take() {
                return Poll::Ready(Err(error));
            }
            are_ready &= found.is_some();
        }
        if !are_ready {
            return Poll::Pending;
        }
        Poll::Ready(Ok(self.members.iter_mut().filter_map(|member| member.as_mut().run(context).0.take()).collect()))
    }
}

impl<U: Underway> Underway for ListFuture<U> {
    type Found = Vec<U::Found>;

    fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>) {
        self.get_ref().members.iter().for_each(|member| member.as_ref().reports(reports));
    }

    fn is_steady(self: Pin<&Self>) -> bool {
        self.get_ref().members.iter().all(|member| member.as_ref().is_steady())
    }

    fn final_notes(mut self: Pin<&mut Self>) -> bool {
        self.members.iter_mut().fold(true, |all, member| member.as_mut().final_notes() & all)
    }

    fn look_again(mut self: Pin<&mut Self>) {
        self.members.iter_mut().for_each(|member| member.as_mut().look_again());
    }
}

impl<U: Underway> fmt::Debug for ListFuture<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListFuture").finish_non_exhaustive()
    }
}
