//! The times of one poll.

use std::time::{Duration, Instant};

/// One poll of a wait.
#[derive(Clone, Copy)]
pub(super) struct Turn<I> {
    /// When the wait began, on its own clock and in real time.
    pub(super) start: I,
    pub(super) begun: Instant,
    /// The real time since the last poll. Only real time makes a wait late, so a clock that a test moves does not.
    pub(super) unpolled: Duration,
}
