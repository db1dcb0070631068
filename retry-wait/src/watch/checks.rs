//! The maker of the checks: a closure, or something that needs to know more of the wait, such as a probe.

use std::time::Duration;

/// A check that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextLook {
    /// The number of the check, the first being 1.
    pub number: u32,
    /// The time since the start of the wait.
    pub elapsed: Duration,
    /// How long the check may take. After that, it is cut off.
    pub remaining: Duration,
}

/// Makes the checks of a wait.
pub trait Looker {
    /// One check.
    type Looking: Future;

    /// Begins a check.
    fn look(&mut self, next: NextLook) -> Self::Looking;
}

impl<F: FnMut() -> L, L: Future> Looker for F {
    type Looking = L;

    fn look(&mut self, _: NextLook) -> L {
        self()
    }
}
