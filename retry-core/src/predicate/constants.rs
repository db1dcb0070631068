use super::strategy::Predicate;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// Retries every outcome, including a success. The call ends when the stop strategy or a limit ends it.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// assert_eq!(retry_always().verdict(&Ok::<_, ()>(1), &RetryState::at(1, Duration::ZERO)), Verdict::Retry);
/// ```
///
/// To end with the first success, use [`retry_if_failure`](crate::retry_if_failure) instead.
pub const fn retry_always() -> RetryAlways {
    RetryAlways
}

/// See [`retry_always`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
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

/// Retries nothing. In `retry_never() | mine`, your own predicate alone decides, and the result has the operators.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// assert_eq!(retry_never().verdict(&Err::<(), _>(1), &RetryState::at(1, Duration::ZERO)), Verdict::Accept);
/// ```
///
/// To turn retries off for a while, use `enabled = false` instead.
pub const fn retry_never() -> RetryNever {
    RetryNever
}

/// See [`retry_never`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
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
