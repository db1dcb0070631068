//! Closures and futures beside the check: they may end the wait, or observe its checks.

use std::fmt::{self, Display};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::report::check_report::CheckReport;

/// How often guards are asked while a check runs or the wait sleeps.
pub(crate) const GUARD_INTERVAL: Duration = Duration::from_millis(100);

/// Watches over a wait: a guard may end the wait, and observes every check. `()` does neither. A pair does what both parts do.
pub trait Guards {
    /// Whether this guard may end a wait.
    const CAN_TRIP: bool = true;

    /// The part of `time` that may pass until the guard is asked again: 100 ms, unless overridden.
    fn slice(&self, time: Duration) -> Duration {
        time.min(GUARD_INTERVAL)
    }

    /// If the wait is to end, returns what has happened, and the reason. Called before every check, and as often as
    /// [`slice`](Self::slice) allows.
    fn tripped(&mut self) -> Option<(String, String)> {
        None
    }

    /// The same for a guard that wakes the wait by itself. Called whenever the wait is polled.
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

/// See [`Waiting::fail_if`](crate::Waiting::fail_if).
#[derive(Clone, Debug)]
pub struct FailIf<P> {
    what: String,
    reason: P,
}

impl<P> FailIf<P> {
    /// Ends a wait with `what` and the reason, as soon as `reason` returns one.
    pub fn new(what: String, reason: P) -> Self {
        Self { what, reason }
    }
}

impl<P: FnMut() -> Option<R>, R: Display> Guards for FailIf<P> {
    fn tripped(&mut self) -> Option<(String, String)> {
        (self.reason)().map(|reason| (self.what.clone(), reason.to_string()))
    }
}

/// See [`Waiting::fail_when`](crate::Waiting::fail_when).
pub struct FailWhen<D> {
    what: String,
    /// Boxed, because a guard is not pinned.
    reason: Pin<Box<D>>,
}

impl<D> FailWhen<D> {
    /// Ends a wait with `what` and the output of `reason`, as soon as `reason` resolves.
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

/// See [`Waiting::on_look`](crate::Waiting::on_look).
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
