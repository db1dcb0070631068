use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::strategy::Wait;
use crate::description::Length;
use crate::state::RetryState;

/// Waits a uniformly random time in `[min, max)`, or exactly `min` if both are equal.
///
/// | `wait_random(100ms, 300ms)`, n | 1 | 2 | 9 |
/// |---|---|---|---|
/// | from | 100 ms | 100 ms | 100 ms |
/// | to | 300 ms | 300 ms | 300 ms |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let (min, max) = (Duration::from_millis(100), Duration::from_millis(300));
/// let delays = [1, 2, 9].map(|n| wait_random(min, max).delay(&RetryState::at(n, Duration::ZERO)));
/// assert!(delays.iter().all(|delay| min <= *delay && *delay < max));
/// ```
///
/// If the delay should also grow, use [`wait_random_exponential`](crate::wait_random_exponential) instead.
///
/// # Panics
///
/// If `min > max`.
#[track_caller]
pub const fn wait_random(min: Duration, max: Duration) -> WaitRandom {
    assert!(min.as_nanos() <= max.as_nanos(), "wait_random(min, max): `min` must not be greater than `max`");
    WaitRandom { min, max }
}

/// See [`wait_random`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitRandom {
    min: Duration,
    max: Duration,
}

impl Wait for WaitRandom {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        state.draw().between(self.min, self.max)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "random {} to {}", Length(self.min), Length(self.max))
    }

    fn span(&self, _: &RetryState) -> Option<RangeInclusive<Duration>> {
        Some(self.min..=self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_range_gives_its_minimum() {
        let second = Duration::from_secs(1);
        let state = RetryState::at(1, Duration::ZERO).with_seed(1);
        assert_eq!(wait_random(second, second).delay(&state), second);
    }

    #[test]
    #[should_panic(expected = "`min` must not be greater than `max`")]
    fn a_reversed_range_is_refused() {
        let _ = wait_random(Duration::from_secs(2), Duration::from_secs(1));
    }
}
