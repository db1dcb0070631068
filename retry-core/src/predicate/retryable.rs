use super::strategy::Predicate;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// An error that knows whether another attempt could help.
///
/// Classify an error once, where it is defined, instead of at every call. `#[derive(Retryable)]` does so by an attribute on each variant. By
/// hand:
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// enum ApiError { Throttled(Duration), Timeout, NotFound }
///
/// impl Retryable for ApiError {
///     fn verdict(&self) -> Verdict {
///         match self {
///             Self::Throttled(delay) => Verdict::RetryAfter(*delay),
///             Self::Timeout => Verdict::Retry,
///             Self::NotFound => Verdict::Accept,
///         }
///     }
/// }
///
/// let state = RetryState::at(1, Duration::ZERO);
/// let verdict = |error| retry_if_retryable().verdict(&Err::<(), _>(error), &state);
/// assert_eq!(verdict(ApiError::Timeout), Verdict::Retry);
/// assert_eq!(verdict(ApiError::NotFound), Verdict::Accept);
/// assert_eq!(verdict(ApiError::Throttled(Duration::from_secs(2))), Verdict::RetryAfter(Duration::from_secs(2)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not classify itself as retryable or final",
    note = "derive `tenacity::Retryable` for it, or write `retry_if_err(|e| …)`",
    note = "for an error of another crate, the derive takes a function: `#[retry(with = path)]`"
)]
pub trait Retryable {
    /// Returns whether to retry after this error, and when.
    fn verdict(&self) -> Verdict;
}

impl<E: Retryable + ?Sized> Retryable for &E {
    fn verdict(&self) -> Verdict {
        (**self).verdict()
    }
}

#[cfg(feature = "alloc")]
impl<E: Retryable + ?Sized> Retryable for alloc::boxed::Box<E> {
    fn verdict(&self) -> Verdict {
        (**self).verdict()
    }
}

/// Retries an `Err(e)` if `e.verdict()` returns a [`Verdict`] that retries. Accepts an `Ok`.
///
/// The error implements [`Retryable`], whose page has an example. If the same error is final in one call but not in another, use
/// [`retry_if_err`](crate::retry_if_err) instead.
pub const fn retry_if_retryable() -> RetryIfRetryable {
    RetryIfRetryable
}

/// See [`retry_if_retryable`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryIfRetryable;

impl<T, E: Retryable> Predicate<Result<T, E>> for RetryIfRetryable {
    #[inline]
    fn verdict(&self, outcome: &Result<T, E>, _: &RetryState) -> Verdict {
        match outcome {
            Ok(_) => Verdict::Accept,
            Err(error) => error.verdict(),
        }
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use alloc::boxed::Box;
    use core::time::Duration;

    use super::*;

    struct Throttled;

    impl Retryable for Throttled {
        fn verdict(&self) -> Verdict {
            Verdict::RetryAfter(Duration::from_secs(7))
        }
    }

    #[test]
    fn an_error_behind_a_pointer_classifies_itself() {
        let state = RetryState::at(1, Duration::ZERO);
        let expected = Throttled.verdict();
        assert_eq!(retry_if_retryable().verdict(&Err::<(), _>(&Throttled), &state), expected);
        let boxed: Box<dyn Retryable> = Box::new(Throttled);
        assert_eq!(retry_if_retryable().verdict(&Err::<(), _>(boxed), &state), expected);
        assert!(!retry_if_retryable().verdict(&Ok::<_, Throttled>(1), &state).is_retry());
    }
}
