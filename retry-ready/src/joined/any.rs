//! `a | b`: any probe.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tenacity_wait::{ProbeReport, WaitError};

use super::member::Member;
use crate::readiness::{IntoReadiness, Plan, Readiness, Underway};

/// Waits for the first of two probes: `a | b`. Returns its value, and drops the other wait.
#[derive(Clone, Copy, Debug)]
pub struct Any<A, B>(pub(crate) A, pub(crate) B);

/// The value of the first of two probes. See [`Any`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Either<A, B> {
    /// The probe before the `|` was the first.
    Left(A),
    /// The probe after the `|` was the first.
    Right(B),
}

impl<A: IntoReadiness<K>, B: IntoReadiness<L>, K, L> IntoReadiness<(K, L)> for Any<A, B> {
    type Readiness = AnyOf<A::Readiness, B::Readiness>;

    fn into_readiness(self) -> Self::Readiness {
        AnyOf(self.0.into_readiness(), self.1.into_readiness())
    }
}

/// [`Any`], with its closures converted to probes.
#[derive(Clone, Copy, Debug)]
pub struct AnyOf<A, B>(A, B);

impl<A: Readiness, B: Readiness> Readiness for AnyOf<A, B> {
    type Output = Either<A::Output, B::Output>;
    type Underway = AnyFuture<A::Underway, B::Underway>;

    fn describe(&self) -> String {
        format!("({} | {})", self.0.describe(), self.1.describe())
    }

    fn begin(self, plan: &Plan) -> Self::Underway {
        AnyFuture { left: Member::new(self.0.begin(plan)), right: Member::new(self.1.begin(plan)) }
    }
}

pin_project! {
    /// Two waits that have begun. One has to succeed.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct AnyFuture<A, B>
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

impl<A: Underway, B: Underway> Future for AnyFuture<A, B> {
    type Output = Result<Either<A::Found, B::Found>, WaitError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let (left, left_failure) = this.left.run(context);
        if let Some(found) = left.take() {
            return Poll::Ready(Ok(Either::Left(found)));
        }
        let (right, right_failure) = this.right.run(context);
        if let Some(found) = right.take() {
            return Poll::Ready(Ok(Either::Right(found)));
        }
        if left_failure.is_none() || right_failure.is_none() {
            return Poll::Pending;
        }
        // If one wait timed out, the probes as a whole did too, even if the other one failed early.
        let timed_out = right_failure.as_ref().is_some_and(WaitError::is_timeout);
        let error = if timed_out { right_failure.take() } else { left_failure.take() };
        error.map_or(Poll::Pending, |error| Poll::Ready(Err(error)))
    }
}

impl<A: Underway, B: Underway> Underway for AnyFuture<A, B> {
    type Found = Either<A::Found, B::Found>;

    fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>) {
        let this = self.project_ref();
        this.left.reports(reports);
        this.right.reports(reports);
    }

    fn is_steady(self: Pin<&Self>) -> bool {
        let this = self.project_ref();
        this.left.is_steady() || this.right.is_steady()
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
