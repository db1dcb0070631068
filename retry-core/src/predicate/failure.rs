use super::strategy::Predicate;
use crate::outcome::returned::Outcome;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// Retries every failure, as [`Outcome`] defines it: an `Err`, a `None`, or a process that did not succeed.
///
/// This is the default. It retries *every* error. If some errors are final, use [`retry_if_err`](crate::retry_if_err) instead.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let state = RetryState::at(1, Duration::ZERO);
/// assert_eq!(retry_if_failure().verdict(&None::<u8>, &state), Verdict::Retry);
/// assert_eq!(retry_if_failure().verdict(&Ok::<_, ()>(1), &state), Verdict::Accept);
/// ```
pub const fn retry_if_failure() -> RetryIfFailure {
    RetryIfFailure
}

/// See [`retry_if_failure`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryIfFailure;

impl<R: Outcome> Predicate<R> for RetryIfFailure {
    #[inline]
    fn verdict(&self, outcome: &R, _: &RetryState) -> Verdict {
        outcome.is_failure().into()
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}
