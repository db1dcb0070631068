use std::time::Duration;

/// A check that has ended. [`Waiting::on_look`](crate::Waiting::on_look) passes it to observers. It shows values and errors as reports do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckReport<'a> {
    /// The description of the wait.
    pub description: &'a str,
    /// The number of the check, beginning with 1.
    pub number: u32,
    /// Its result, in one line: `ready`, `not yet`, the value, the error, or `no answer`.
    pub found: &'a str,
    /// The time since the start of the wait.
    pub elapsed: Duration,
    /// The time until the limit.
    pub remaining: Duration,
    /// The pause until the next check. `None` after the last check.
    pub next: Option<Duration>,
}
