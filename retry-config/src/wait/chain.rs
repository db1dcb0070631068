use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use tenacity_core::{Wait, wait_chain};

use super::{ConfiguredWait, Kind};

/// How many chains may stand within each other, so that no format, nor what reads it, comes to its own limit.
pub(crate) const DEEPEST: usize = 16;

/// A list of waits, shared, so that a clone of the configured wait costs no allocation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chain(Arc<[ConfiguredWait]>);

impl Chain {
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&dyn Wait) -> T) -> T {
        question(&wait_chain(Arc::clone(&self.0)))
    }

    /// How many chains stand within each other here.
    fn depth(&self) -> usize {
        let depths = self.0.iter().map(|wait| if let Kind::Chain(chain) = &wait.0 { chain.depth() } else { 0 });
        1 + depths.max().unwrap_or_default()
    }
}

impl Serialize for Chain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl<'de> Deserialize<'de> for Chain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let chain = Self(Vec::deserialize(deserializer)?.into());
        if chain.0.is_empty() {
            return Err(D::Error::custom("a chain holds at least one wait"));
        }
        if chain.depth() > DEEPEST {
            return Err(D::Error::custom(format_args!("chains nest at most {DEEPEST} deep: write one list of waits")));
        }
        Ok(chain)
    }
}
