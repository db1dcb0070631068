//! Stops that look at the clock.

use core::fmt;
use core::time::Duration;

use super::strategy::Stop;
use crate::description::Length;
use crate::state::RetryState;

/// Stops once `limit` has passed since the start of the call: `elapsed ≥ limit`.
///
/// It is asked after an attempt and interrupts none, and the last sleep may end after `limit`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let stop = stop_after_delay(Duration::from_secs(5));
/// let at = |secs| stop.should_stop(&RetryState::at(1, Duration::from_secs(secs)));
/// assert_eq!([at(4), at(5), at(6)], [false, true, true]);
/// ```
///
/// Use [`stop_before_delay`] instead when an answer after the limit is worth nothing: it gives up rather than sleep past it.
pub const fn stop_after_delay(limit: Duration) -> StopAfterDelay {
    StopAfterDelay { limit }
}

/// See [`stop_after_delay`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
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

/// Stops when the coming sleep would reach `limit`: `elapsed + upcoming_sleep ≥ limit`.
///
/// So the call ends before `limit`, the time of its last attempt aside.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let (stop, sleep) = (stop_before_delay(Duration::from_secs(5)), Duration::from_secs(2));
/// let at = |secs| stop.should_stop(&RetryState::at(1, Duration::from_secs(secs)).with_upcoming_sleep(sleep));
/// assert_eq!([at(2), at(3), at(4)], [false, true, true]);
/// ```
///
/// Use [`stop_after_delay`] instead when one late attempt is better than none.
pub const fn stop_before_delay(limit: Duration) -> StopBeforeDelay {
    StopBeforeDelay { limit }
}

/// See [`stop_before_delay`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
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
    fn a_limit_at_the_end_of_time_is_never_passed_by_overflow() {
        let state = RetryState::at(1, Duration::MAX).with_upcoming_sleep(Duration::MAX);
        assert!(stop_before_delay(Duration::MAX).should_stop(&state));
        assert!(!stop_before_delay(Duration::MAX).should_stop(&RetryState::at(1, Duration::ZERO)));
    }
}
