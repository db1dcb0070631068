use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use tenacity_core::{Wait, wait_chain};

use super::{ConfiguredWait, Kind};

/// The deepest nesting of chains. It is below the limits of the formats and of their parsers.
pub(crate) const DEEPEST: usize = 16;

/// A list of waits. It is shared, so that a clone of the configured wait does not allocate.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chain(Arc<[ConfiguredWait]>);

impl Chain {
    pub(crate) fn with_strategy<T>(&self, f: impl FnOnce(&dyn Wait) -> T) -> T {
        f(&wait_chain(Arc::clone(&self.0)))
    }

    /// How deep the chains nest.
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
            return Err(D::Error::custom("the chain is empty: write at least one wait"));
        }
        if chain.depth() > DEEPEST {
            return Err(D::Error::custom(format_args!("chains nest at most {DEEPEST} deep: write one list of waits")));
        }
        Ok(chain)
    }
}
