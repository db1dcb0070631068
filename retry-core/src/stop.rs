//! When to stop.

use core::time::Duration;

use crate::operators::{forward_pointers, pair_operator};
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
    }
}

/// Never stops: the only spelling of an unbounded retry.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// assert!(!stop_never().should_stop(&RetryState::at(u32::MAX, Duration::MAX)));
/// ```
///
/// Use a policy's `cancel`, or `| stop_when(…)`, when something else is to end the call.
pub const fn stop_never() -> StopNever {
    StopNever
}

/// See [`stop_never`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopNever;

impl Stop for StopNever {
    #[inline]
    fn should_stop(&self, _: &RetryState) -> bool {
        false
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }
}

/// Stops after `n` attempts, the first one included: `attempt_number ≥ n`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let at = |n| stop_after_attempt(3).should_stop(&RetryState::at(n, Duration::ZERO));
/// assert_eq!([at(1), at(2), at(3), at(4)], [false, false, true, true]);
/// ```
///
/// # Panics
///
/// If `n` is 0: a call makes at least one attempt. In a `const`, and in `#[retry]`, that is a compile error.
pub const fn stop_after_attempt(n: u32) -> StopAfterAttempt {
    assert!(n > 0, "stop_after_attempt(0): a call makes at least one attempt, so `n` must be at least 1");
    StopAfterAttempt { n }
}

/// See [`stop_after_attempt`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopAfterAttempt {
    n: u32,
}

impl Stop for StopAfterAttempt {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        state.attempt_number() >= self.n
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }
}

/// Stops once `limit` has passed since the start of the call: `elapsed ≥ limit`.
///
/// It is asked after an attempt and interrupts none, and the last sleep may end after `limit`. Use [`stop_before_delay`] to give
/// up instead of sleeping past the limit.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let stop = stop_after_delay(Duration::from_secs(5));
/// let at = |secs| stop.should_stop(&RetryState::at(1, Duration::from_secs(secs)));
/// assert_eq!([at(4), at(5), at(6)], [false, true, true]);
/// ```
pub const fn stop_after_delay(limit: Duration) -> StopAfterDelay {
    StopAfterDelay { limit }
}

/// See [`stop_after_delay`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopAfterDelay {
    limit: Duration,
}

impl Stop for StopAfterDelay {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        state.elapsed() >= self.limit
    }
}

/// Stops when the coming sleep would reach `limit`: `elapsed + upcoming_sleep ≥ limit`.
///
/// So the call ends before `limit`, the time of its last attempt aside.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let (stop, sleep) = (stop_before_delay(Duration::from_secs(5)), Duration::from_secs(2));
/// let at = |secs| stop.should_stop(&RetryState::at(1, Duration::from_secs(secs)).with_upcoming_sleep(sleep));
/// assert_eq!([at(2), at(3), at(4)], [false, true, true]);
/// ```
pub const fn stop_before_delay(limit: Duration) -> StopBeforeDelay {
    StopBeforeDelay { limit }
}

/// See [`stop_before_delay`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopBeforeDelay {
    limit: Duration,
}

impl Stop for StopBeforeDelay {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        state.elapsed().saturating_add(state.upcoming_sleep()) >= self.limit
    }
}

/// Stops when `condition` says so: a shutdown flag, a closed channel.
///
/// ```
/// # use std::{sync::atomic::{AtomicBool, Ordering}, time::Duration};
/// # use tenacity::prelude::*;
/// let shutdown = AtomicBool::new(false);
/// let stop = stop_when(|| shutdown.load(Ordering::Relaxed));
/// let state = RetryState::at(1, Duration::ZERO);
/// assert!(!stop.should_stop(&state));
/// shutdown.store(true, Ordering::Relaxed);
/// assert!(stop.should_stop(&state));
/// ```
pub const fn stop_when<F>(condition: F) -> StopWhen<F> {
    StopWhen { condition }
}

/// See [`stop_when`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopWhen<F> {
    condition: F,
}

impl<F> Stop for StopWhen<F>
where
    F: Fn() -> bool,
{
    #[inline]
    fn should_stop(&self, _: &RetryState) -> bool {
        (self.condition)()
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }
}

