//! Durations in a configuration: `"250ms"`, `"1.5s"`, `"5min"`. The literals of the attribute have the same grammar.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use tenacity_duration::UNITS;

/// A duration in a configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ConfiguredDuration(pub(crate) Duration);

impl fmt::Display for ConfiguredDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tenacity_duration::Written(self.0).fmt(f)
    }
}

impl Serialize for ConfiguredDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ConfiguredDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer)
    }
}

impl FromText for ConfiguredDuration {
    const EXPECTED: &'static str = "a duration such as \"250ms\" or \"30s\"";

    fn parse(text: &str) -> Result<Self, String> {
        parse(text).map(Self)
    }
}

/// A duration, or a type that also accepts another value in its place.
pub(crate) trait FromText: Sized {
    /// The accepted syntax, for messages.
    const EXPECTED: &'static str;

    /// Reads `text`, or returns a message that shows what to write instead.
    fn parse(text: &str) -> Result<Self, String>;

    /// Reads a table, if the type accepts one.
    fn from_table<'de, A: MapAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(A::Error::invalid_type(Unexpected::Map, &Self::EXPECTED))
    }
}

/// Reads a text. For a number without a unit, the error shows how to write it.
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
        Err(E::custom(missing_unit(number)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        u64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self)).and_then(|n| self.visit_u64(n))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let sensible = number.is_finite() && number >= 0.0;
        Err(if sensible { E::custom(missing_unit(number)) } else { E::invalid_value(Unexpected::Float(number), &self) })
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<T, A::Error> {
        T::from_table(table)
    }
}

/// The message for a number without a unit.
fn missing_unit(number: impl fmt::Display) -> String {
    format!("`{number}` has no unit: write `\"{number}s\"`; the units are {UNITS}")
}

/// Reads a duration, or returns a message that shows what to write instead.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    tenacity_duration::parse(text).map_err(|mistake| mistake.to_string())
}
