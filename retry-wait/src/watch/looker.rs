//! Who looks: a closure, or something that wants to know of the wait, such as a probe.

use std::time::Duration;

/// A look that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextLook {
    /// The number of the look, the first being 1.
    pub number: u32,
    /// The time since the start of the wait.
    pub elapsed: Duration,
    /// How long the look may take: after that it is cut off.
    pub remaining: Duration,
}

/// Makes the looks of a wait.
pub trait Looker {
    /// One look.
    type Looking: Future;

    /// Begins a look.
    fn look(&mut self, next: NextLook) -> Self::Looking;
}

impl<F: FnMut() -> L, L: Future> Looker for F {
    type Looking = L;

    fn look(&mut self, _: NextLook) -> L {
        self()
    }
}
