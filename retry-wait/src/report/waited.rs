use std::time::Duration;

use super::evidence::Evidence;

/// The value that a wait found, and the time and checks that it took. See [`Waiting::report`](crate::Waiting::report).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waited<T> {
    /// The value found.
    pub value: T,
    /// The time from the beginning of the first check to the end of the last.
    pub elapsed: Duration,
    /// The number of checks.
    pub checks: u32,
    /// The number of checks that returned an error.
    pub errors: u32,
    /// The number of checks that `check_timeout` cut off.
    pub unanswered: u32,
    /// The time of the longest check.
    pub longest_check: Duration,
}

impl<T> Waited<T> {
    pub(crate) fn new(value: T, evidence: &Evidence, elapsed: Duration) -> Self {
        let &Evidence { checks, answers, errors, longest, .. } = evidence;
        Self { value, elapsed, checks, errors, unanswered: checks.saturating_sub(answers), longest_check: longest }
    }
}
