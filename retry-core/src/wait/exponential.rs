use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::strategy::{Wait, WaitText};
use crate::description::{Cap, Floor, Length, write_together};
use crate::nanos::{from_nanos, to_nanos};
use crate::state::RetryState;

/// Waits `initial · base^(n−1)` after attempt `n`, clamped to `[min, max]`; `min` wins over `max`.
///
/// | n | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
/// |---|---|---|---|---|---|---|---|
/// | `wait_exponential(100ms).max(5s)` | 100 ms | 200 ms | 400 ms | 800 ms | 1.6 s | 3.2 s | 5 s |
///
/// The base is 2 unless [`base`](WaitExponential::base) sets it. Without [`max`](WaitExponential::max), there is no cap.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_exponential(Duration::from_millis(100)).max(Duration::from_secs(5));
/// let delays = [1, 2, 3, 4, 5, 6, 7].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_millis());
/// assert_eq!(delays, [100, 200, 400, 800, 1600, 3200, 5000]);
/// ```
///
/// Without jitter, clients that fail together also retry together. If that can happen, use [`wait_random_exponential`] instead. In
/// tests, use [`wait_fixed`](crate::wait_fixed), because doubling only makes them slow.
pub const fn wait_exponential(initial: Duration) -> WaitExponential {
    WaitExponential { initial, base: 2.0, min: Duration::ZERO, max: Duration::MAX }
}

/// See [`wait_exponential`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitExponential {
    initial: Duration,
    base: f64,
    pub(super) min: Duration,
    pub(super) max: Duration,
}

impl WaitExponential {
    /// Sets the factor from one delay to the next.
    ///
    /// # Panics
    ///
    /// If `base` is negative, infinite or NaN.
    #[inline]
    #[track_caller]
    pub const fn base(mut self, base: f64) -> Self {
        assert!(base >= 0.0 && base.is_finite(), "wait_exponential: `base` must be a finite number of at least 0");
        self.base = base;
        self
    }

    /// Sets the shortest delay. It wins over [`max`](Self::max).
    pub const fn min(mut self, min: Duration) -> Self {
        self.min = min;
        self
    }

    /// Sets the longest delay.
    pub const fn max(mut self, max: Duration) -> Self {
        self.max = max;
        self
    }

    /// Returns `initial · base^(n−1)`, which is computed only up to `max`.
    #[inline]
    pub(super) fn growth(&self, state: &RetryState) -> Duration {
        scaled(self.initial, self.base, state.failures_before(), self.max)
    }

    /// Clamps a delay to `[min, max]`; `min` wins.
    #[inline]
    pub(super) fn clamp(&self, delay: Duration) -> Duration {
        let capped = delay.min(self.max);
        if self.min.is_zero() { capped } else { capped.max(self.min) }
    }
}

