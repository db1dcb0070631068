use core::fmt;
use core::time::Duration;

use crate::unit::UNITS;
use crate::written::Written;

/// Why a text is not a duration. Its `Display` shows what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake<'a> {
    /// The text does not begin with a decimal number.
    NotADuration(&'a str),
    /// The text is a number without a unit.
    NoUnit(&'a str),
    /// The number has an exponent, as in `1e3s`.
    Exponent(&'a str),
    /// The suffix is another spelling of a unit.
    Misspelled {
        /// The number before the suffix.
        number: &'a str,
        /// The suffix as it was written.
        suffix: &'a str,
        /// The unit to write instead.
        unit: &'static str,
    },
    /// The text has several numbers, each with its unit, as in `1h30min`.
    SeveralUnits {
        /// The whole text.
        text: &'a str,
        /// The sum of its parts.
        total: Duration,
    },
    /// The suffix is not a unit.
    UnknownUnit {
        /// The whole text.
        text: &'a str,
        /// The suffix as it was written.
        suffix: &'a str,
    },
    /// The duration is not a whole number of nanoseconds.
    TooFine(&'a str),
    /// The duration is longer than [`Duration::MAX`](core::time::Duration::MAX).
    TooLong(&'a str),
}

impl fmt::Display for Mistake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADuration(text) => {
                write!(
                    f,
                    "`{text}` is not a duration: write a number and its unit, such as `250ms` or `30s`; the units are {UNITS}"
                )
            }
            Self::NoUnit(text) => write!(f, "`{text}` has no unit: write `{text}s`; the units are {UNITS}"),
            Self::Exponent(text) => write!(f, "`{text}` has an exponent: write its digits out, as in `1500ms`"),
            Self::Misspelled { number, suffix, unit } => {
                write!(f, "`{suffix}` is not a unit of time here: write `{number}{unit}`; the units are {UNITS}")
            }
            Self::SeveralUnits { text, total } => write!(f, "`{text}` has several units: write `{}`", Written(*total)),
            Self::UnknownUnit { text, suffix } => write!(f, "`{suffix}` in `{text}` is not a unit of time: write {UNITS}"),
            Self::TooFine(text) => write!(f, "`{text}` is finer than a nanosecond"),
            Self::TooLong(text) => write!(f, "`{text}` is longer than the longest `Duration`"),
        }
    }
}

impl core::error::Error for Mistake<'_> {}
