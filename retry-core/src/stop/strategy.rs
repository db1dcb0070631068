use core::fmt;

use super::combined::{StopAll, StopAny};
use crate::operators::forward_pointers;
use crate::state::RetryState;

/// When to give up: asked after each attempt that is to be retried, once its [`upcoming_sleep`](RetryState::upcoming_sleep) is
/// known.
///
/// Strategies combine: `a | b` stops when either does, `a & b` when both do, from left to right and no further than needed.
/// A type of your own needs one method; it stands on the right of an operator, or on the left of [`or`](Self::or) and
/// [`and`](Self::and):
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// #[derive(Clone, Copy)]
/// struct StopOnEvenAttempts;
///
/// impl Stop for StopOnEvenAttempts {
///     fn should_stop(&self, state: &RetryState) -> bool { state.attempt_number() % 2 == 0 }
///     fn reads_time(&self) -> bool { false }
/// }
///
/// let stop = StopOnEvenAttempts.and(stop_after_attempt(3)) | stop_after_delay(Duration::from_secs(30));
/// let at = |n| stop.should_stop(&RetryState::at(n, Duration::from_secs(1)));
/// assert_eq!([at(2), at(3), at(4)], [false, false, true]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stop strategy",
    label = "expected a stop strategy",
    note = "write for instance `stop_after_attempt(5) | stop_after_delay(30s)`, or wrap a closure: `stop_fn(|state| …)`"
)]
pub trait Stop {
    /// Whether to give up now.
    fn should_stop(&self, state: &RetryState) -> bool;

    /// Whether the answer depends on [`elapsed`](RetryState::elapsed). When no part of a policy reads the time, no clock is
    /// asked, and `elapsed` stays zero. `true` unless overridden.
    fn reads_time(&self) -> bool {
        true
    }

    /// Tells a person how far a call may go: what follows “up to” in the `Display` of a [`RetryPolicy`](crate::RetryPolicy), a
    /// noun such as `5 attempts` or `30s`. “a custom stop” unless overridden.
    ///
    /// `f.alternate()` asks for parentheses round what could be misread beside an “and”.
    ///
    /// ```
    /// # use std::{fmt, time::Duration};
    /// # use tenacity::prelude::*;
    /// struct StopAtNight;
    ///
    /// impl Stop for StopAtNight {
    ///     fn should_stop(&self, _: &RetryState) -> bool { false }
    ///     fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("nightfall") }
    /// }
    ///
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(5) | StopAtNight).wait(wait_fixed(Duration::from_secs(1)));
    /// assert_eq!(policy.to_string(), "up to 5 attempts or nightfall; fixed 1s");
    /// ```
    ///
    /// # Errors
    ///
    /// If writing to `f` fails.
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a custom stop")
    }

    /// Whether no call goes on from this state, by the number of attempts and the time alone: what
    /// [`worst_case`](crate::RetryPolicy::worst_case) relies on. It must hold whenever more attempts were made, more time has
    /// passed, or a longer sleep is to come, too. `false`, which promises nothing, unless overridden.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let stop = stop_after_attempt(3) & stop_when(|| true);
    /// let state = RetryState::at(3, Duration::ZERO);
    /// assert!(stop.should_stop(&state) && !stop.surely_stops(&state));
    /// ```
    fn surely_stops(&self, _: &RetryState) -> bool {
        false
    }

    /// Stops when this or `other` does: `|`, for types of your own and references.
    fn or<B>(self, other: B) -> StopAny<Self, B>
    where
        Self: Sized,
        B: Stop,
    {
        StopAny(self, other)
    }

    /// Stops when both this and `other` do: `&`, for types of your own and references.
    fn and<B>(self, other: B) -> StopAll<Self, B>
    where
        Self: Sized,
        B: Stop,
    {
        StopAll(self, other)
    }
}

forward_pointers! {
    impl[] Stop {
        #[inline]
        fn should_stop(&self, state: &RetryState) -> bool {
            (**self).should_stop(state)
        }

        #[inline]
        fn reads_time(&self) -> bool {
            (**self).reads_time()
        }

        fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (**self).describe(f)
        }

        fn surely_stops(&self, state: &RetryState) -> bool {
            (**self).surely_stops(state)
        }
    }
}

/// A stop strategy by its description. `{:#}` puts parentheses round an “or”.
pub(crate) struct StopText<'a, S: ?Sized>(pub(crate) &'a S);

impl<S: Stop + ?Sized> fmt::Display for StopText<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}
