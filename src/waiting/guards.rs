//! What is asked and told beside the check: what of the outside world makes waiting pointless, and who watches the looks.

use std::fmt::{self, Display};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::looked::Looked;

/// How often they are asked while a check or a pause takes longer.
pub(crate) const GUARD_INTERVAL: Duration = Duration::from_millis(100);

/// Asked before every check and meanwhile, and told of every look.
pub trait Guards {
    /// Whether there is any.
    #[doc(hidden)]
    const CAN_TRIP: bool = true;

    /// As much of `time` as may pass until they are to be asked again.
    #[doc(hidden)]
    fn slice(&self, time: Duration) -> Duration {
        time.min(GUARD_INTERVAL)
    }

    /// What has happened, and why, once something has.
    fn tripped(&mut self) -> Option<(String, String)>;

    /// The same of those that tell by themselves.
    #[doc(hidden)]
    fn poll(&mut self, context: &mut Context<'_>) -> Option<(String, String)>;

    /// Tells of a look that has ended.
    #[doc(hidden)]
    fn looked(&mut self, looked: &Looked<'_>);
}

impl Guards for () {
    const CAN_TRIP: bool = false;

    fn slice(&self, time: Duration) -> Duration {
        time
    }

    fn tripped(&mut self) -> Option<(String, String)> {
        None
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Option<(String, String)> {
        None
    }

    fn looked(&mut self, _: &Looked<'_>) {}
}

/// See [`Waiting::fail_if`](super::Waiting::fail_if).
#[derive(Clone, Debug)]
pub struct FailIf<P> {
    what: String,
    reason: P,
}

impl<P> FailIf<P> {
    pub(crate) fn new(what: String, reason: P) -> Self {
        Self { what, reason }
    }
}

impl<G: Guards, P: FnMut() -> Option<R>, R: Display> Guards for (G, FailIf<P>) {
    fn tripped(&mut self) -> Option<(String, String)> {
        let (others, last) = self;
        others.tripped().or_else(|| (last.reason)().map(|reason| (last.what.clone(), reason.to_string())))
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Option<(String, String)> {
        self.0.poll(context)
    }

    fn looked(&mut self, looked: &Looked<'_>) {
        self.0.looked(looked);
    }
}

/// See [`Waiting::fail_when`](super::Waiting::fail_when).
pub struct FailWhen<D> {
    what: String,
    /// Boxed, so that it can be polled wherever the wait keeps it.
    reason: Pin<Box<D>>,
}

impl<D> FailWhen<D> {
    pub(crate) fn new(what: String, reason: D) -> Self {
        Self { what, reason: Box::pin(reason) }
    }
}

impl<G: Guards, D: Future<Output: Display>> Guards for (G, FailWhen<D>) {
    fn slice(&self, time: Duration) -> Duration {
        self.0.slice(time)
    }

    fn tripped(&mut self) -> Option<(String, String)> {
        self.0.tripped()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Option<(String, String)> {
        let (others, last) = self;
        others.poll(context).or_else(|| match last.reason.as_mut().poll(context) {
            Poll::Ready(reason) => Some((last.what.clone(), reason.to_string())),
            Poll::Pending => None,
        })
    }

    fn looked(&mut self, looked: &Looked<'_>) {
        self.0.looked(looked);
    }
}

impl<D> fmt::Debug for FailWhen<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailWhen").field("what", &self.what).finish_non_exhaustive()
    }
}

/// See [`Waiting::on_look`](super::Waiting::on_look).
#[derive(Clone, Debug)]
pub struct OnLook<F>(pub(super) F);

impl<G: Guards, F: FnMut(&Looked<'_>)> Guards for (G, OnLook<F>) {
    const CAN_TRIP: bool = G::CAN_TRIP;

    fn slice(&self, time: Duration) -> Duration {
        self.0.slice(time)
    }

    fn tripped(&mut self) -> Option<(String, String)> {
        self.0.tripped()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Option<(String, String)> {
        self.0.poll(context)
    }

    fn looked(&mut self, looked: &Looked<'_>) {
        self.0.looked(looked);
        (self.1.0)(looked);
    }
}