/// Stops when `question`, asked about the state, says so.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let patience = stop_fn(|state: &RetryState| state.idle_for() > Duration::from_secs(60));
/// assert!(!patience.should_stop(&RetryState::at(9, Duration::ZERO)));
/// ```
pub const fn stop_fn<F>(question: F) -> StopFn<F> {
    StopFn { question }
}

/// See [`stop_fn`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopFn<F> {
    question: F,
}

impl<F> Stop for StopFn<F>
where
    F: Fn(&RetryState) -> bool,
{
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        (self.question)(state)
    }
}

/// Stops when either strategy does: `a | b`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let stop = stop_after_attempt(3) | stop_after_delay(Duration::from_secs(5));
/// assert!(stop.should_stop(&RetryState::at(1, Duration::from_secs(5))));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopAny<A, B>(pub(crate) A, pub(crate) B);

impl<A: Stop, B: Stop> Stop for StopAny<A, B> {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        self.0.should_stop(state) || self.1.should_stop(state)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time() || self.1.reads_time()
    }
}

/// Stops when both strategies do: `a & b`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// // At least three attempts, and at least five seconds.
/// let stop = stop_after_attempt(3) & stop_after_delay(Duration::from_secs(5));
/// assert!(!stop.should_stop(&RetryState::at(1, Duration::from_secs(5))));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct StopAll<A, B>(pub(crate) A, pub(crate) B);

impl<A: Stop, B: Stop> Stop for StopAll<A, B> {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        self.0.should_stop(state) && self.1.should_stop(state)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time() || self.1.reads_time()
    }
}

macro_rules! stop_operators {
    ($($strategies:tt)*) => {
        pair_operator! { BitOr::bitor gives StopAny for $($strategies)* }
        pair_operator! { BitAnd::bitand gives StopAll for $($strategies)* }
    };
}

stop_operators! {
    [] StopNever, [] StopAfterAttempt, [] StopAfterDelay, [] StopBeforeDelay, [F,] StopWhen<F>, [F,] StopFn<F>,
    [A, B,] StopAny<A, B>, [A, B,] StopAll<A, B>,
}
#[cfg(feature = "alloc")]
stop_operators! { [] alloc::boxed::Box<dyn Stop + Send + Sync> }

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;

    fn after(attempts: u32) -> RetryState {
        RetryState::at(attempts, Duration::ZERO)
    }

    #[test]
    fn operators_ask_from_left_to_right_and_no_further_than_needed() {
        let asked = Cell::new(0);
        let count = stop_fn(|_: &RetryState| {
            asked.set(asked.get() + 1);
            true
        });
        assert!((stop_after_attempt(1) | count).should_stop(&after(1)));
        assert!(!(stop_never() & count).should_stop(&after(1)));
        assert_eq!(asked.get(), 0);
        assert!((stop_never() | count).should_stop(&after(1)));
        assert_eq!(asked.get(), 1);
    }

    #[test]
    fn the_clock_is_needed_only_by_strategies_that_read_it() {
        assert!(!(stop_after_attempt(3) | stop_when(|| false)).reads_time());
        assert!((stop_after_attempt(3) & stop_after_delay(Duration::ZERO)).reads_time());
    }

    #[test]
    fn a_limit_at_the_end_of_time_is_never_passed_by_overflow() {
        let state = RetryState::at(1, Duration::MAX).with_upcoming_sleep(Duration::MAX);
        assert!(stop_before_delay(Duration::MAX).should_stop(&state));
        assert!(!stop_before_delay(Duration::MAX).should_stop(&after(1)));
    }

    #[test]
    #[should_panic(expected = "`n` must be at least 1")]
    fn zero_attempts_are_refused() {
        let _ = stop_after_attempt(0);
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn pointers_to_a_stop_are_stops() {
        use alloc::{boxed::Box, sync::Arc};

        let boxed: Box<dyn Stop + Send + Sync> = Box::new(stop_after_attempt(2));
        let shared: Arc<dyn Stop + Send + Sync> = Arc::new(stop_after_attempt(4));
        let stop = (boxed | stop_never()).and((&shared).or(stop_never()));
        assert!(!stop.should_stop(&after(3)));
        assert!(stop.should_stop(&after(4)));
        assert!(!stop.reads_time());
    }
}
