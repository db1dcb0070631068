//! The values of each wait, and its strategy. Reading fails for values that the constructor would reject.

use std::time::Duration;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected};
use serde::ser::{Serialize, Serializer};
use tenacity_core::{
    Wait, wait_decorrelated_jitter, wait_exponential, wait_exponential_jitter, wait_fibonacci, wait_fixed, wait_incrementing,
    wait_random, wait_random_exponential,
};

use super::jitter::Jitter;
use crate::choice::choose;
use crate::duration::{ConfiguredDuration, FromText, parse};

/// `"1s"`, or a table: `{ delay = "1s", jitter = "full" }`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fixed {
    delay: ConfiguredDuration,
    #[serde(default, deserialize_with = "choose", skip_serializing_if = "is_default")]
    jitter: Jitter,
}

impl Fixed {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        self.jitter.apply(wait_fixed(self.delay.0), f)
    }
}

impl Fixed {
    /// Serializes the delay alone if there is no jitter.
    pub(crate) fn serialize_shortly<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if is_default(&self.jitter) { self.delay.serialize(serializer) } else { self.serialize(serializer) }
    }
}

impl FromText for Fixed {
    const EXPECTED: &'static str = "a duration such as \"1s\", or { delay = \"1s\", jitter = \"full\" }";

    fn parse(text: &str) -> Result<Self, String> {
        Ok(Self { delay: ConfiguredDuration(parse(text)?), jitter: Jitter::None })
    }

    fn from_table<'de, A: MapAccess<'de>>(table: A) -> Result<Self, A::Error> {
        Self::deserialize(MapAccessDeserializer::new(table))
    }
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Random {
    min: ConfiguredDuration,
    max: ConfiguredDuration,
}

impl Random {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        f(&wait_random(self.min.0, self.max.0))
    }
}

impl Ordered for Random {
    fn bounds(&self) -> (&'static str, ConfiguredDuration, Option<ConfiguredDuration>) {
        ("min", self.min, Some(self.max))
    }
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Incrementing {
    start: ConfiguredDuration,
    increment: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    max: Option<ConfiguredDuration>,
    #[serde(default, deserialize_with = "choose", skip_serializing_if = "is_default")]
    jitter: Jitter,
}

impl Incrementing {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        let wait = wait_incrementing(self.start.0, self.increment.0).max(or_forever(self.max));
        self.jitter.apply(wait, f)
    }
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exponential {
    initial: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    base: Base,
    #[serde(default, skip_serializing_if = "is_default")]
    min: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    max: Option<ConfiguredDuration>,
    #[serde(default, deserialize_with = "choose", skip_serializing_if = "is_default")]
    jitter: Jitter,
}

impl Exponential {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        let wait = wait_exponential(self.initial.0).base(self.base.0).min(self.min.0).max(or_forever(self.max));
        self.jitter.apply(wait, f)
    }
}

impl Ordered for Exponential {
    fn bounds(&self) -> (&'static str, ConfiguredDuration, Option<ConfiguredDuration>) {
        ("min", self.min, self.max)
    }
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fibonacci {
    unit: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    max: Option<ConfiguredDuration>,
    #[serde(default, deserialize_with = "choose", skip_serializing_if = "is_default")]
    jitter: Jitter,
}

impl Fibonacci {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        self.jitter.apply(wait_fibonacci(self.unit.0).max(or_forever(self.max)), f)
    }
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RandomExponential {
    initial: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    base: Base,
    #[serde(default, skip_serializing_if = "is_default")]
    min: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    max: Option<ConfiguredDuration>,
}

impl RandomExponential {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        let wait = wait_random_exponential(self.initial.0).base(self.base.0);
        f(&wait.min(self.min.0).max(or_forever(self.max)))
    }
}

impl Ordered for RandomExponential {
    fn bounds(&self) -> (&'static str, ConfiguredDuration, Option<ConfiguredDuration>) {
        ("min", self.min, self.max)
    }
}

impl Default for RandomExponential {
    /// The values of [`default_wait`](crate::default_wait).
    fn default() -> Self {
        let (initial, max) = (ConfiguredDuration(Duration::from_millis(100)), Some(ConfiguredDuration(Duration::from_secs(5))));
        Self { initial, base: Base::default(), min: ConfiguredDuration::default(), max }
    }
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExponentialJitter {
    initial: ConfiguredDuration,
    jitter: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    base: Base,
    #[serde(default, skip_serializing_if = "is_default")]
    min: ConfiguredDuration,
    #[serde(default, skip_serializing_if = "is_default")]
    max: Option<ConfiguredDuration>,
}

impl ExponentialJitter {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        let wait = wait_exponential_jitter(self.initial.0, self.jitter.0).base(self.base.0);
        f(&wait.min(self.min.0).max(or_forever(self.max)))
    }
}

impl Ordered for ExponentialJitter {
    fn bounds(&self) -> (&'static str, ConfiguredDuration, Option<ConfiguredDuration>) {
        ("min", self.min, self.max)
    }
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecorrelatedJitter {
    base: ConfiguredDuration,
    max: ConfiguredDuration,
}

impl DecorrelatedJitter {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        f(&wait_decorrelated_jitter(self.base.0, self.max.0))
    }
}

impl Ordered for DecorrelatedJitter {
    fn bounds(&self) -> (&'static str, ConfiguredDuration, Option<ConfiguredDuration>) {
        ("base", self.base, Some(self.max))
    }
}

/// The factor of an exponential wait.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
struct Base(f64);

impl Default for Base {
    fn default() -> Self {
        Self(2.0)
    }
}

impl<'de> Deserialize<'de> for Base {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let base = f64::deserialize(deserializer)?;
        let sensible = base >= 0.0 && base.is_finite();
        let expected = &"a finite number of at least 0";
        if sensible { Ok(Self(base)) } else { Err(D::Error::invalid_value(Unexpected::Float(base), expected)) }
    }
}

/// A table with two bounds.
pub(crate) trait Ordered {
    /// The name of the lower bound, and both bounds.
    fn bounds(&self) -> (&'static str, ConfiguredDuration, Option<ConfiguredDuration>);
}

/// Reads a table whose lower bound is not above its upper one.
pub(crate) fn in_order<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Ordered + Deserialize<'de>,
    D: Deserializer<'de>,
{
    let table = T::deserialize(deserializer)?;
    match table.bounds() {
        (name, low, Some(max)) if low > max => {
            Err(D::Error::custom(format_args!("`{name}`, {low}, must not be greater than `max`, {max}")))
        }
        _ => Ok(table),
    }
}

fn or_forever(max: Option<ConfiguredDuration>) -> Duration {
    max.map_or(Duration::MAX, |max| max.0)
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
