//! The source of the checks: a closure, or a type that needs the number and the time of each check, such as a probe.

use std::time::Duration;

/// A check that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextCheck {
    /// The number of the check, beginning with 1.
    pub number: u32,
    /// The time since the start of the wait.
    pub elapsed: Duration,
    /// How long the check may take. After that, it is cut off.
    pub remaining: Duration,
}

/// Makes the checks of a wait.
pub trait CheckSource {
    /// One check.
    type Checking: Future;

    /// Begins a check.
    fn check(&mut self, next: NextCheck) -> Self::Checking;
}

impl<F: FnMut() -> L, L: Future> CheckSource for F {
    type Checking = L;

    fn check(&mut self, _: NextCheck) -> L {
        self()
    }
}
