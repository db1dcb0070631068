use core::fmt;

use super::combined::{StopAll, StopAny};
use crate::operators::forward_pointers;
use crate::state::RetryState;

/// Decides when a call gives up.
///
/// A call asks its stop strategy after each attempt that it would retry, once the
/// [`upcoming_sleep`](RetryState::upcoming_sleep) is known.
///
/// Strategies combine: `a | b` stops when either does, and `a & b` when both do. Both evaluate from left to right and
/// short-circuit. Your own type needs only one method. It can be the right operand of an operator, or the receiver of
/// [`or`](Self::or) and [`and`](Self::and):
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
    /// Returns whether the call gives up now.
    fn should_stop(&self, state: &RetryState) -> bool;

    /// Returns whether the answer depends on [`elapsed`](RetryState::elapsed). The default is `true`.
    ///
    /// If no part of a policy reads the time, a call does not read the clock, and `elapsed` stays zero.
    fn reads_time(&self) -> bool {
        true
    }

    /// Writes how far a call may go, for people to read. The default is “a custom stop”.
    ///
    /// The `Display` of a [`RetryPolicy`](crate::RetryPolicy) shows this text after “up to”, so write a noun such as `5 attempts` or
    /// `30s`. If `f.alternate()` is set, put parentheses around a text that could be misread next to an “and”.
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

    /// Returns whether every call stops at this state, judged by the number of attempts and the time alone. The default is `false`,
    /// which promises nothing.
    ///
    /// If the answer is `true`, it must stay `true` after more attempts, after more time, and before a longer sleep.
    /// [`worst_case`](crate::RetryPolicy::worst_case) relies on this.
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

    /// Stops when this or `other` does: the method form of `|`, for your own types and for references.
    fn or<B>(self, other: B) -> StopAny<Self, B>
    where
        Self: Sized,
        B: Stop,
    {
        StopAny(self, other)
    }

    /// Stops when both this and `other` do: the method form of `&`, for your own types and for references.
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

/// Displays the description of a stop strategy. `{:#}` puts parentheses around an “or”.
pub(crate) struct StopText<'a, S: ?Sized>(pub(crate) &'a S);

impl<S: Stop + ?Sized> fmt::Display for StopText<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}
