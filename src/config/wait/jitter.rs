use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error, Unexpected};

use crate::config::choice::Choice;
use crate::{RetryState, Wait};

/// What spreads the delays of a wait that is not random by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", expecting = "the name of a jitter")]
pub(super) enum Jitter {
    #[default]
    None,
    Full,
    Equal,
    #[serde(deserialize_with = "factor")]
    Factor(f64),
}

impl Choice for Jitter {
    const NOUN: &'static str = "jitter";
    const EXPECTED: &'static str = "\"none\", \"full\", \"equal\" or { factor = 0.2 }";
    const TABLES: &'static [(&'static str, &'static str)] = &[("factor", "0.2")];
}

impl Jitter {
    /// The delay of `wait`, spread.
    pub(super) fn spread(self, wait: impl Wait, state: &RetryState) -> Duration {
        match self {
            Self::None => wait.delay(state),
            Self::Full => wait.full_jitter().delay(state),
            Self::Equal => wait.equal_jitter().delay(state),
            Self::Factor(factor) => wait.jitter_factor(factor).delay(state),
        }
    }
}

fn factor<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let factor = f64::deserialize(deserializer)?;
    let sensible = (0.0..=1.0).contains(&factor);
    if sensible { Ok(factor) } else { Err(D::Error::invalid_value(Unexpected::Float(factor), &"a number from 0 to 1")) }
}
