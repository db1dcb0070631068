use crate::operators::forward_pointers;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// Decides whether a call retries an outcome of type `R`.
///
/// A call asks its predicate after every attempt, before it asks the other strategies.
///
/// A predicate looks at the whole return value, so a plain `Result` needs no wrapping. Predicates combine, from left to right:
///
/// * `a | b` retries when either does. The first one that retries decides, and its hint counts.
/// * `a & b` retries when both do. The longer of two hints wins.
/// * `!a` retries the outcomes that `a` accepts, and drops its hints.
///
/// Your own type needs only one method. It can be the right operand of an operator. To begin with it, write `retry_never() | mine`.
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
    note = "write for instance `retry_if_err(|e| matches!(e, …))`, `retry_if_ok(|v| …)` or `retry_if_result(|r| …)`"
)]
pub trait Predicate<R> {
    /// Returns the decision about `outcome`.
    fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict;

    /// Returns whether the verdict depends on the state. The default is `true`.
    ///
    /// If the answer is `false`, the predicate may receive a blank state, and a first attempt that succeeds costs nothing extra.
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
