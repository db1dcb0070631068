use super::strategy::Predicate;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// Retries every outcome, also a success: a loop that only the stop strategy ends.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// assert_eq!(retry_always().verdict(&Ok::<_, ()>(1), &RetryState::at(1, Duration::ZERO)), Verdict::Retry);
/// ```
///
/// Use [`retry_if_failure`](crate::retry_if_failure) instead to end with the first success.
pub const fn retry_always() -> RetryAlways {
    RetryAlways
}

/// See [`retry_always`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` asks it"]
pub struct RetryAlways;

impl<R> Predicate<R> for RetryAlways {
    #[inline]
    fn verdict(&self, _: &R, _: &RetryState) -> Verdict {
        Verdict::Retry
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}

/// Retries nothing. It changes nothing in `retry_never() | mine`, which gives a predicate of your own the operators.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// assert_eq!(retry_never().verdict(&Err::<(), _>(1), &RetryState::at(1, Duration::ZERO)), Verdict::Accept);
/// ```
///
/// Use `enabled = false` instead to turn retries off for a while.
pub const fn retry_never() -> RetryNever {
    RetryNever
}

/// See [`retry_never`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` asks it"]
pub struct RetryNever;

impl<R> Predicate<R> for RetryNever {
    #[inline]
    fn verdict(&self, _: &R, _: &RetryState) -> Verdict {
        Verdict::Accept
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}
