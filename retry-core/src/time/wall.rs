//! The wall clock of a call that outlives its process.

use core::time::Duration;

#[cfg(feature = "std")]
use super::present;

/// The wall clock of one part of a call. All its times count from the Unix epoch.
#[derive(Clone, Copy, Debug)]
pub(crate) enum WallClock {
    /// The caller's time at the start of the part.
    Given(Duration),
    /// The system's clock.
    #[cfg(feature = "std")]
    System,
}

impl WallClock {
    /// Returns the time at the start of the part, which is now. Without a clock that is set, returns `None`.
    #[inline]
    pub(crate) fn start(self) -> Option<Duration> {
        self.started(Duration::ZERO)
    }

    /// Returns the time at the start of the part, which was this long `ago`. Without a clock that is set, returns `None`.
    #[cfg_attr(
        not(feature = "std"),
        allow(
            unused_variables,
            clippy::unnecessary_wraps,
            reason = "the caller's time is always there, and needs no correction"
        )
    )]
    #[inline]
    pub(crate) fn started(self, ago: Duration) -> Option<Duration> {
        match self {
            Self::Given(now) => Some(now),
            #[cfg(feature = "std")]
            Self::System => present::wall().map(|now| now.saturating_sub(ago)),
        }
    }
}
