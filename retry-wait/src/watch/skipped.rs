//! The pauses of a wait that `testing::no_sleep()` skipped.

use std::time::{Duration, Instant};

/// The present, by the wall's clock, and the time that this thread had skipped before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Present {
    pub(crate) now: Instant,
    skipped: Duration,
}

impl Present {
    pub(crate) fn at(now: Instant) -> Self {
        Self { now, skipped: skipped() }
    }

    /// The pauses skipped since then, if any were, and the real time that passed.
    pub(crate) fn skipped_since(self) -> Option<(Duration, Duration)> {
        let skipped = skipped().saturating_sub(self.skipped);
        (!skipped.is_zero()).then(|| (skipped, self.now.elapsed()))
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
