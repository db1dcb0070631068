//! Closures and futures that end the wait or observe its checks.

use std::fmt::{self, Display};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::report::check_report::CheckReport;

/// The interval at which guards are asked while a check runs or the wait sleeps.
pub(crate) const GUARD_INTERVAL: Duration = Duration::from_millis(100);

/// Ends a wait early, or observes its checks. `()` does neither. A pair does what both of its parts do.
pub trait Guards {
    /// Whether this guard can end a wait.
    const CAN_TRIP: bool = true;

    /// Returns the part of `time` that may pass before the guard is asked again. The default is 100 ms.
    fn slice(&self, time: Duration) -> Duration {
        time.min(GUARD_INTERVAL)
    }

    /// If the wait has to end, returns a description of the event and the reason. Called before every check, and at the interval of
    /// [`slice`](Self::slice).
    fn tripped(&mut self) -> Option<(String, String)> {
        None
    }

    /// Does the same for a guard that wakes the task by itself. Called whenever the wait is polled.
    fn poll(&mut self, context: &mut Context<'_>) -> Option<(String, String)> {
        let _ = context;
        None
    }

    /// Observes a check that has ended.
    fn looked(&mut self, looked: &CheckReport<'_>) {
        let _ = looked;
    }
}

impl Guards for () {
    const CAN_TRIP: bool = false;

    fn slice(&self, time: Duration) -> Duration {
        time
    }
}

impl<A: Guards, B: Guards> Guards for (A, B) {
    const CAN_TRIP: bool = A::CAN_TRIP || B::CAN_TRIP;

    fn slice(&self, time: Duration) -> Duration {
        self.1.slice(self.0.slice(time))
    }

    fn tripped(&mut self) -> Option<(String, String)> {
        self.0.tripped().or_else(|| self.1.tripped())
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Option<(String, String)> {
        self.0.poll(context).or_else(|| self.1.poll(context))
    }

    fn looked(&mut self, looked: &CheckReport<'_>) {
        self.0.looked(looked);
        self.1.looked(looked);
    }
}

/// The guard of [`Waiting::fail_if`](crate::Waiting::fail_if).
#[derive(Clone, Debug)]
pub struct FailIf<P> {
    what: String,
    reason: P,
}

impl<P> FailIf<P> {
    /// Makes a guard that ends a wait as soon as `reason` returns `Some`. The error shows `what` and the reason.
    pub fn new(what: String, reason: P) -> Self {
        Self { what, reason }
    }
}

impl<P: FnMut() -> Option<R>, R: Display> Guards for FailIf<P> {
    fn tripped(&mut self) -> Option<(String, String)> {
        (self.reason)().map(|reason| (self.what.clone(), reason.to_string()))
    }
}

/// The guard of [`Waiting::fail_when`](crate::Waiting::fail_when).
pub struct FailWhen<D> {
    what: String,
    /// Boxed, because a guard is not pinned.
    reason: Pin<Box<D>>,
}

impl<D> FailWhen<D> {
    /// Makes a guard that ends a wait as soon as `reason` resolves. The error shows `what` and the output of `reason`.
    pub fn new(what: String, reason: D) -> Self {
        Self { what, reason: Box::pin(reason) }
    }
}

impl<D: Future<Output: Display>> Guards for FailWhen<D> {
    fn slice(&self, time: Duration) -> Duration {
        time
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Option<(String, String)> {
        match self.reason.as_mut().poll(context) {
            Poll::Ready(reason) => Some((self.what.clone(), reason.to_string())),
            Poll::Pending => None,
        }
    }
}

impl<D> fmt::Debug for FailWhen<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailWhen").field("what", &self.what).finish_non_exhaustive()
    }
}

/// The observer of [`Waiting::on_look`](crate::Waiting::on_look).
#[derive(Clone, Debug)]
pub struct OnLook<F>(pub(crate) F);

impl<F: FnMut(&CheckReport<'_>)> Guards for OnLook<F> {
    const CAN_TRIP: bool = false;

    fn slice(&self, time: Duration) -> Duration {
        time
    }

    fn looked(&mut self, looked: &CheckReport<'_>) {
        (self.0)(looked);
    }
}
