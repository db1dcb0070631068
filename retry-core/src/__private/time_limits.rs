//! The time limits of an expansion.

use core::time::Duration;

use crate::outcome::timed_out::{FromTimeout, TimedOut};

/// The value of `attempt_timeout = …` or `timeout = …`.
#[inline]
pub const fn time_limit(limit: Duration) -> Duration {
    limit
}

/// Makes the outcome of an attempt that a time limit cut. It proves that the return type can hold one.
#[inline]
pub fn outcome_of_cut<R: FromTimeout>() -> fn(TimedOut) -> R {
    R::timed_out
}
