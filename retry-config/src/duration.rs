//! Durations as they are written: `"250ms"`, `"1.5s"`, `"5min"`; the grammar of the attribute's literals.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

const NANOS_PER_SEC: u128 = 1_000_000_000;

/// The units, each with its length in nanoseconds, from the longest.
const UNITS: [(&str, u128); 6] =
    [("h", 3600 * NANOS_PER_SEC), ("min", 60 * NANOS_PER_SEC), ("s", NANOS_PER_SEC), ("ms", 1_000_000), ("us", 1_000), ("ns", 1)];

const UNIT_NAMES: &str = "`ns`, `us`, `ms`, `s`, `min` or `h`";

/// What people write for each unit, in lower case.
const MISSPELLINGS: [(&str, &[&str]); 6] = [
    ("h", &["hr", "hrs", "hour", "hours"]),
    ("min", &["m", "mins", "minute", "minutes"]),
    ("s", &["sec", "secs", "second", "seconds"]),
    ("ms", &["msec", "msecs", "milli", "millis", "millisecond", "milliseconds"]),
    ("us", &["µs", "μs", "usec", "usecs", "micros", "microsecond", "microseconds"]),
    ("ns", &["nsec", "nsecs", "nanos", "nanosecond", "nanoseconds"]),
];

/// A duration in a configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Written(pub(crate) Duration);

impl fmt::Display for Written {
    /// In the longest unit that leaves no fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.as_nanos();
        if nanos == 0 {
            return f.write_str("0s");
        }
        let whole = UNITS.iter().find(|(_, length)| nanos % length == 0);
        whole.map_or(Ok(()), |(unit, length)| write!(f, "{}{unit}", nanos / length))
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer)
    }
}

impl FromText for Written {
    const EXPECTED: &'static str = "a duration such as \"250ms\" or \"30s\"";

    fn parse(text: &str) -> Result<Self, String> {
        parse(text).map(Self)
    }
}

/// A duration, or what may be written in its place.
pub(crate) trait FromText: Sized {
    /// How it is written.
    const EXPECTED: &'static str;

    /// What `text` says, or what to write instead.
    fn parse(text: &str) -> Result<Self, String>;

    /// What a table says, where one may stand.
    fn from_table<'de, A: MapAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(A::Error::invalid_type(Unexpected::Map, &Self::EXPECTED))
    }
}

/// Reads a text; of numbers, which have no unit, it tells how they are written.
pub(crate) fn from_text<'de, T: FromText, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(Text(PhantomData))
}

struct Text<T>(PhantomData<T>);

impl<'de, T: FromText> Visitor<'de> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::parse(text).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        Err(E::custom(bare(number)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        u64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self)).and_then(|n| self.visit_u64(n))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let sensible = number.is_finite() && number >= 0.0;
        Err(if sensible { E::custom(bare(number)) } else { E::invalid_value(Unexpected::Float(number), &self) })
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<T, A::Error> {
        T::from_table(table)
    }
}

/// The message for a number without a unit.
fn bare(number: impl fmt::Display) -> String {
    format!("`{number}` has no unit: write `\"{number}s\"`; the units are {UNIT_NAMES}")
}

/// The duration that `text` says, or what to write instead.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.')).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    if !is_number(number) {
        return Err(format!(
            "`{text}` is no duration: write a number and its unit, such as `250ms` or `30s`; the units are {UNIT_NAMES}"
        ));
    }
    if suffix.is_empty() {
        return Err(format!("`{text}` has no unit: write `{number}s`; the units are {UNIT_NAMES}"));
    }
    match UNITS.iter().find(|(unit, _)| *unit == suffix) {
        Some((_, length)) => nanos(number, *length).and_then(from_nanos).map_err(|problem| format!("`{text}` {problem}")),
        None => Err(match meant(suffix) {
            Some(unit) => format!("`{suffix}` is not a unit of time here: write `{number}{unit}`; the units are {UNIT_NAMES}"),
            None => format!("`{suffix}` in `{text}` is not a unit of time: write {UNIT_NAMES}"),
        }),
    }
}

