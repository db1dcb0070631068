use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::strategy::Wait;
use crate::description::{Cap, Length};
use crate::state::RetryState;

/// Waits `U[base, min(max, 3 · max(p, base)))`, where `p` is the delay before the attempt.
///
/// `p` is [`previous_sleep`](RetryState::previous_sleep), which is zero for the first attempt. So the range of each delay depends on
/// the delay before it.
///
/// | n | 1 | 2 | 3 | 4 | 5 |
/// |---|---|---|---|---|---|
/// | `wait_decorrelated_jitter(100ms, 5s)`, from | 100 ms | 100 ms | 100 ms | 100 ms | 100 ms |
/// | … to, at most | 300 ms | 900 ms | 2.7 s | 5 s | 5 s |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let (base, max) = (Duration::from_millis(100), Duration::from_secs(5));
/// let wait = wait_decorrelated_jitter(base, max);
/// let mut previous = Duration::ZERO;
/// for (n, to) in [(1, 300), (2, 900), (3, 2700), (4, 5000), (5, 5000)] {
///     previous = wait.delay(&RetryState::at(n, Duration::ZERO).with_previous_sleep(previous));
///     assert!(base <= previous && previous < Duration::from_millis(to));
/// }
/// ```
///
/// The cap limits the range instead of the sample, so the delays at the cap stay random. The published form caps the sample, and a
/// quarter of the delays in a long run are then exactly `max`. To get the published form, write
/// `wait_decorrelated_jitter(base, Duration::MAX).at_most(max)`. If a delay should not depend on the random delays before it, use
/// [`wait_random_exponential`](crate::wait_random_exponential) instead. Source: M. Brooker, "Exponential backoff and jitter", AWS
/// Architecture Blog, 2015.
///
/// # Panics
///
/// If `base > max`.
#[track_caller]
pub const fn wait_decorrelated_jitter(base: Duration, max: Duration) -> WaitDecorrelatedJitter {
    assert!(base.as_nanos() <= max.as_nanos(), "wait_decorrelated_jitter(base, max): `base` must not be greater than `max`");
    WaitDecorrelatedJitter { base, max }
}

/// See [`wait_decorrelated_jitter`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitDecorrelatedJitter {
    base: Duration,
    max: Duration,
}

impl WaitDecorrelatedJitter {
    #[inline]
    fn ceiling(&self, state: &RetryState) -> Duration {
        state.previous_sleep().max(self.base).saturating_mul(3).min(self.max)
    }
}

impl Wait for WaitDecorrelatedJitter {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        state.draw().between(self.base, self.ceiling(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "decorrelated jitter {}{}", Length(self.base), Cap(" up to ", self.max))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        Some(self.base..=self.ceiling(state))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delays_at_the_cap_still_differ() {
        let (base, max) = (Duration::from_secs(1), Duration::from_secs(10));
        let wait = wait_decorrelated_jitter(base, max);
        let state = RetryState::at(9, Duration::ZERO).with_previous_sleep(Duration::MAX).with_seed(2);
        let [a, b] = [wait.delay(&state), wait.delay(&state)];
        assert!(a != b && a.max(b) < max && a.min(b) >= base);
    }

    #[test]
    #[should_panic(expected = "`base` must not be greater than `max`")]
    fn a_reversed_range_is_refused() {
        let _ = wait_decorrelated_jitter(Duration::from_secs(2), Duration::from_secs(1));
    }
}
