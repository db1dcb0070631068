use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::strategy::Wait;
use crate::description::{Cap, Length};
use crate::state::RetryState;

/// Waits `start + increment · (n−1)` after attempt `n`, at most `max`.
///
/// | n | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
/// |---|---|---|---|---|---|---|---|
/// | `wait_incrementing(1s, 2s).max(10s)` | 1 s | 3 s | 5 s | 7 s | 9 s | 10 s | 10 s |
///
/// Without [`max`](WaitIncrementing::max), there is no cap.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_incrementing(Duration::from_secs(1), Duration::from_secs(2)).max(Duration::from_secs(10));
/// let delays = [1, 2, 3, 4, 5, 6, 7].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_secs());
/// assert_eq!(delays, [1, 3, 5, 7, 9, 10, 10]);
/// ```
///
/// If the load must fall quickly, use [`wait_exponential`](crate::wait_exponential) instead. This strategy halves the rate of attempts
/// only each time their number doubles.
pub const fn wait_incrementing(start: Duration, increment: Duration) -> WaitIncrementing {
    WaitIncrementing { start, increment, max: Duration::MAX }
}

/// See [`wait_incrementing`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitIncrementing {
    start: Duration,
    increment: Duration,
    max: Duration,
}

impl WaitIncrementing {
    /// Sets the longest delay.
    pub const fn max(mut self, max: Duration) -> Self {
        self.max = max;
        self
    }
}

impl Wait for WaitIncrementing {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.start.saturating_add(self.increment.saturating_mul(state.failures_before())).min(self.max)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "incrementing {} by {}{}", Length(self.start), Length(self.increment), Cap(" up to ", self.max))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let delay = self.delay(state);
        Some(delay..=delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_saturates_at_the_longest_duration() {
        let wait = wait_incrementing(Duration::from_secs(1), Duration::MAX);
        let delay = |n| wait.delay(&RetryState::at(n, Duration::ZERO));
        assert_eq!([delay(1), delay(2), delay(u32::MAX)], [Duration::from_secs(1), Duration::MAX, Duration::MAX]);
    }

    #[test]
    fn the_cap_holds_for_the_first_delay() {
        let wait = wait_incrementing(Duration::from_secs(9), Duration::ZERO).max(Duration::from_secs(3));
        assert_eq!(wait.delay(&RetryState::at(1, Duration::ZERO)), Duration::from_secs(3));
    }
}
