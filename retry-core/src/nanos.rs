//! Durations as numbers of nanoseconds.

use core::time::Duration;

/// The longest [`Duration`].
pub(crate) const NANOS_MAX: u128 = Duration::MAX.as_nanos();

#[expect(clippy::cast_precision_loss, reason = "a delay needs no more than 53 significant bits")]
#[inline]
pub(crate) fn to_nanos(duration: Duration) -> f64 {
    duration.as_secs() as f64 * 1e9 + f64::from(duration.subsec_nanos())
}

/// Returns the nearest duration: zero for a negative number or NaN, and [`Duration::MAX`] for a number that is too large.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "float casts saturate, as intended")]
#[inline]
pub(crate) fn from_nanos(nanos: f64) -> Duration {
    /// 2^64, the smallest integer that overflows a `u64`.
    const WIDE: f64 = 18_446_744_073_709_551_616.0;

    // Adding a half before the cast rounds to the nearest: `f64::round` is not in core.
    let nanos = nanos + 0.5;
    if nanos < WIDE {
        return Duration::from_nanos(nanos as u64);
    }
    let nanos = (nanos as u128).min(NANOS_MAX);
    Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32)
}

/// Returns the nanoseconds of a duration, at most [`i64::MAX`]: some 292 years. So stores with signed numbers keep them.
#[inline]
pub(crate) const fn saturated(duration: Duration) -> u64 {
    const LONGEST: u64 = i64::MAX as u64;
    const SECOND: u64 = 1_000_000_000;

    // One comparison and 64 bits are faster than `as_nanos`.
    if duration.as_secs() >= LONGEST / SECOND {
        return LONGEST;
    }
    duration.as_secs() * SECOND + duration.subsec_nanos() as u64
}

/// Durations as whole nanoseconds on the wire.
#[cfg(feature = "serde")]
pub(crate) mod wire {
    use core::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        super::saturated(*duration).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_nanos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_survive_a_round_trip() {
        let wide = Duration::from_nanos(u64::MAX) + Duration::from_nanos(1);
        for duration in [Duration::ZERO, Duration::from_nanos(1), Duration::from_secs(86_400), wide, Duration::MAX] {
            assert_eq!(from_nanos(to_nanos(duration)), duration);
        }
    }

    #[test]
    fn a_number_outside_the_range_becomes_the_nearest_duration() {
        assert_eq!([-1.0, f64::NAN, f64::NEG_INFINITY].map(from_nanos), [Duration::ZERO; 3]);
        assert_eq!(from_nanos(f64::INFINITY), Duration::MAX);
        let longest = Duration::from_nanos(i64::MAX.unsigned_abs());
        assert_eq!([Duration::MAX, longest].map(saturated), [i64::MAX.unsigned_abs(); 2]);
        let shorter = longest.saturating_sub(Duration::from_secs(1));
        assert_eq!(u128::from(saturated(shorter)), shorter.as_nanos());
    }
}
