//! What of the outside world makes waiting pointless.

use std::fmt::Display;

/// Looked at before every check.
pub trait Guards {
    /// What has happened, and why, once something has.
    fn tripped(&mut self) -> Option<(String, String)>;
}

impl Guards for () {
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
