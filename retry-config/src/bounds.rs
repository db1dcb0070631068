//! The two bounds of a configured stop. Each is a value, or unlimited.

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::duration::{ConfiguredDuration, FromText, from_text, parse};

const UNLIMITED: &str = "unlimited";

/// The number of attempts: `5`, or `"unlimited"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempts(pub(crate) Option<NonZeroU32>);

impl Serialize for Attempts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(attempts) => attempts.serialize(serializer),
            None => serializer.serialize_str(UNLIMITED),
        }
    }
}

impl<'de> Deserialize<'de> for Attempts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrWord)
    }
}

struct NumberOrWord;

impl Visitor<'_> for NumberOrWord {
    type Value = Attempts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number of attempts from 1 to {}, or \"{UNLIMITED}\"", u32::MAX)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Attempts, E> {
        if number == 0 {
            return Err(E::custom("a call makes at least one attempt: write `1` for no retries"));
        }
        let attempts = u32::try_from(number).ok().and_then(NonZeroU32::new);
        attempts.map(|attempts| Attempts(Some(attempts))).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Attempts, E> {
        u64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self)).and_then(|n| self.visit_u64(n))
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Attempts, E> {
        if word == UNLIMITED { Ok(Attempts(None)) } else { Err(E::invalid_value(Unexpected::Str(word), &self)) }
    }
}

/// The time for the call: `"30s"`, or `"unlimited"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Total(pub(crate) Option<Duration>);

impl Serialize for Total {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(total) => ConfiguredDuration(total).serialize(serializer),
            None => serializer.serialize_str(UNLIMITED),
        }
    }
}

impl<'de> Deserialize<'de> for Total {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer)
    }
}

impl FromText for Total {
    const EXPECTED: &'static str = "a duration such as \"30s\", or \"unlimited\"";

    fn parse(text: &str) -> Result<Self, String> {
        if text == UNLIMITED { Ok(Self(None)) } else { parse(text).map(|total| Self(Some(total))) }
    }
}
