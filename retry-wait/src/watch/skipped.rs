//! The pauses of a wait that `testing::no_sleep()` skipped.

use std::time::{Duration, Instant};

/// The real time at which a wait began, and the pauses that this thread had skipped before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RealStart {
    pub(crate) instant: Instant,
    skipped: Duration,
}

impl RealStart {
    pub(crate) fn at(instant: Instant) -> Self {
        Self { instant, skipped: skipped() }
    }

    /// Returns the pauses skipped since the start, and the real time that has passed. `None` if no pause was skipped.
    pub(crate) fn skipped_since(self) -> Option<(Duration, Duration)> {
        let skipped = skipped().saturating_sub(self.skipped);
        (!skipped.is_zero()).then(|| (skipped, self.instant.elapsed()))
    }
}

#[cfg(feature = "testing")]
fn skipped() -> Duration {
    tenacity_core::testing::skipped()
}

#[cfg(not(feature = "testing"))]
const fn skipped() -> Duration {
    Duration::ZERO
}
