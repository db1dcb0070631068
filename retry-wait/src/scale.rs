//! `TENACITY_TIMEOUT_SCALE`: the factor that extends all limits on slow machines.

use std::env;
use std::time::Duration;

pub(crate) const VARIABLE: &str = "TENACITY_TIMEOUT_SCALE";

/// The factor. It is 1 if the variable is unset or empty.
pub(crate) fn from_environment() -> Result<f64, String> {
    env::var_os(VARIABLE).map_or(Ok(1.0), |value| parse(&value.to_string_lossy()))
}

fn parse(value: &str) -> Result<f64, String> {
    match value.trim() {
        "" => Ok(1.0),
        number => number
            .parse()
            .ok()
            .filter(|factor: &f64| factor.is_finite() && *factor > 0.0)
            .ok_or_else(|| format!("`{VARIABLE}` is `{number}`: write a number above 0, such as `3` or `1.5`")),
    }
}

/// `limit · factor`, or the longest duration if that overflows.
#[expect(clippy::float_cmp, reason = "an unset variable is exactly 1, and must not change a limit by rounding")]
pub(crate) fn scaled(limit: Duration, factor: f64) -> Duration {
    if factor == 1.0 { limit } else { Duration::try_from_secs_f64(limit.as_secs_f64() * factor).unwrap_or(Duration::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_any_number_above_zero() {
        assert_eq!(["3", " 1.5 ", "0.5", "1e3", "", " "].map(parse), [3.0, 1.5, 0.5, 1000.0, 1.0, 1.0].map(Ok));
    }

    #[test]
    fn the_error_for_an_invalid_factor_shows_what_to_write() {
        for value in ["three", "0", "-1", "NaN", "inf", "3x"] {
            let told = format!("`TENACITY_TIMEOUT_SCALE` is `{value}`: write a number above 0, such as `3` or `1.5`");
            assert_eq!(parse(value), Err(told));
        }
    }

    #[test]
    fn limits_are_multiplied_up_to_the_longest_duration() {
        let limit = Duration::from_millis(5_100);
        assert_eq!([1.0, 3.0, 0.5].map(|factor| scaled(limit, factor).as_millis()), [5_100, 15_300, 2_550]);
        assert_eq!([scaled(Duration::MAX, 1.0), scaled(Duration::MAX, 2.0), scaled(limit, 1e300)], [Duration::MAX; 3]);
    }
}
