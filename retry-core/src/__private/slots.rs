//! The functions that take a strategy into an expansion.
//!
//! Each function checks its bound once, at the user's tokens, and returns a slot without bounds. So a mistake is one error with the
//! message of the trait. A slot holds function pointers, because the compiler repeats the error with function items or `impl Trait`.
//! A slot is used where it is made, so the optimizer removes it.

use core::time::Duration;

use crate::call::decide::Ask;
use crate::outcome::returned::Outcome;
use crate::outcome::verdict::Verdict;
use crate::predicate::strategy::Predicate;
#[cfg(feature = "std")]
use crate::shared::event::Event;
use crate::state::RetryState;
use crate::stop::strategy::Stop;
use crate::time::timer::{AsyncTimer, BlockingTimer, Clock};
use crate::wait::strategy::Wait;

/// A stop strategy with a checked bound.
#[derive(Debug)]
pub struct StopSlot<S> {
    strategy: S,
    should_stop: fn(&S, &RetryState) -> bool,
    reads_time: fn(&S) -> bool,
}

/// Checks that the value of `stop = …` is a stop strategy.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn stop<S: Stop>(strategy: S) -> StopSlot<S> {
    StopSlot { strategy, should_stop: S::should_stop, reads_time: S::reads_time }
}

impl<S> Ask<bool> for StopSlot<S> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, state: &RetryState) -> bool {
        (self.should_stop)(&self.strategy, state)
    }
}

impl<S> StopSlot<S> {
    /// Returns whether the strategy reads the time.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn reads_time(&self) -> bool {
        (self.reads_time)(&self.strategy)
    }
}

/// A wait strategy with a checked bound.
#[derive(Debug)]
pub struct WaitSlot<W> {
    strategy: W,
    delay: fn(&W, &RetryState) -> Duration,
    reads_time: fn(&W) -> bool,
}

/// Checks that the value of `wait = …` is a wait strategy.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn wait<W: Wait>(strategy: W) -> WaitSlot<W> {
    WaitSlot { strategy, delay: W::delay, reads_time: W::reads_time }
}

impl<W> Ask<Duration> for WaitSlot<W> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, state: &RetryState) -> Duration {
        (self.delay)(&self.strategy, state)
    }
}

impl<W> WaitSlot<W> {
    /// Returns whether the strategy reads the time.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn reads_time(&self) -> bool {
        (self.reads_time)(&self.strategy)
    }
}

/// A predicate with a checked bound, and the outcome that it judges.
#[derive(Debug)]
pub struct PredicateSlot<'a, R, P> {
    predicate: P,
    outcome: &'a R,
    verdict: fn(&P, &R, &RetryState) -> Verdict,
    reads_state: fn(&P) -> bool,
}

/// Checks that the value of `retry = …` judges outcomes of this type.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn predicate<R, P: Predicate<R>>(outcome: &R, predicate: P) -> PredicateSlot<'_, R, P> {
    PredicateSlot { predicate, outcome, verdict: P::verdict, reads_state: P::reads_state }
}

impl<R, P> PredicateSlot<'_, R, P> {
    /// Returns whether the predicate reads the state.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn reads_state(&self) -> bool {
        (self.reads_state)(&self.predicate)
    }
}

impl<R, P> Ask<Verdict> for PredicateSlot<'_, R, P> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, state: &RetryState) -> Verdict {
        (self.verdict)(&self.predicate, self.outcome, state)
    }
}

/// The default predicate with a checked bound.
#[derive(Debug)]
pub struct FailureSlot<R>(fn(&R) -> bool);

/// Checks that the return type can show a failure. It takes no outcome, so the error names only the type.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn failure<R: Outcome>() -> FailureSlot<R> {
    FailureSlot(R::is_failure)
}

impl<R> FailureSlot<R> {
    /// Applies the predicate to this outcome.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn of(self, outcome: &R) -> FailureOf<'_, R> {
        FailureOf { is_failure: self.0, outcome }
    }
}

/// See [`FailureSlot::of`].
#[derive(Debug)]
pub struct FailureOf<'a, R> {
    is_failure: fn(&R) -> bool,
    outcome: &'a R,
}

impl<R> Ask<Verdict> for FailureOf<'_, R> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, _: &RetryState) -> Verdict {
        (self.is_failure)(self.outcome).into()
    }
}

/// The user's own async timer with a checked bound.
#[derive(Debug)]
pub struct AsyncTimerSlot<T, I, S> {
    timer: T,
    now: fn(&T) -> I,
    since: fn(&T, I) -> Duration,
    sleep: fn(&T, Duration) -> S,
    limit: fn(&T, Duration) -> S,
}

/// Checks that the value of `timer = …` is a timer for an async function.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn own_async_timer<T: AsyncTimer<Instant = I, Sleep = S>, I: Copy, S: Future>(timer: T) -> AsyncTimerSlot<T, I, S> {
    AsyncTimerSlot { timer, now: T::now, since: T::since, sleep: T::sleep, limit: T::limit }
}

impl<T, I: Copy, S> Clock for AsyncTimerSlot<T, I, S> {
    type Instant = I;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn now(&self) -> I {
        (self.now)(&self.timer)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn since(&self, earlier: I) -> Duration {
        (self.since)(&self.timer, earlier)
    }
}

impl<T, I: Copy, S: Future<Output = ()>> AsyncTimer for AsyncTimerSlot<T, I, S> {
    type Sleep = S;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn sleep(&self, delay: Duration) -> S {
        (self.sleep)(&self.timer, delay)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn limit(&self, delay: Duration) -> S {
        (self.limit)(&self.timer, delay)
    }
}

/// The user's own blocking timer with a checked bound.
#[derive(Debug)]
pub struct BlockingTimerSlot<T, I> {
    timer: T,
    now: fn(&T) -> I,
    since: fn(&T, I) -> Duration,
    sleep: fn(&T, Duration),
    #[cfg(feature = "std")]
    sleep_or_event: fn(&T, Duration, &Event) -> bool,
}

/// Checks that the value of `timer = …` is a timer for a sync function.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn own_blocking_timer<T: BlockingTimer<Instant = I>, I: Copy>(timer: T) -> BlockingTimerSlot<T, I> {
    BlockingTimerSlot {
        timer,
        now: T::now,
        since: T::since,
        sleep: T::sleep,
        #[cfg(feature = "std")]
        sleep_or_event: T::sleep_or_event,
    }
}

impl<T, I: Copy> Clock for BlockingTimerSlot<T, I> {
    type Instant = I;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn now(&self) -> I {
        (self.now)(&self.timer)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn since(&self, earlier: I) -> Duration {
        (self.since)(&self.timer, earlier)
    }
}

impl<T, I: Copy> BlockingTimer for BlockingTimerSlot<T, I> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn sleep(&self, delay: Duration) {
        (self.sleep)(&self.timer, delay);
    }

    #[cfg(feature = "std")]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn sleep_or_event(&self, delay: Duration, event: &Event) -> bool {
        (self.sleep_or_event)(&self.timer, delay, event)
    }
}
