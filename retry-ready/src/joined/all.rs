//! `a & b`: all probes.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tenacity_wait::{ProbeReport, WaitError};

use super::member::Member;
use crate::readiness::{IntoReadiness, Plan, Readiness, Underway};

/// Waits for both probes concurrently, under one limit: `a & b`. Returns both values.
#[derive(Clone, Copy, Debug)]
pub struct All<A, B>(pub(crate) A, pub(crate) B);

impl<A: IntoReadiness<K>, B: IntoReadiness<L>, K, L> IntoReadiness<(K, L)> for All<A, B> {
    type Readiness = AllOf<A::Readiness, B::Readiness>;

    fn into_readiness(self) -> Self::Readiness {
        AllOf(self.0.into_readiness(), self.1.into_readiness())
    }
}

/// [`All`], with its closures converted to probes.
#[derive(Clone, Copy, Debug)]
pub struct AllOf<A, B>(A, B);

impl<A: Readiness, B: Readiness> Readiness for AllOf<A, B> {
    type Output = (A::Output, B::Output);
    type Underway = AllFuture<A::Underway, B::Underway>;

    fn describe(&self) -> String {
        format!("{} & {}", self.0.describe(), self.1.describe())
    }

    fn begin(self, plan: &Plan) -> Self::Underway {
        AllFuture { left: Member::new(self.0.begin(plan)), right: Member::new(self.1.begin(plan)) }
    }
}

pin_project! {
    /// Two waits that have begun. Both have to succeed.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct AllFuture<A, B>
    where
        A: Underway,
        B: Underway,
    {
        #[pin]
        left: Member<A>,
        #[pin]
        right: Member<B>,
    }
}

impl<A: Underway, B: Underway> Future for AllFuture<A, B> {
    type Output = Result<(A::Found, B::Found), WaitError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let (left, left_failure) = this.left.run(context);
        let (right, right_failure) = this.right.run(context);
        if let Some(error) = left_failure.take().or_else(|| right_failure.take()) {
            return Poll::Ready(Err(error));
        }
        if left.is_none() || right.is_none() {
            return Poll::Pending;
        }
        left.take().zip(right.take()).map_or(Poll::Pending, |both| Poll::Ready(Ok(both)))
    }
}

impl<A: Underway, B: Underway> Underway for AllFuture<A, B> {
    type Found = (A::Found, B::Found);

    fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>) {
        let this = self.project_ref();
        this.left.reports(reports);
        this.right.reports(reports);
    }

    fn is_steady(self: Pin<&Self>) -> bool {
        let this = self.project_ref();
        this.left.is_steady() && this.right.is_steady()
    }

    fn final_notes(self: Pin<&mut Self>) -> bool {
        let this = self.project();
        this.left.final_notes() & this.right.final_notes()
    }

    fn look_again(self: Pin<&mut Self>) {
        let this = self.project();
        this.left.look_again();
        this.right.look_again();
    }
}
