//! Turns 64 random bits into a duration.

use core::time::Duration;

use crate::nanos::NANOS_MAX;

const NANOS_PER_SEC: u64 = 1_000_000_000;

/// One draw of 64 random bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    /// Returns a uniform duration in `[low, high)`, or `low` if the range is empty.
    pub(crate) fn between(self, low: Duration, high: Duration) -> Duration {
        low.saturating_add(self.below(high.saturating_sub(low)))
    }

    /// Returns a uniform duration in `[0, bound)`, or zero if `bound` is zero.
    ///
    /// The algorithm takes the high half of a product (Lemire, "Fast random integer generation in an interval", 2019). It omits the
    /// rejection step, so its bias is below `bound / 2^64`.
    #[inline]
    pub(crate) fn below(self, bound: Duration) -> Duration {
        // Below 2^64 nanoseconds (584 years), one wide multiplication is enough, and no 128-bit division follows.
        if bound.as_secs() < u64::MAX / NANOS_PER_SEC {
            let nanos = bound.as_secs() * NANOS_PER_SEC + u64::from(bound.subsec_nanos());
            return Duration::from_nanos(high_half(self.0, nanos));
        }
        let nanos = bound.as_nanos().min(NANOS_MAX);
        let low = (u128::from(self.0) * (nanos & u128::from(u64::MAX))) >> 64;
        nanos_saturating(u128::from(self.0) * (nanos >> 64) + low)
    }
}

const fn high_half(a: u64, b: u64) -> u64 {
    ((a as u128 * b as u128) >> 64) as u64
}

#[expect(clippy::cast_possible_truncation, reason = "both parts are in range once the sum is clamped")]
fn nanos_saturating(nanos: u128) -> Duration {
    let nanos = nanos.min(NANOS_MAX);
    let per_sec = u128::from(NANOS_PER_SEC);
    Duration::new((nanos / per_sec) as u64, (nanos % per_sec) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_and_the_largest_draw_stay_in_the_range() {
        // 2^64 nanoseconds end within this second.
        let wide = Duration::new(u64::MAX / NANOS_PER_SEC, 999_999_999);
        for bound in [1, 7, 1_000_000_000, u64::MAX].map(Duration::from_nanos).into_iter().chain([wide, Duration::MAX]) {
            assert_eq!(Draw(0).below(bound), Duration::ZERO);
            assert!(Draw(u64::MAX).below(bound) < bound, "{bound:?}");
        }
        assert_eq!(Draw(u64::MAX).below(Duration::ZERO), Duration::ZERO);
    }

    #[test]
    fn half_of_the_range_is_half_of_the_bound() {
        assert_eq!(Draw(1 << 63).below(Duration::from_secs(3)), Duration::from_millis(1500));
        assert_eq!(Draw(1 << 63).below(Duration::MAX).as_secs(), u64::MAX / 2);
    }

    #[test]
    fn an_empty_range_gives_its_start() {
        let (low, high) = (Duration::from_secs(2), Duration::from_secs(1));
        assert_eq!(Draw(u64::MAX).between(low, high), low);
    }
}
