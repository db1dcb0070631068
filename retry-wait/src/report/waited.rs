use std::time::Duration;

use super::evidence::Evidence;

/// What a wait found, and what it took. See [`Waiting::report`](crate::Waiting::report).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waited<T> {
    /// The value found.
    pub value: T,
    /// From the first look to the end of the last.
    pub elapsed: Duration,
    /// How many looks there were.
    pub checks: u32,
    /// How many of them gave an error.
    pub errors: u32,
    /// How many gave no answer in the time that `check_timeout` leaves them.
    pub unanswered: u32,
    /// How long the longest look took.
    pub longest_check: Duration,
}

impl<T> Waited<T> {
    pub(crate) fn new(value: T, evidence: &Evidence, elapsed: Duration) -> Self {
        let &Evidence { checks, answers, errors, longest, .. } = evidence;
        Self { value, elapsed, checks, errors, unanswered: checks.saturating_sub(answers), longest_check: longest }
    }
}