/// Digits, and perhaps a point and more of them, as a literal of Rust has them.
fn is_number(number: &str) -> bool {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    [whole, fraction].iter().all(|part| part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains('.'))
}

fn meant(suffix: &str) -> Option<&'static str> {
    let suffix = suffix.trim().to_lowercase();
    MISSPELLINGS.iter().find(|(unit, wrong)| *unit == suffix || wrong.contains(&suffix.as_str())).map(|(unit, _)| *unit)
}

const TOO_LONG: &str = "is longer than the longest `Duration`";

/// `number` times `unit`, exactly.
fn nanos(number: &str, unit: u128) -> Result<u128, &'static str> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = count(whole).and_then(|count| count.checked_mul(unit)).ok_or(TOO_LONG)?;
    let fraction = fraction.replace('_', "");
    let fraction = fraction.trim_end_matches('0');
    let scale = u32::try_from(fraction.len()).ok().and_then(|places| 10_u128.checked_pow(places));
    let part = count(fraction).and_then(|count| count.checked_mul(unit)).zip(scale);
    // What is too small to count ends below the nanosecond, too.
    let part = part.filter(|(part, scale)| part % scale == 0).map(|(part, scale)| part / scale);
    whole.checked_add(part.ok_or("is finer than a nanosecond")?).ok_or(TOO_LONG)
}

/// The number that the digits write, whatever stands between them.
fn count(digits: &str) -> Option<u128> {
    let mut digits = digits.chars().filter_map(|c| c.to_digit(10)).map(u128::from);
    digits.try_fold(0_u128, |count, digit| count.checked_mul(10)?.checked_add(digit))
}

fn from_nanos(nanos: u128) -> Result<Duration, &'static str> {
    let secs = u64::try_from(nanos / NANOS_PER_SEC).map_err(|_| TOO_LONG)?;
    let nanos = u32::try_from(nanos % NANOS_PER_SEC).map_err(|_| TOO_LONG)?;
    Ok(Duration::new(secs, nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        parse(text).unwrap_err()
    }

    #[test]
    fn every_unit_has_its_length() {
        for (text, nanos) in [
            ("7ns", 7),
            ("250us", 250_000),
            ("100ms", 100_000_000),
            ("1_000s", 1_000_000_000_000),
            ("5min", 300_000_000_000),
            ("2h", 7_200_000_000_000),
            ("1.5s", 1_500_000_000),
            ("0.000000001s", 1),
            ("1.25min", 75_000_000_000),
            ("1.0000000000s", 1_000_000_000),
            ("0.0000000000025h", 9),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_nanos(nanos)), "{text}");
        }
    }

    #[test]
    fn a_wrong_unit_is_answered_with_the_right_spelling() {
        for (text, right) in
            [("5m", "5min"), ("30secs", "30s"), ("1.5 s", "1.5s"), ("250MS", "250ms"), ("8µs", "8us"), ("30", "30s")]
        {
            assert!(mistake(text).contains(&format!("write `{right}`")), "{}", mistake(text));
        }
        assert!(mistake("3days").ends_with(UNIT_NAMES));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "s", "-5s", ".5s", "5.s", "1.2.3s", "_5s", " 5s", "\"5s\"", "forever"] {
            assert!(mistake(text).starts_with(&format!("`{text}` is no duration")), "{text}");
        }
    }

    #[test]
    fn nothing_is_rounded_or_wrapped() {
        for fine in ["0.5ns", "1.0000000001s", "1.07ns", "0.000000000001min"] {
            assert_eq!(mistake(fine), format!("`{fine}` is finer than a nanosecond"));
        }
        for long in ["18446744073709551616s", "5124095576030432h", "9999999999999999999999999999999999999999999h"] {
            assert_eq!(mistake(long), format!("`{long}` is longer than the longest `Duration`"));
        }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for (duration, text) in [
            (Duration::ZERO, "0s"),
            (Duration::from_millis(1500), "1500ms"),
            (Duration::from_secs(90), "90s"),
            (Duration::from_secs(7200), "2h"),
            (Duration::MAX, "18446744073709551615999999999ns"),
        ] {
            assert_eq!(Written(duration).to_string(), text);
            assert_eq!(parse(text), Ok(duration));
        }
    }
}
