use std::time::Duration;

/// A look that has ended, as [`Waiting::on_look`](crate::Waiting::on_look) tells it. All that is shown of values and errors is what
/// reports show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Looked<'a> {
    /// What is waited for.
    pub description: &'a str,
    /// The number of the look, the first being 1.
    pub number: u32,
    /// What it found, in one line: `ready`, `not yet`, the value, the error, or `no answer`.
    pub found: &'a str,
    /// The time since the start of the wait.
    pub elapsed: Duration,
    /// What is left until the limit.
    pub remaining: Duration,
    /// The pause until the next look, unless this was the last.
    pub next: Option<Duration>,
}
