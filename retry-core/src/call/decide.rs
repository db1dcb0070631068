//! The decision after each attempt. Drivers run the body, call [`Attempt::decide`], and sleep; this module neither sleeps nor reads a
//! clock.

use core::time::Duration;

use super::limits::{Limits, Token};
use super::memory::Memory;
use crate::active::Exceptions;
use crate::outcome::finish::Finish;
use crate::outcome::timed_out::{Limit, TimedOut};
use crate::outcome::verdict::Verdict;
use crate::state::{BLANK, RetryState};
use crate::testing;

/// The driver's next step.
#[derive(Debug)]
pub enum Decision<'a> {
    /// Return the outcome: it is accepted.
    Accept,
    /// Give up, in this state and for this reason. Return the fallback, or the outcome if there is no fallback.
    GiveUp(RetryState, Finish),
    /// Sleep for the state's `upcoming_sleep`, spend the token, and begin the next attempt. If the sleep is cancelled, decide again with
    /// [`Ended::Cancelled`].
    Sleep(RetryState, Token<'a>),
}

/// The attempt or sleep that has just ended.
#[derive(Debug)]
pub enum Ended {
    /// An attempt that returned an outcome, or that `attempt_timeout` cut off.
    Whole,
    /// An attempt that the call's `timeout` cut off. There is no outcome to judge.
    Cut,
    /// The sleep after the attempt with this state, during which the call was cancelled.
    Cancelled(RetryState),
}

impl Ended {
    /// An attempt that a limit cut off. If the limit was `attempt_timeout`, the predicate judges the outcome that replaces it.
    pub const fn cut(by: &TimedOut) -> Self {
        match by.limit() {
            Limit::Attempt => Self::Whole,
            Limit::Call => Self::Cut,
        }
    }
}

/// A question about an outcome that needs the state: a slot of the expansion, or a closure.
///
/// The expansion uses slot types because closures take far longer to compile, and an annotated function needs several.
pub trait Ask<A> {
    /// Answers the question, in this state.
    fn ask(self, state: &RetryState) -> A;
}

impl<A, F: FnOnce(&RetryState) -> A> Ask<A> for F {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, state: &RetryState) -> A {
        self(state)
    }
}

/// Reads the time since the start of the call, from a clock or a closure.
pub trait Elapsed {
    /// Whether it reads a clock.
    const READS_CLOCK: bool = true;

    /// Returns the time since the start of the call. Called at most once per attempt.
    fn elapsed(self) -> Duration;
}

impl<F: FnOnce() -> Duration> Elapsed for F {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn elapsed(self) -> Duration {
        self()
    }
}

/// A hook that runs when the call ends: a closure, or [`Unasked`].
pub trait FinishHook {
    /// Runs the hook.
    fn call(self, state: &RetryState, finish: Finish);
}

impl<F: FnOnce(&RetryState, Finish)> FinishHook for F {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn call(self, state: &RetryState, finish: Finish) {
        self(state, finish);
    }
}

/// An absent hook.
#[derive(Clone, Copy, Debug)]
pub struct Unasked;

impl Ask<()> for Unasked {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, _: &RetryState) {}
}

impl FinishHook for Unasked {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn call(self, _: &RetryState, _: Finish) {}
}

/// Whether retries are turned off in this process, or a guard of `testing` ends the call.
#[cfg_attr(not(debug_assertions), inline(always))]
fn is_stopped(state: &RetryState, exceptions: Exceptions) -> bool {
    testing::is_capped(state.attempt_number) || !exceptions.is_active()
}

/// Whether the coming sleep would reach the end of the call's `timeout`, or of a limit around the sleep.
#[cfg_attr(not(debug_assertions), inline(always))]
fn is_too_late(state: &RetryState, limits: &Limits<'_>, exceptions: Exceptions) -> bool {
    let left = if limits.sleeps_elsewhere {
        limits.timeout.map(|timeout| timeout.saturating_sub(state.elapsed))
    } else {
        state.left_of(limits.timeout, exceptions)
    };
    left.is_some_and(|left| state.upcoming_sleep >= left)
}

/// Whether a planned sleep is refused, for either reason.
pub(crate) fn is_refused(state: &RetryState, limits: &Limits<'_>) -> bool {
    let exceptions = Exceptions::now();
    is_stopped(state, exceptions) || is_too_late(state, limits, exceptions)
}

