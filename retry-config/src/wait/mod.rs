//! The wait of a configuration.

pub(crate) mod chain;
mod jitter;
mod tables;

use std::fmt;
use std::ops::{Add, RangeInclusive};
use std::time::Duration;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use tenacity_core::strategies::WaitSum;
use tenacity_core::{RetryState, Wait, wait_none};

use self::chain::Chain;
use self::tables::{
    DecorrelatedJitter, Exponential, ExponentialJitter, Fibonacci, Fixed, Incrementing, Random, RandomExponential, in_order,
};
use super::choice::{Choice, choose};
use super::duration::from_text;

/// The wait strategy of a [`RetryConfig`](crate::RetryConfig). The waits and their keys are listed there.
///
/// It can be added to other waits: `config.wait() + wait_fixed(…)`. Your own configurations can have a field of this type:
///
/// ```
/// # use std::time::Duration;
/// use tenacity::{ConfiguredWait, prelude::*};
///
/// #[derive(serde::Deserialize)]
/// struct Poller { every: ConfiguredWait }
///
/// let poller: Poller = toml::from_str(r#"every = { incrementing = { start = "1s", increment = "2s", max = "4s" } }"#)?;
/// let delays = [1, 2, 3].map(|n| poller.every.delay(&RetryState::at(n, Duration::ZERO)).as_secs());
/// assert_eq!(delays, [1, 3, 4]);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct ConfiguredWait(Kind);

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", expecting = "the name of a wait")]
enum Kind {
    None,
    #[serde(deserialize_with = "from_text", serialize_with = "Fixed::serialize_shortly")]
    Fixed(Fixed),
    #[serde(deserialize_with = "in_order")]
    Random(Random),
    Incrementing(Incrementing),
    #[serde(deserialize_with = "in_order")]
    Exponential(Exponential),
    Fibonacci(Fibonacci),
    #[serde(deserialize_with = "in_order")]
    RandomExponential(RandomExponential),
    #[serde(deserialize_with = "in_order")]
    ExponentialJitter(ExponentialJitter),
    #[serde(deserialize_with = "in_order")]
    DecorrelatedJitter(DecorrelatedJitter),
    Chain(Chain),
}

impl Choice for Kind {
    const NOUN: &'static str = "wait";
    const EXPECTED: &'static str = "a wait such as \"none\", { fixed = \"1s\" } or { exponential = { initial = \"100ms\" } }";
    const TABLES: &'static [(&'static str, &'static str)] = &[
        ("fixed", r#""1s""#),
        ("random", r#"{ min = "100ms", max = "1s" }"#),
        ("incrementing", r#"{ start = "1s", increment = "1s" }"#),
        ("exponential", r#"{ initial = "100ms", max = "5s" }"#),
        ("fibonacci", r#"{ unit = "100ms", max = "5s" }"#),
        ("random_exponential", r#"{ initial = "100ms", max = "5s" }"#),
        ("exponential_jitter", r#"{ initial = "100ms", jitter = "50ms" }"#),
        ("decorrelated_jitter", r#"{ base = "100ms", max = "5s" }"#),
        ("chain", r#"["none", { fixed = "1s" }]"#),
    ];
}

impl Default for ConfiguredWait {
    /// [`default_wait`](tenacity_core::default_wait).
    fn default() -> Self {
        Self(Kind::RandomExponential(RandomExponential::default()))
    }
}

impl ConfiguredWait {
    /// Calls `f` with the configured strategy.
    fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        match &self.0 {
            Kind::None => f(&wait_none()),
            Kind::Fixed(wait) => wait.with_strategy(f),
            Kind::Random(wait) => wait.with_strategy(f),
            Kind::Incrementing(wait) => wait.with_strategy(f),
            Kind::Exponential(wait) => wait.with_strategy(f),
            Kind::Fibonacci(wait) => wait.with_strategy(f),
            Kind::RandomExponential(wait) => wait.with_strategy(f),
            Kind::ExponentialJitter(wait) => wait.with_strategy(f),
            Kind::DecorrelatedJitter(wait) => wait.with_strategy(f),
            Kind::Chain(wait) => wait.with_strategy(f),
        }
    }
}

impl Wait for ConfiguredWait {
    fn delay(&self, state: &RetryState) -> Duration {
        self.with_strategy(|wait| wait.delay(state))
    }

    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_strategy(|wait| wait.describe(f))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        self.with_strategy(|wait| wait.span(state))
    }
}

impl<W: Wait> Add<W> for ConfiguredWait {
    type Output = WaitSum<Self, W>;

    fn add(self, other: W) -> Self::Output {
        self.plus(other)
    }
}

impl Serialize for ConfiguredWait {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ConfiguredWait {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        choose(deserializer).map(Self)
    }
}
