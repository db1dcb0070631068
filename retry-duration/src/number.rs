//! Exact arithmetic with decimal numbers.

use core::time::Duration;

use crate::mistake::Mistake;

const NANOS_PER_SEC: u128 = 1_000_000_000;

/// Why a number of units is not a duration.
#[derive(Clone, Copy)]
pub(crate) enum Problem {
    TooLong,
    TooFine,
}

impl Problem {
    pub(crate) const fn of(self, text: &str) -> Mistake<'_> {
        match self {
            Self::TooLong => Mistake::TooLong(text),
            Self::TooFine => Mistake::TooFine(text),
        }
    }
}

/// Whether the text is a decimal literal of Rust: digits, or digits, a point and more digits.
pub(crate) fn is_decimal(number: &str) -> bool {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    [whole, fraction].iter().all(|part| part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains('.'))
}

/// Multiplies `number` by `unit`, a length in nanoseconds.
pub(crate) fn times(number: &str, unit: u128) -> Result<Duration, Problem> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = count(whole).and_then(|count| count.checked_mul(unit)).ok_or(Problem::TooLong)?;
    let fraction = fraction.trim_end_matches(['0', '_']);
    let places = fraction.chars().filter(char::is_ascii_digit).count();
    let scale = u32::try_from(places).ok().and_then(|places| 10_u128.checked_pow(places));
    let part = count(fraction).and_then(|count| count.checked_mul(unit)).zip(scale);
    // A fraction with too many digits for a `u128` is also finer than a nanosecond.
    let part = part.filter(|(part, scale)| part % scale == 0).map(|(part, scale)| part / scale);
    let nanos = whole.checked_add(part.ok_or(Problem::TooFine)?).ok_or(Problem::TooLong)?;
    let secs = u64::try_from(nanos / NANOS_PER_SEC).map_err(|_| Problem::TooLong)?;
    let nanos = u32::try_from(nanos % NANOS_PER_SEC).map_err(|_| Problem::TooLong)?;
    Ok(Duration::new(secs, nanos))
}

/// The number that the digits of the text form. Other characters are skipped.
fn count(digits: &str) -> Option<u128> {
    let mut digits = digits.chars().filter_map(|c| c.to_digit(10)).map(u128::from);
    digits.try_fold(0_u128, |count, digit| count.checked_mul(10)?.checked_add(digit))
}
