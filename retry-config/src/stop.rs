//! The stop of a configuration.

use std::fmt;
use std::ops::{BitAnd, BitOr};

use tenacity_core::strategies::{StopAfterAttempt, StopAll, StopAny, StopBeforeDelay};
use tenacity_core::{RetryState, Stop, stop_after_attempt, stop_before_delay, stop_never};

use crate::bounds::{Attempts, Total};

/// The stop strategy of a [`RetryConfig`](crate::RetryConfig): `stop_after_attempt(attempts) | stop_before_delay(total)`. An unlimited
/// part is left out.
///
/// ```
/// # use std::time::Duration;
/// use tenacity::{RetryConfig, prelude::*};
///
/// let config: RetryConfig = toml::from_str(r#"attempts = 3"#)?;
/// let shutdown = false;
/// let stop = config.stop() | stop_when(|| shutdown);
/// let at = |n, secs| stop.should_stop(&RetryState::at(n, Duration::from_secs(secs)));
/// assert_eq!([at(2, 1), at(3, 1), at(2, 45)], [false, true, true]); // 45 s is the default total
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct ConfiguredStop {
    attempts: Option<StopAfterAttempt>,
    total: Option<StopBeforeDelay>,
}

impl ConfiguredStop {
    pub(crate) fn new(Attempts(attempts): Attempts, Total(total): Total) -> Self {
        Self { attempts: attempts.map(|n| stop_after_attempt(n.get())), total: total.map(stop_before_delay) }
    }
}

impl Stop for ConfiguredStop {
    fn should_stop(&self, state: &RetryState) -> bool {
        self.attempts.is_some_and(|stop| stop.should_stop(state)) || self.total.is_some_and(|stop| stop.should_stop(state))
    }

    fn reads_time(&self) -> bool {
        self.total.is_some()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.attempts, self.total) {
            (Some(attempts), Some(total)) => attempts.or(total).describe(f),
            (Some(attempts), None) => attempts.describe(f),
            (None, Some(total)) => total.describe(f),
            (None, None) => stop_never().describe(f),
        }
    }

    fn surely_stops(&self, state: &RetryState) -> bool {
        self.should_stop(state)
    }
}

impl<S: Stop> BitOr<S> for ConfiguredStop {
    type Output = StopAny<Self, S>;

    fn bitor(self, other: S) -> Self::Output {
        self.or(other)
    }
}

impl<S: Stop> BitAnd<S> for ConfiguredStop {
    type Output = StopAll<Self, S>;

    fn bitand(self, other: S) -> Self::Output {
        self.and(other)
    }
}
