//! The time limits of an expansion.

use core::time::Duration;

use crate::outcome::timed_out::{FromTimeout, TimedOut};

/// Returns the value of `attempt_timeout = …` or `timeout = …`.
#[inline]
pub const fn time_limit(limit: Duration) -> Duration {
    limit
}

/// Returns the function that makes the outcome of an attempt that a time limit cut. Checks that the return type can report a time limit.
#[inline]
pub fn outcome_of_cut<R: FromTimeout>() -> fn(TimedOut) -> R {
    R::timed_out
}
