//! The functions that count the calls and retries of an expansion.

use core::time::Duration;

use crate::outcome::finish::Finish;
use crate::outcome::returned::Outcome;
use crate::shared::stats::RetryStats;
use crate::state::RetryState;

/// Counts a retry that begins.
#[inline]
pub fn count_retry(counted: &RetryStats, slept: Duration) {
    counted.count_retry(slept);
}

/// Counts a call.
#[inline]
pub fn count_call<R: Outcome>(counted: &RetryStats, state: &RetryState, outcome: &R, finish: Finish) {
    counted.count_call(state, outcome, finish);
}
