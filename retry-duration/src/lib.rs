//! Durations as people write them, such as `100ms`. The literals of `#[retry]` and the configurations of
//! [`tenacity`](https://docs.rs/tenacity) share this grammar.
//!
//! A duration is a decimal number and a unit, without a space: `100ms`, `1.5s`, `1_000s`. The units are `ns`, `us`, `ms`, `s`, `min` and
//! `h`. [`parse`] is exact: it neither rounds nor wraps. If a text is not a duration, the [`Mistake`] shows what to write instead.
//!
//! ```
//! use std::time::Duration;
//! use tenacity_duration::{Written, parse};
//!
//! assert_eq!(parse("1.5s"), Ok(Duration::from_millis(1500)));
//! assert_eq!(Written(Duration::from_secs(300)).to_string(), "5min");
//! let mistake = parse("5m").unwrap_err().to_string();
//! assert_eq!(mistake, "`m` is not a unit of time here: write `5min`; the units are `ns`, `us`, `ms`, `s`, `min` or `h`");
//! ```
//!
//! [`nearest`] finds the name that a misspelled key or environment variable most likely means. It stands here because the packages that
//! need it depend on this one.
//!
//! The crate is `no_std` and does not allocate.

#![no_std]
#![forbid(unsafe_code)]
#![doc(test(attr(deny(warnings))))]

mod mistake;
mod nearest;
mod number;
mod unit;
mod written;

use core::time::Duration;

pub use crate::mistake::Mistake;
pub use crate::nearest::nearest;
pub use crate::unit::UNITS;
pub use crate::written::Written;

/// Reads a duration.
///
/// # Errors
///
/// If `text` is not a number and a unit, or if the duration is not a whole number of nanoseconds up to [`Duration::MAX`].
pub fn parse(text: &str) -> Result<Duration, Mistake<'_>> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.')).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    if !number::is_decimal(number) {
        return Err(Mistake::NotADuration(text));
    }
    if suffix.is_empty() {
        return Err(Mistake::NoUnit(text));
    }
    if unit::is_exponent(suffix) {
        return Err(Mistake::Exponent(text));
    }
    match unit::length(suffix) {
        Some(length) => number::times(number, length).map_err(|problem| problem.of(text)),
        None => Err(match unit::meant(suffix) {
            Some(unit) => Mistake::Misspelled { number, suffix, unit },
            None => match total(text) {
                Some(total) => Mistake::SeveralUnits { text, total },
                None => Mistake::UnknownUnit { text, suffix },
            },
        }),
    }
}

/// The sum of several durations in one text, as in `1h30min`.
fn total(text: &str) -> Option<Duration> {
    let (mut total, mut rest) = (Duration::ZERO, text);
    while !rest.is_empty() {
        let unit = rest.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.'))?;
        let end = rest[unit..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |end| unit + end);
        let (number, suffix) = (&rest[..unit], rest[unit..end].trim());
        let length = unit::length(suffix).or_else(|| unit::length(unit::meant(suffix)?))?;
        if !number::is_decimal(number) {
            return None;
        }
        total = total.checked_add(number::times(number, length).ok()?)?;
        rest = rest[end..].trim_start();
    }
    Some(total)
}
