use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use tenacity_core::Wait;

use crate::choice::Choice;

/// The jitter of a wait that is not random by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", expecting = "the name of a jitter")]
pub(crate) enum Jitter {
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
    /// Calls `f` with the wait and its jitter.
    pub(crate) fn apply<T>(self, wait: impl Wait, f: impl FnOnce(&dyn Wait) -> T) -> T {
        match self {
            Self::None => f(&wait),
            Self::Full => f(&wait.full_jitter()),
            Self::Equal => f(&wait.equal_jitter()),
            Self::Factor(factor) => f(&wait.jitter_factor(factor)),
        }
    }
}

fn factor<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let factor = f64::deserialize(deserializer)?;
    let sensible = (0.0..=1.0).contains(&factor);
    if sensible { Ok(factor) } else { Err(D::Error::invalid_value(Unexpected::Float(factor), &"a number from 0 to 1")) }
}