impl Wait for WaitExponential {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.clamp(self.growth(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (initial, base, cap) = (Length(self.initial), self.base, Cap(" up to ", self.max));
        let has_comma = !self.min.is_zero();
        write_together(f, f.sign_plus() && has_comma, format_args!("exponential {initial} ×{base}{cap}{}", Floor(self.min)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let delay = self.delay(state);
        Some(delay..=delay)
    }
}

/// Waits a uniformly random time in `[min, w]`: exponential backoff with full jitter.
///
/// `w` is the delay of [`wait_exponential`](wait_exponential)`(initial)` with the same `base`, `min` and `max`.
///
/// | n | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
/// |---|---|---|---|---|---|---|---|
/// | `wait_random_exponential(100ms).max(5s)`, at most | 100 ms | 200 ms | 400 ms | 800 ms | 1.6 s | 3.2 s | 5 s |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_random_exponential(Duration::from_millis(100)).max(Duration::from_secs(5));
/// for (n, to) in [(1, 100), (2, 200), (3, 400), (4, 800), (5, 1600), (6, 3200), (7, 5000)] {
///     assert!(wait.delay(&RetryState::at(n, Duration::ZERO)) <= Duration::from_millis(to));
/// }
/// ```
///
/// This is the default wait of a policy, and the right one for anything that many clients share. If a delay near zero does harm, use
/// [`wait_exponential`]` … .`[`equal_jitter()`](Wait::equal_jitter) instead. Source: M. Brooker, "Exponential backoff and jitter", AWS
/// Architecture Blog, 2015.
pub const fn wait_random_exponential(initial: Duration) -> WaitRandomExponential {
    WaitRandomExponential { ceiling: wait_exponential(initial) }
}

/// See [`wait_random_exponential`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitRandomExponential {
    ceiling: WaitExponential,
}

impl WaitRandomExponential {
    /// Sets the factor by which the range grows from one attempt to the next.
    ///
    /// # Panics
    ///
    /// If `base` is negative, infinite or NaN.
    #[inline]
    #[track_caller]
    pub const fn base(mut self, base: f64) -> Self {
        self.ceiling = self.ceiling.base(base);
        self
    }

    /// Sets the shortest delay. It wins over [`max`](Self::max).
    pub const fn min(mut self, min: Duration) -> Self {
        self.ceiling.min = min;
        self
    }

    /// Sets the longest delay.
    pub const fn max(mut self, max: Duration) -> Self {
        self.ceiling.max = max;
        self
    }
}

impl Wait for WaitRandomExponential {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        state.draw().between(self.ceiling.min, self.ceiling.delay(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_comma = !self.ceiling.min.is_zero();
        write_together(f, f.sign_plus() && has_comma, format_args!("random {}", WaitText(&self.ceiling)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        Some(self.ceiling.min..=self.ceiling.delay(state))
    }
}

/// Returns `initial · base^exponent`, which saturates at [`Duration::MAX`] and is computed only up to `cap`.
///
/// The power is computed by repeated squaring. If it grows, the factor that is still missing is at least the current square. So the
/// loop ends when the square passes the cap, and a saturated wait costs no more than the attempt at which it saturated.
#[inline]
fn scaled(initial: Duration, base: f64, exponent: u32, cap: Duration) -> Duration {
    if exponent == 0 || initial.is_zero() {
        return initial;
    }
    if base.to_bits() == 2_f64.to_bits() {
        return doubled(initial, exponent, cap);
    }
    let grows = base >= 1.0;
    let first = to_nanos(initial);
    let enough = if grows { to_nanos(cap) / first } else { f64::INFINITY };
    let (mut power, mut square, mut left) = (1.0, base, exponent);
    loop {
        if left & 1 == 1 {
            power *= square;
        }
        left >>= 1;
        if left == 0 {
            break;
        }
        square *= square;
        if square > enough {
            return cap;
        }
    }
    let delay = from_nanos(first * power);
    // A float drops the last digits of a long delay, but a growing delay must not fall below `initial`.
    if grows { delay.max(initial) } else { delay }
}

/// Returns exactly `initial · 2^exponent`. The usual base needs no floats.
#[inline]
fn doubled(initial: Duration, exponent: u32, cap: Duration) -> Duration {
    if exponent < u32::BITS {
        return initial.saturating_mul(1 << exponent);
    }
    // 2^94 nanoseconds are longer than any duration.
    if exponent >= 94 {
        return cap;
    }
    let (mut delay, mut left) = (initial, exponent);
    while left >= u32::BITS && delay < cap {
        delay = delay.saturating_mul(1 << 31);
        left -= 31;
    }
    if delay < cap { delay.saturating_mul(1 << left) } else { cap }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delay(wait: WaitExponential, n: u32) -> Duration {
        wait.delay(&RetryState::at(n, Duration::ZERO))
    }

    #[test]
    fn the_first_delay_is_exact_at_any_size() {
        for initial in [Duration::from_nanos(1), Duration::new(123_456_789_012, 987_654_321), Duration::MAX] {
            assert_eq!(delay(wait_exponential(initial), 1), initial);
        }
    }

    #[test]
    fn growth_saturates_at_the_longest_duration() {
        let wait = wait_exponential(Duration::from_secs(1));
        assert_eq!(delay(wait, 64), Duration::from_secs(1 << 63));
        assert_eq!(delay(wait, 65), Duration::MAX);
        assert_eq!(delay(wait, u32::MAX), Duration::MAX);
    }

    #[test]
    fn the_power_is_right_for_every_exponent_below_the_cap() {
        let wait = wait_exponential(Duration::from_nanos(1)).base(3.0).max(Duration::from_nanos(3_u64.pow(30)));
        for n in 1..=31 {
            assert_eq!(delay(wait, n), Duration::from_nanos(3_u64.pow(n - 1)), "n = {n}");
        }
        assert_eq!(delay(wait, 32), Duration::from_nanos(3_u64.pow(30)));
    }

    #[test]
    fn a_base_below_one_shrinks_and_zero_stays_zero() {
        let wait = wait_exponential(Duration::from_millis(800)).base(0.5);
        assert_eq!([1, 2, 4].map(|n| delay(wait, n).as_millis()), [800, 400, 100]);
        assert_eq!(delay(wait, u32::MAX), Duration::ZERO);
        assert_eq!(delay(wait_exponential(Duration::ZERO), u32::MAX), Duration::ZERO);
        assert_eq!(delay(wait_exponential(Duration::MAX).base(0.0), 2), Duration::ZERO);
    }

    #[test]
    fn a_base_of_one_keeps_the_digits_that_a_float_drops() {
        let initial = Duration::new(2_478_084_135_289_880_576, 1);
        let wait = wait_exponential(initial).base(1.0);
        assert_eq!([1, 2, u32::MAX].map(|n| delay(wait, n)), [initial; 3]);
    }

    #[test]
    fn a_saturated_wait_is_exactly_its_cap() {
        let max = Duration::new(2_478_084_135_289_880_576, 1);
        let wait = wait_exponential(Duration::from_secs(1)).max(max);
        assert_eq!([64, 100, 1 << 20, u32::MAX].map(|n| delay(wait, n)), [max; 4]);
    }

    #[test]
    fn min_wins_over_max() {
        let (low, high) = (Duration::from_secs(1), Duration::from_secs(9));
        assert_eq!(delay(wait_exponential(low).min(high).max(low), 1), high);
    }

    #[test]
    #[should_panic(expected = "`base` must be a finite number")]
    fn a_base_of_nan_is_refused() {
        let _ = wait_exponential(Duration::ZERO).base(f64::NAN);
    }

    #[test]
    fn the_random_form_keeps_its_floor() {
        let wait = wait_random_exponential(Duration::from_secs(1)).min(Duration::from_secs(2)).max(Duration::from_secs(4));
        let delays = (1..100).map(|n| wait.delay(&RetryState::at(n, Duration::ZERO).with_seed(3)));
        assert!(delays.clone().all(|delay| (2..=4).contains(&delay.as_secs())));
        assert!(delays.skip(2).any(|delay| delay > Duration::from_secs(3)));
    }
}
