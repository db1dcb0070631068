use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::exponential::{WaitExponential, wait_exponential};
use super::strategy::{Wait, WaitText};
use crate::description::{Cap, Floor, Length, write_together};
use crate::state::RetryState;

/// Waits `initial · base^(n−1) + U[0, jitter)` after attempt `n`, clamped to `[min, max]`; `min` wins over `max`.
///
/// | n | 1 | 2 | 3 | 4 | 5 |
/// |---|---|---|---|---|---|
/// | `wait_exponential_jitter(1s, 500ms).max(10s)`, from | 1 s | 2 s | 4 s | 8 s | 10 s |
/// | … to | 1.5 s | 2.5 s | 4.5 s | 8.5 s | 10 s |
///
/// The base is 2 unless [`base`](WaitExponentialJitter::base) sets it. Without [`max`](WaitExponentialJitter::max), there is no
/// cap.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let (initial, jitter) = (Duration::from_secs(1), Duration::from_millis(500));
/// let wait = wait_exponential_jitter(initial, jitter).max(Duration::from_secs(10));
/// for (n, from) in [(1, 1), (2, 2), (3, 4), (4, 8)] {
///     let delay = wait.delay(&RetryState::at(n, Duration::ZERO));
///     assert!(Duration::from_secs(from) <= delay && delay < Duration::from_secs(from) + jitter);
/// }
/// assert_eq!(wait.delay(&RetryState::at(5, Duration::ZERO)), Duration::from_secs(10));
/// ```
///
/// As in Python's tenacity, the cap applies after the jitter, so all clients at the cap wait the same time. If that matters, use
/// [`wait_random_exponential`](crate::wait_random_exponential) or `wait_exponential(…).max(…).jitter(…)` instead: there, the delays at
/// the cap stay random.
pub const fn wait_exponential_jitter(initial: Duration, jitter: Duration) -> WaitExponentialJitter {
    WaitExponentialJitter { backoff: wait_exponential(initial), jitter }
}

/// See [`wait_exponential_jitter`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitExponentialJitter {
    backoff: WaitExponential,
    jitter: Duration,
}

impl WaitExponentialJitter {
    /// Sets the factor from one delay to the next, without the jitter.
    ///
    /// # Panics
    ///
    /// If `base` is negative, infinite or NaN.
    #[track_caller]
    pub const fn base(mut self, base: f64) -> Self {
        self.backoff = self.backoff.base(base);
        self
    }

    /// Sets the shortest delay. It wins over [`max`](Self::max).
    pub const fn min(mut self, min: Duration) -> Self {
        self.backoff = self.backoff.min(min);
        self
    }

    /// Sets the longest delay, including the jitter.
    pub const fn max(mut self, max: Duration) -> Self {
        self.backoff = self.backoff.max(max);
        self
    }
}

impl Wait for WaitExponentialJitter {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.backoff.clamp(self.backoff.growth(state).saturating_add(state.draw().below(self.jitter)))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WaitExponential { min, max, .. } = self.backoff;
        let (unclamped, jitter) = (self.backoff.min(Duration::ZERO).max(Duration::MAX), Length(self.jitter));
        let (backoff, cap, floor) = (WaitText(&unclamped), Cap(", up to ", max), Floor(min));
        let has_comma = max < Duration::MAX || !min.is_zero();
        write_together(f, f.sign_plus() && has_comma, format_args!("{backoff} plus up to {jitter} of jitter{cap}{floor}"))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let growth = self.backoff.growth(state);
        Some(self.backoff.clamp(growth)..=self.backoff.clamp(growth.saturating_add(self.jitter)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cap_and_then_the_floor_include_the_jitter() {
        let (second, jitter) = (Duration::from_secs(1), Duration::from_secs(60));
        let state = |n| RetryState::at(n, Duration::ZERO).with_seed(5);
        let capped = wait_exponential_jitter(second, jitter).max(second);
        assert_eq!(capped.delay(&state(1)), second);
        assert_eq!(capped.min(second * 2).delay(&state(u32::MAX)), second * 2);
    }

    #[test]
    fn the_base_is_that_of_the_exponential() {
        let wait = wait_exponential_jitter(Duration::from_secs(1), Duration::ZERO).base(3.0);
        assert_eq!(wait.delay(&RetryState::at(3, Duration::ZERO).with_seed(5)), Duration::from_secs(9));
    }
}
