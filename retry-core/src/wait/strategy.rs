use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::combined::{WaitAtLeast, WaitAtMost, WaitEqualJitter, WaitFullJitter, WaitJitter, WaitJitterFactor, WaitSum};
use crate::operators::forward_pointers;
use crate::state::RetryState;

/// Decides how long a call sleeps before the next attempt.
///
/// A call asks its wait strategy after each attempt that it would retry, before it asks its stop strategy.
///
/// Strategies add up: `a + b` sleeps the sum of both. Your own type needs only one method. It can be the right operand of `+`, or
/// the receiver of [`plus`](Self::plus).
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// #[derive(Clone, Copy)]
/// struct WaitSquares(Duration);
///
/// impl Wait for WaitSquares {
///     fn delay(&self, state: &RetryState) -> Duration { self.0 * state.attempt_number().pow(2) }
///     fn reads_time(&self) -> bool { false }
/// }
///
/// let wait = wait_fixed(Duration::from_secs(1)) + WaitSquares(Duration::from_secs(1));
/// assert_eq!(wait.delay(&RetryState::at(3, Duration::ZERO)), Duration::from_secs(10));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a wait strategy",
    label = "expected a wait strategy",
    note = "write for instance `wait_exponential(100ms).max(5s).full_jitter()`, or wrap a closure: `wait_fn(|state| …)`"
)]
pub trait Wait {
    /// Returns the delay before the next attempt.
    fn delay(&self, state: &RetryState) -> Duration;

    /// Returns whether the delay depends on [`elapsed`](RetryState::elapsed). The default is `true`.
    ///
    /// If no part of a policy reads the time, a call does not read the clock, and `elapsed` stays zero.
    fn reads_time(&self) -> bool {
        true
    }

