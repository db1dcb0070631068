//! Stop strategies that read the clock.

use core::fmt;
use core::time::Duration;

use super::strategy::Stop;
use crate::description::Length;
use crate::state::RetryState;

/// Stops once `limit` has passed since the start of the call: `elapsed ≥ limit`.
///
/// The check follows an attempt and never interrupts one. The last sleep may end after `limit`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let stop = stop_after_delay(Duration::from_secs(5));
/// let at = |secs| stop.should_stop(&RetryState::at(1, Duration::from_secs(secs)));
/// assert_eq!([at(4), at(5), at(6)], [false, true, true]);
/// ```
///
/// If an answer after the limit is useless, use [`stop_before_delay`] instead: it gives up instead of sleeping past the limit.
pub const fn stop_after_delay(limit: Duration) -> StopAfterDelay {
    StopAfterDelay { limit }
}

/// See [`stop_after_delay`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopAfterDelay {
    limit: Duration,
}

impl Stop for StopAfterDelay {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        state.elapsed() >= self.limit
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Length(self.limit))
    }

    fn surely_stops(&self, state: &RetryState) -> bool {
        self.should_stop(state)
    }
}

/// Stops when the upcoming sleep would reach `limit`: `elapsed + upcoming_sleep ≥ limit`.
///
/// So the last attempt starts before `limit`, and only its own time can extend the call past `limit`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let (stop, sleep) = (stop_before_delay(Duration::from_secs(5)), Duration::from_secs(2));
/// let at = |secs| stop.should_stop(&RetryState::at(1, Duration::from_secs(secs)).with_upcoming_sleep(sleep));
/// assert_eq!([at(2), at(3), at(4)], [false, true, true]);
/// ```
///
/// If one late attempt is better than none, use [`stop_after_delay`] instead.
pub const fn stop_before_delay(limit: Duration) -> StopBeforeDelay {
    StopBeforeDelay { limit }
}

/// See [`stop_before_delay`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopBeforeDelay {
    limit: Duration,
}

impl Stop for StopBeforeDelay {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        state.elapsed().saturating_add(state.upcoming_sleep()) >= self.limit
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in all", Length(self.limit))
    }

    fn surely_stops(&self, state: &RetryState) -> bool {
        self.should_stop(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_the_longest_duration_does_not_overflow() {
        let state = RetryState::at(1, Duration::MAX).with_upcoming_sleep(Duration::MAX);
        assert!(stop_before_delay(Duration::MAX).should_stop(&state));
        assert!(!stop_before_delay(Duration::MAX).should_stop(&RetryState::at(1, Duration::ZERO)));
    }
}
