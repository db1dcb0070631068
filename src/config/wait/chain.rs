use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::ConfiguredWait;
use crate::{Wait, wait_chain};

/// A list of waits, shared, so that a clone of the configured wait costs no allocation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chain(Arc<[ConfiguredWait]>);

impl Chain {
    pub(super) fn ask<T>(&self, question: impl FnOnce(&dyn Wait) -> T) -> T {
        question(&wait_chain(Arc::clone(&self.0)))
    }
}

impl Serialize for Chain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl<'de> Deserialize<'de> for Chain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let waits = Vec::deserialize(deserializer)?;
        if waits.is_empty() { Err(D::Error::custom("a chain holds at least one wait")) } else { Ok(Self(waits.into())) }
    }
}