    /// Writes what the strategy does, for people to read. The default is “a custom wait”.
    ///
    /// The text is the second half of the `Display` of a [`RetryPolicy`](crate::RetryPolicy), so write a few words such as `fixed 1s`.
    /// If `f.alternate()` is set, put parentheses around a sum. If `f.sign_plus()` is set, put them around a text with a comma.
    ///
    /// ```
    /// # use std::{fmt, time::Duration};
    /// # use tenacity::prelude::*;
    /// struct WaitForTide;
    ///
    /// impl Wait for WaitForTide {
    ///     fn delay(&self, _: &RetryState) -> Duration { Duration::from_secs(6 * 3600) }
    ///     fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("until the tide turns") }
    /// }
    ///
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(5)).wait(WaitForTide.full_jitter());
    /// assert_eq!(policy.to_string(), "up to 5 attempts; until the tide turns, full jitter");
    /// ```
    ///
    /// # Errors
    ///
    /// If writing to `f` fails.
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a custom wait")
    }

    /// Returns the range of possible delays in this state. The upper bound may be exclusive. The default is `None`: the range is
    /// unknown.
    ///
    /// The range must not depend on [`elapsed`](RetryState::elapsed). A longer [`previous_sleep`](RetryState::previous_sleep) must not
    /// lower its bounds.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let (second, state) = (Duration::from_secs(1), RetryState::at(3, Duration::ZERO));
    /// assert_eq!(wait_exponential(second).span(&state), Some(second * 4..=second * 4));
    /// assert_eq!(wait_exponential(second).equal_jitter().span(&state), Some(second * 2..=second * 4));
    /// assert_eq!(wait_fn(RetryState::elapsed).span(&state), None);
    /// assert_eq!(wait_fn(RetryState::elapsed).at_most(second).span(&state), Some(Duration::ZERO..=second));
    /// ```
    fn span(&self, _: &RetryState) -> Option<RangeInclusive<Duration>> {
        None
    }

    /// Adds the delay of `other` to this delay: the method form of `+`, for your own types and for references.
    fn plus<B>(self, other: B) -> WaitSum<Self, B>
    where
        Self: Sized,
        B: Wait,
    {
        WaitSum(self, other)
    }

    /// Full jitter: `U[0, w)`, uniform between zero and this delay `w`.
    ///
    /// | `wait_exponential(100ms).max(500ms).full_jitter()`, n | 1 | 2 | 3 | 4 | 5 |
    /// |---|---|---|---|---|---|
    /// | from | 0 | 0 | 0 | 0 | 0 |
    /// | to | 100 ms | 200 ms | 400 ms | 500 ms | 500 ms |
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let backoff = wait_exponential(Duration::from_millis(100)).max(Duration::from_millis(500));
    /// for (n, to) in [(1, 100), (2, 200), (3, 400), (4, 500), (5, 500)] {
    ///     assert!(backoff.full_jitter().delay(&RetryState::at(n, Duration::ZERO)) < Duration::from_millis(to));
    /// }
    /// ```
    ///
    /// Put a cap before the jitter, as here: the delays at the cap then stay random. A cap after the jitter turns every longer delay
    /// into exactly the cap. This holds for every jitter.
    ///
    /// This jitter spreads many clients better than the others, and halves the mean delay. If a delay near zero does harm, use
    /// [`equal_jitter`](Self::equal_jitter) instead. Source: M. Brooker, "Exponential backoff and jitter", AWS Architecture Blog,
    /// 2015.
    fn full_jitter(self) -> WaitFullJitter<Self>
    where
        Self: Sized,
    {
        WaitFullJitter(self)
    }

    /// Equal jitter: `w/2 + U[0, w/2)`, half of this delay `w` plus a random part of the other half.
    ///
    /// | `wait_exponential(100ms).max(500ms).equal_jitter()`, n | 1 | 2 | 3 | 4 | 5 |
    /// |---|---|---|---|---|---|
    /// | from | 50 ms | 100 ms | 200 ms | 250 ms | 250 ms |
    /// | to | 100 ms | 200 ms | 400 ms | 500 ms | 500 ms |
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let wait = wait_exponential(Duration::from_millis(100)).max(Duration::from_millis(500)).equal_jitter();
    /// for (n, to) in [(1, 100), (2, 200), (3, 400), (4, 500), (5, 500)] {
    ///     let delay = wait.delay(&RetryState::at(n, Duration::ZERO));
    ///     assert!(Duration::from_millis(to / 2) <= delay && delay < Duration::from_millis(to));
    /// }
    /// ```
    ///
    /// For anything that many clients share, use [`full_jitter`](Self::full_jitter) instead. The source is the same.
    fn equal_jitter(self) -> WaitEqualJitter<Self>
    where
        Self: Sized,
    {
        WaitEqualJitter(self)
    }

    /// Added jitter: `w + U[0, jitter)`, this delay `w` plus a random time.
    ///
    /// | `wait_exponential(100ms).max(500ms).jitter(50ms)`, n | 1 | 2 | 3 | 4 | 5 |
    /// |---|---|---|---|---|---|
    /// | from | 100 ms | 200 ms | 400 ms | 500 ms | 500 ms |
    /// | to | 150 ms | 250 ms | 450 ms | 550 ms | 550 ms |
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let jitter = Duration::from_millis(50);
    /// let wait = wait_exponential(Duration::from_millis(100)).max(Duration::from_millis(500)).jitter(jitter);
    /// for (n, from) in [(1, 100), (2, 200), (3, 400), (4, 500), (5, 500)] {
    ///     let (delay, from) = (wait.delay(&RetryState::at(n, Duration::ZERO)), Duration::from_millis(from));
    ///     assert!(from <= delay && delay < from + jitter);
    /// }
    /// ```
    ///
    /// A delay may exceed a cap before the jitter, by less than `jitter`. If the spread should grow with the delay, use
    /// [`jitter_factor`](Self::jitter_factor) instead.
    fn jitter(self, jitter: Duration) -> WaitJitter<Self>
    where
        Self: Sized,
    {
        WaitJitter::new(self, jitter)
    }

    /// Proportional jitter: `w · U[1−factor, 1+factor)`, around this delay `w`. The mean stays `w`.
    ///
    /// | `wait_exponential(100ms).max(500ms).jitter_factor(0.2)`, n | 1 | 2 | 3 | 4 | 5 |
    /// |---|---|---|---|---|---|
    /// | from | 80 ms | 160 ms | 320 ms | 400 ms | 400 ms |
    /// | to | 120 ms | 240 ms | 480 ms | 600 ms | 600 ms |
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let wait = wait_exponential(Duration::from_millis(100)).max(Duration::from_millis(500)).jitter_factor(0.2);
    /// for (n, from, to) in [(1, 80, 120), (2, 160, 240), (3, 320, 480), (4, 400, 600), (5, 400, 600)] {
    ///     let delay = wait.delay(&RetryState::at(n, Duration::ZERO));
    ///     assert!(Duration::from_millis(from) <= delay && delay < Duration::from_millis(to));
    /// }
    /// ```
    ///
    /// A delay may exceed a cap before the jitter, by less than `factor` of that cap. For anything that many clients share, use
    /// [`full_jitter`](Self::full_jitter) instead: ±20% spreads many clients too little.
    ///
    /// # Panics
    ///
    /// If `factor` is not a number from 0 to 1.
    #[track_caller]
    fn jitter_factor(self, factor: f64) -> WaitJitterFactor<Self>
    where
        Self: Sized,
    {
        WaitJitterFactor::new(self, factor)
    }

    /// Raises this delay `w` to at least `min`: `max(w, min)`.
    ///
    /// | n | 1 | 2 | 3 | 4 | 5 |
    /// |---|---|---|---|---|---|
    /// | `wait_exponential(100ms).at_least(300ms)` | 300 ms | 300 ms | 400 ms | 800 ms | 1.6 s |
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let wait = wait_exponential(Duration::from_millis(100)).at_least(Duration::from_millis(300));
    /// let delays = [1, 2, 3, 4, 5].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_millis());
    /// assert_eq!(delays, [300, 300, 400, 800, 1600]);
    /// ```
    ///
    /// After a jitter, every shorter delay becomes exactly `min`. To keep the spread, use `+ wait_fixed(min)` instead.
    fn at_least(self, min: Duration) -> WaitAtLeast<Self>
    where
        Self: Sized,
    {
        WaitAtLeast::new(self, min)
    }

    /// Limits this delay `w` to at most `max`: `min(w, max)`.
    ///
    /// | n | 1 | 2 | 3 | 4 | 5 |
    /// |---|---|---|---|---|---|
    /// | `(wait_fixed(1s) + wait_incrementing(0s, 1s)).at_most(4s)` | 1 s | 2 s | 3 s | 4 s | 4 s |
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let second = Duration::from_secs(1);
    /// let wait = (wait_fixed(second) + wait_incrementing(Duration::ZERO, second)).at_most(Duration::from_secs(4));
    /// let delays = [1, 2, 3, 4, 5].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_secs());
    /// assert_eq!(delays, [1, 2, 3, 4, 4]);
    /// ```
    ///
    /// Put it before a jitter to keep the delays at the cap random: `wait.at_most(max).full_jitter()`.
    fn at_most(self, max: Duration) -> WaitAtMost<Self>
    where
        Self: Sized,
    {
        WaitAtMost::new(self, max)
    }

    /// Does the same as [`at_least`](Self::at_least), under the name that the exponential waits use.
    fn min(self, min: Duration) -> WaitAtLeast<Self>
    where
        Self: Sized,
    {
        self.at_least(min)
    }

    /// Does the same as [`at_most`](Self::at_most), under the name that the exponential waits use.
    fn max(self, max: Duration) -> WaitAtMost<Self>
    where
        Self: Sized,
    {
        self.at_most(max)
    }
}

forward_pointers! {
    impl[] Wait {
        #[inline]
        fn delay(&self, state: &RetryState) -> Duration {
            (**self).delay(state)
        }

        #[inline]
        fn reads_time(&self) -> bool {
            (**self).reads_time()
        }

        fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (**self).describe(f)
        }

        fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
            (**self).span(state)
        }
    }
}

/// Displays the description of a wait strategy. `{:#}` puts parentheses around a sum, `{:+}` around a text with a comma, and each of
/// them around a chain.
pub(crate) struct WaitText<'a, W: ?Sized>(pub(crate) &'a W);

impl<W: Wait + ?Sized> fmt::Display for WaitText<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}
