//! The names that a call site needs: `use tenacity::prelude::*;`.

#[cfg(feature = "std")]
pub use tenacity_core::stop_when_event_set;
pub use tenacity_core::{
    AsyncTimer, BlockingTimer, Clock, Finish, FromTimeout, Outcome, Predicate, RetryBudget, RetryError, RetryPolicy, RetryState,
    Retryable, Stop, TimedOut, Verdict, Wait, caused_by, retry_always, retry_fn, retry_if_err, retry_if_failure,
    retry_if_not_result, retry_if_ok, retry_if_result, retry_if_retryable, retry_never, stop_after_attempt, stop_after_delay,
    stop_before_delay, stop_fn, stop_never, stop_when, wait_chain, wait_decorrelated_jitter, wait_exponential,
    wait_exponential_jitter, wait_fibonacci, wait_fixed, wait_fn, wait_incrementing, wait_none, wait_random,
    wait_random_exponential,
};
// Beside the trait, under the same name.
#[cfg(feature = "macros")]
pub use tenacity_macros::Retryable;
#[cfg(feature = "ready")]
pub use tenacity_ready::{command, file, http, log, tcp, wait_until_ready, wait_until_ready_sync};
#[cfg(feature = "std")]
pub use tenacity_wait::{Check, Truthy, Until, WaitError, hold, hold_sync, wait_for, wait_for_sync};

#[cfg(feature = "macros")]
pub use crate::{retry, retry_block};
