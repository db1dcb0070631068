//! Stop strategies that count attempts.

use core::fmt;

use super::strategy::Stop;
use crate::state::RetryState;

/// Never stops. This is the only way to write an unbounded retry.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// assert!(!stop_never().should_stop(&RetryState::at(u32::MAX, Duration::MAX)));
/// ```
///
/// To let something else end the call, use a policy's `cancel` or `| stop_when(…)`.
pub const fn stop_never() -> StopNever {
    StopNever
}

/// See [`stop_never`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopNever;

impl Stop for StopNever {
    #[inline]
    fn should_stop(&self, _: &RetryState) -> bool {
        false
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any number of attempts")
    }
}

/// Stops after `n` attempts, including the first: `attempt_number ≥ n`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let at = |n| stop_after_attempt(3).should_stop(&RetryState::at(n, Duration::ZERO));
/// assert_eq!([at(1), at(2), at(3), at(4)], [false, false, true, true]);
/// ```
///
/// This does not limit the time of a call. If somebody waits for the answer, use [`stop_before_delay`](crate::stop_before_delay)
/// instead, or combine both with `|`.
///
/// # Panics
///
/// If `n` is 0, because a call makes at least one attempt. In a `const` and in `#[retry]`, this is a compile error instead.
#[inline]
#[track_caller]
pub const fn stop_after_attempt(n: u32) -> StopAfterAttempt {
    assert!(n > 0, "stop_after_attempt(0): a call makes at least one attempt, so `n` must be at least 1");
    StopAfterAttempt { n }
}

/// See [`stop_after_attempt`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopAfterAttempt {
    n: u32,
}

impl Stop for StopAfterAttempt {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        state.attempt_number() >= self.n
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} attempt{}", self.n, if self.n == 1 { "" } else { "s" })
    }

    fn surely_stops(&self, state: &RetryState) -> bool {
        self.should_stop(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "`n` must be at least 1")]
    fn zero_attempts_are_refused() {
        let _ = stop_after_attempt(0);
    }
}
