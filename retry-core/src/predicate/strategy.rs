use crate::operators::forward_pointers;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// Whether an outcome of type `R` deserves another attempt: asked first, after every attempt.
///
/// A predicate looks at the whole return value, so a plain `Result` needs no wrapping. Predicates combine, from left to right:
///
/// * `a | b` retries when either says so; the first that does decides, with its hint;
/// * `a & b` retries when both say so; of two hints the longer wins;
/// * `!a` retries what `a` accepts, and drops its hints.
///
/// A type of your own needs one method. It stands on the right of an operator; to begin with it, write `retry_never() | mine`.
///
/// ```
/// use std::{io, time::Duration};
/// use tenacity::prelude::*;
///
/// #[derive(Clone, Copy)]
/// struct RetryIfRefused;
///
/// impl<T> Predicate<io::Result<T>> for RetryIfRefused {
///     fn verdict(&self, outcome: &io::Result<T>, _: &RetryState) -> Verdict {
///         outcome.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::ConnectionRefused).into()
///     }
///     fn reads_state(&self) -> bool { false }
/// }
///
/// let predicate = retry_if_err(|e: &io::Error| e.kind() == io::ErrorKind::TimedOut) | RetryIfRefused;
/// let refused: io::Result<()> = Err(io::ErrorKind::ConnectionRefused.into());
/// assert!(predicate.verdict(&refused, &RetryState::at(1, Duration::ZERO)).is_retry());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not judge a `{R}`",
    label = "expected a predicate over `{R}`",
    note = "write for instance `retry_if_err(|e| …)`, `retry_if_ok(|v| …)` or `retry_if_result(|r| …)`"
)]
pub trait Predicate<R> {
    /// What to do with `outcome`.
    fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict;

    /// Whether the verdict depends on the state. When it does not, the predicate is shown a blank one, and a first attempt that
    /// succeeds costs nothing more. `true` unless overridden.
    fn reads_state(&self) -> bool {
        true
    }
}

forward_pointers! {
    impl[R,] Predicate<R> {
        #[inline]
        fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict {
            (**self).verdict(outcome, state)
        }

        #[inline]
        fn reads_state(&self) -> bool {
            (**self).reads_state()
        }
    }
}
