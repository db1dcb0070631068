//! Probes joined: all of them, or any.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tenacity_wait::{ProbeReport, WaitError};

use crate::readiness::{IntoReadiness, Plan, Readiness, Underway};

/// Both are waited for, side by side, under one limit: `a & b`. Gives what both have found.
#[derive(Clone, Copy, Debug)]
pub struct All<A, B>(pub(crate) A, pub(crate) B);

/// The first is waited for: `a | b`. Gives what it has found, and leaves the other.
#[derive(Clone, Copy, Debug)]
pub struct Any<A, B>(pub(crate) A, pub(crate) B);

/// What the first of two has found. See [`Any`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Either<A, B> {
    /// The one before the `|` was the first.
    Left(A),
    /// The one after the `|` was the first.
    Right(B),
}

impl<A: IntoReadiness<K>, B: IntoReadiness<L>, K, L> IntoReadiness<(K, L)> for All<A, B> {
    type Readiness = AllOf<A::Readiness, B::Readiness>;

    fn into_readiness(self) -> Self::Readiness {
        AllOf(self.0.into_readiness(), self.1.into_readiness())
    }
}

impl<A: IntoReadiness<K>, B: IntoReadiness<L>, K, L> IntoReadiness<(K, L)> for Any<A, B> {
    type Readiness = AnyOf<A::Readiness, B::Readiness>;

    fn into_readiness(self) -> Self::Readiness {
        AnyOf(self.0.into_readiness(), self.1.into_readiness())
    }
}

/// What [`All`] becomes, where each closure in it is taken for what it is.
#[derive(Clone, Copy, Debug)]
pub struct AllOf<A, B>(A, B);

/// What [`Any`] becomes, where each closure in it is taken for what it is.
#[derive(Clone, Copy, Debug)]
pub struct AnyOf<A, B>(A, B);

impl<A: Readiness, B: Readiness> Readiness for AllOf<A, B> {
    type Output = (A::Output, B::Output);
    type Underway = AllFuture<A::Underway, B::Underway>;

    fn describe(&self) -> String {
        format!("{} & {}", self.0.describe(), self.1.describe())
    }

    fn begin(self, plan: &Plan) -> Self::Underway {
        AllFuture { left: Side::new(self.0.begin(plan)), right: Side::new(self.1.begin(plan)) }
    }
}

impl<A: Readiness, B: Readiness> Readiness for AnyOf<A, B> {
    type Output = Either<A::Output, B::Output>;
    type Underway = AnyFuture<A::Underway, B::Underway>;

    fn describe(&self) -> String {
        format!("({} | {})", self.0.describe(), self.1.describe())
    }

    fn begin(self, plan: &Plan) -> Self::Underway {
        AnyFuture { left: Side::new(self.0.begin(plan)), right: Side::new(self.1.begin(plan)) }
    }
}

pin_project! {
    /// One of several waits, and what it has found.
    pub(crate) struct Side<F>
    where
        F: Underway,
    {
        #[pin]
        wait: F,
        found: Option<F::Found>,
        failure: Option<WaitError>,
    }
}

impl<F: Underway> Side<F> {
    pub(crate) fn new(wait: F) -> Self {
        Self { wait, found: None, failure: None }
    }

    /// Goes on with it, unless it has ended.
    pub(crate) fn run(self: Pin<&mut Self>, context: &mut Context<'_>) -> (&mut Option<F::Found>, &mut Option<WaitError>) {
        let this = self.project();
        if this.found.is_none() && this.failure.is_none() {
            match this.wait.poll(context) {
                Poll::Ready(Ok(found)) => *this.found = Some(found),
                Poll::Ready(Err(error)) => *this.failure = Some(error),
                Poll::Pending => {}
            }
        }
        (this.found, this.failure)
    }

    pub(crate) fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>) {
        self.project_ref().wait.reports(reports);
    }

    pub(crate) fn is_steady(self: Pin<&Self>) -> bool {
        self.project_ref().wait.is_steady()
    }

    pub(crate) fn last_words(self: Pin<&mut Self>) -> bool {
        self.project().wait.last_words()
    }

    pub(crate) fn look_again(self: Pin<&mut Self>) {
        let this = self.project();
        if this.failure.is_none() {
            *this.found = None;
            this.wait.look_again();
        }
    }
}

pin_project! {
    /// Two waits under way, both of which have to succeed.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct AllFuture<A, B>
    where
        A: Underway,
        B: Underway,
    {
        #[pin]
        left: Side<A>,
        #[pin]
        right: Side<B>,
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

    fn last_words(self: Pin<&mut Self>) -> bool {
        let this = self.project();
        this.left.last_words() & this.right.last_words()
    }

    fn look_again(self: Pin<&mut Self>) {
        let this = self.project();
        this.left.look_again();
        this.right.look_again();
    }
}

pin_project! {
    /// Two waits under way, of which one has to succeed.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct AnyFuture<A, B>
    where
        A: Underway,
        B: Underway,
    {
        #[pin]
        left: Side<A>,
        #[pin]
        right: Side<B>,
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
        // A limit that has passed says more of the whole than one side that gave up early.
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

    fn last_words(self: Pin<&mut Self>) -> bool {
        let this = self.project();
        this.left.last_words() & this.right.last_words()
    }

    fn look_again(self: Pin<&mut Self>) {
        let this = self.project();
        this.left.look_again();
        this.right.look_again();
    }
}
