use core::fmt;

use crate::unit::UNITS;

/// Why a text is no duration. Its `Display` names what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake<'a> {
    /// The text does not begin with a decimal number.
    NotADuration(&'a str),
    /// The text is a number alone.
    NoUnit(&'a str),
    /// The suffix is another spelling of a unit.
    Misspelled {
        /// The number before it.
        number: &'a str,
        /// What was written.
        suffix: &'a str,
        /// The unit that was meant.
        unit: &'static str,
    },
    /// The suffix is no spelling of any unit.
    UnknownUnit {
        /// The whole text.
        text: &'a str,
        /// What was written for a unit.
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
                write!(f, "`{text}` is no duration: write a number and its unit, such as `250ms` or `30s`; the units are {UNITS}")
            }
            Self::NoUnit(text) => write!(f, "`{text}` has no unit: write `{text}s`; the units are {UNITS}"),
            Self::Misspelled { number, suffix, unit } => {
                write!(f, "`{suffix}` is not a unit of time here: write `{number}{unit}`; the units are {UNITS}")
            }
            Self::UnknownUnit { text, suffix } => write!(f, "`{suffix}` in `{text}` is not a unit of time: write {UNITS}"),
            Self::TooFine(text) => write!(f, "`{text}` is finer than a nanosecond"),
            Self::TooLong(text) => write!(f, "`{text}` is longer than the longest `Duration`"),
        }
    }
}

impl core::error::Error for Mistake<'_> {}
