//! What of the outside world makes waiting pointless.

use std::fmt::Display;
use std::time::Duration;

/// How often they are asked while a check or a pause takes longer.
pub(crate) const GUARD_INTERVAL: Duration = Duration::from_millis(100);

/// Looked at before every check, and meanwhile.
pub trait Guards {
    /// As much of `time` as may pass until they are to be asked again.
    #[doc(hidden)]
    fn slice(&self, time: Duration) -> Duration {
        time.min(GUARD_INTERVAL)
    }

    /// What has happened, and why, once something has.
    fn tripped(&mut self) -> Option<(String, String)>;
}

impl Guards for () {
    fn slice(&self, time: Duration) -> Duration {
        time
    }

    fn tripped(&mut self) -> Option<(String, String)> {
        None
    }
}

/// See [`Waiting::fail_if`](super::Waiting::fail_if).
#[derive(Clone, Debug)]
pub struct FailIf<P> {
    pub(super) what: String,
    pub(super) reason: P,
}

#[cfg(feature = "ready")]
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
}
