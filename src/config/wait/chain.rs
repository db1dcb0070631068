use std::sync::Arc;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::ConfiguredWait;
use crate::{RetryState, Wait};

/// A list of waits, shared, so that a clone of the configured wait costs no allocation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chain(Arc<[ConfiguredWait]>);

impl Chain {
    pub(super) fn delay(&self, state: &RetryState) -> Duration {
        let index = usize::try_from(state.attempt_number().saturating_sub(1)).unwrap_or(usize::MAX);
        self.0.get(index).or(self.0.last()).map_or(Duration::ZERO, |wait| wait.delay(state))
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
