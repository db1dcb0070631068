use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::strategy::Wait;
use crate::description::{Cap, Length};
use crate::state::RetryState;

/// Waits `unit · F(n)` after attempt `n`, at most `max`. `F` are the Fibonacci numbers 1, 1, 2, 3, 5 ….
///
/// | n | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
/// |---|---|---|---|---|---|---|---|
/// | `wait_fibonacci(100ms).max(1s)` | 100 ms | 100 ms | 200 ms | 300 ms | 500 ms | 800 ms | 1 s |
///
/// Without [`max`](WaitFibonacci::max), there is no cap.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_fibonacci(Duration::from_millis(100)).max(Duration::from_secs(1));
/// let delays = [1, 2, 3, 4, 5, 6, 7].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_millis());
/// assert_eq!(delays, [100, 100, 200, 300, 500, 800, 1000]);
/// ```
///
/// The first two delays are equal, and then each delay grows by a factor that approaches 1.618. To choose the factor yourself, use
/// [`wait_exponential`](crate::wait_exponential) instead, which is also more familiar to readers.
pub const fn wait_fibonacci(unit: Duration) -> WaitFibonacci {
    WaitFibonacci { unit, max: Duration::MAX }
}

/// See [`wait_fibonacci`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitFibonacci {
    unit: Duration,
    max: Duration,
}

impl WaitFibonacci {
    /// Sets the longest delay.
    pub const fn max(mut self, max: Duration) -> Self {
        self.max = max;
        self
    }
}

impl Wait for WaitFibonacci {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        if self.unit.is_zero() {
            return Duration::ZERO;
        }
        let (mut previous, mut delay) = (Duration::ZERO, self.unit);
        let mut steps = state.failures_before();
        // The cap or the longest duration ends the loop within 136 steps.
        while steps > 0 && delay < self.max {
            (previous, delay) = (delay, previous.saturating_add(delay));
            steps -= 1;
        }
        delay.min(self.max)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fibonacci {}{}", Length(self.unit), Cap(" up to ", self.max))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let delay = self.delay(state);
        Some(delay..=delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delay(wait: WaitFibonacci, n: u32) -> Duration {
        wait.delay(&RetryState::at(n, Duration::ZERO))
    }

    #[test]
    fn every_number_that_fits_is_exact() {
        let wait = wait_fibonacci(Duration::from_nanos(1));
        assert_eq!(delay(wait, 93), Duration::from_nanos(12_200_160_415_121_876_738));
        assert_eq!(delay(wait, 94), delay(wait, 93) + delay(wait, 92));
    }

    #[test]
    fn growth_saturates_at_the_longest_duration_and_zero_stays_zero() {
        let wait = wait_fibonacci(Duration::from_nanos(1));
        assert!(delay(wait, 136) < Duration::MAX);
        assert_eq!([delay(wait, 137), delay(wait, u32::MAX)], [Duration::MAX; 2]);
        assert_eq!(delay(wait_fibonacci(Duration::ZERO), u32::MAX), Duration::ZERO);
    }
}
