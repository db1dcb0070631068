//! The notes of a probe, for its report.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The notes of a probe, in addition to the results of its checks. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// The note of the check that runs, or was cut off.
    pub(crate) present: Option<String>,
    /// The note of the last check that ended. `None` if the result of that check has a reason.
    pub(crate) past: Option<String>,
    /// When the present check began.
    pub(crate) begun: Option<Instant>,
    /// How long the present check may take.
    pub(crate) limit: Duration,
    pub(crate) tail: Vec<String>,
}

impl Notes {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