/// One finished attempt, and the questions about its outcome. The outcome's type is not a parameter, because the closures and slots that
/// ask about the outcome hold it.
#[derive(Debug)]
pub struct Attempt<'a, V, A, W, S, B, F> {
    /// The name of the annotated function.
    pub name: &'static str,
    /// The seed given for the run, if any.
    pub seed: Option<u64>,
    /// Whether the predicate reads the state, which then must be complete before the verdict.
    pub verdict_reads_state: bool,
    /// Whether a hook runs at the end of the call. If so, an accepted outcome needs the state, too.
    pub finish_is_observed: bool,
    /// The attempt or sleep that has ended.
    pub ended: Ended,
    /// The predicate, applied to the outcome.
    pub verdict: V,
    /// The `after` hook.
    pub after: A,
    /// The wait strategy.
    pub delay: W,
    /// The stop strategy.
    pub stop: S,
    /// The limits that can refuse a retry that the stop strategy allows.
    pub limits: Limits<'a>,
    /// The `before_sleep` hook.
    pub before_sleep: B,
    /// The `on_finish` hook.
    pub on_finish: F,
}

impl<V, W, S> Attempt<'static, V, Unasked, W, S, Unasked, Unasked> {
    /// An attempt of a call without hooks or a seed, with a predicate that does not read the state.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn new(name: &'static str, verdict: V, delay: W, stop: S) -> Self {
        Self {
            name,
            seed: None,
            verdict_reads_state: false,
            finish_is_observed: false,
            ended: Ended::Whole,
            verdict,
            after: Unasked,
            delay,
            stop,
            limits: Limits::NONE,
            before_sleep: Unasked,
            on_finish: Unasked,
        }
    }
}

impl<'a, V, A, W, S, B, F> Attempt<'a, V, A, W, S, B, F>
where
    V: Ask<Verdict>,
    A: Ask<()>,
    W: Ask<Duration>,
    S: Ask<bool>,
    B: Ask<()>,
    F: FinishHook,
{
    /// Whether the decision checks the time limits. A call that neither pauses nor reads a clock checks them from its fifth attempt on. A
    /// short loop that `stop_after_attempt` bounds then contains no function call, like a loop written by hand.
    #[cfg_attr(not(debug_assertions), inline(always))]
    const fn looks_around<T: Elapsed>(state: &RetryState) -> bool {
        T::READS_CLOCK || !state.upcoming_sleep.is_zero() || state.attempt_number >= 5
    }

    /// Decides in this order: verdict, after, wait, stop, time limit, cancellation, budget, `before_sleep`. `on_finish` runs where the
    /// call ends.
    // With a plain `#[inline]`, loops were several times slower as soon as two functions shared an instantiation. In debug builds, inlining
    // everything doubles their size.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn decide<T: Elapsed>(self, elapsed: T, progress: &mut impl Memory) -> Decision<'a> {
        match self.ended {
            Ended::Whole => {}
            Ended::Cut => {
                let state = progress.state_after(&self.limits, self.name, self.seed, elapsed.elapsed());
                self.on_finish.call(&state, Finish::TimedOut);
                return Decision::GiveUp(state, Finish::TimedOut);
            }
            Ended::Cancelled(state) => {
                self.on_finish.call(&state, Finish::Cancelled);
                return Decision::GiveUp(state, Finish::Cancelled);
            }
        }
        let (verdict, mut state) = if self.verdict_reads_state || self.finish_is_observed {
            let state = progress.state_after(&self.limits, self.name, self.seed, elapsed.elapsed());
            (self.verdict.ask(&state), state)
        } else {
            // The state is built only if it is needed: an accepted outcome reads no clock.
            let verdict = self.verdict.ask(&BLANK);
            if !verdict.is_retry() {
                self.limits.give_back(progress.has_retried());
                return Decision::Accept;
            }
            progress.begin(self.seed);
            (verdict, progress.state_after(&self.limits, self.name, self.seed, elapsed.elapsed()))
        };
        if !verdict.is_retry() {
            self.limits.give_back(progress.has_retried());
            self.on_finish.call(&state, Finish::Accepted);
            return Decision::Accept;
        }
        self.after.ask(&state);
        state.upcoming_sleep = match verdict.hint() {
            Some(delay) => delay,
            None => self.delay.ask(&state),
        };
        let exceptions = Exceptions::now();
        let permission = if self.stop.ask(&state) || is_stopped(&state, exceptions) {
            Err(Finish::Stopped)
        } else if Self::looks_around::<T>(&state) && is_too_late(&state, &self.limits, exceptions) {
            Err(Finish::TimedOut)
        } else if self.limits.is_cancelled() {
            Err(Finish::Cancelled)
        } else {
            self.limits.withdraw().ok_or(Finish::BudgetExhausted)
        };
        let token = match permission {
            Ok(token) => token,
            Err(finish) => {
                self.on_finish.call(&state, finish);
                return Decision::GiveUp(state, finish);
            }
        };
        state.idle_for = state.idle_for.saturating_add(state.upcoming_sleep);
        self.before_sleep.ask(&state);
        progress.advance(&state);
        Decision::Sleep(state, token)
    }
}
