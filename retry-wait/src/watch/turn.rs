//! The times of one poll.

use std::time::{Duration, Instant};

/// One poll of a wait.
#[derive(Clone, Copy)]
pub(super) struct Turn<I> {
    /// When the wait began, on its own clock and in real time.
    pub(super) start: I,
    pub(super) begun: Instant,
    /// The real time since the last poll. If a test moves the clock, the wait is not late: only real time makes it late.
    pub(super) unpolled: Duration,
}
