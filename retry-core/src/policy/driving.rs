//! The steps that every driver of a policy shares: begin an attempt, decide, and sleep.

#[cfg(feature = "std")]
use core::pin::Pin;
#[cfg(feature = "std")]
use core::task::{Context, Poll, ready};
use core::time::Duration;

use super::hook_list::HookList;
use super::hooks::Hooks;
use super::kept_outcome::Kept;
use super::operation::{PolicyAlone, Repeat};
use super::report::Reporting;
use super::retry_policy::RetryPolicy;
use crate::call::attempt_deadline::AttemptDeadline;
use crate::call::decide::{Attempt, Decision, Ended};
use crate::call::limits::{Limits, Token};
use crate::call::memory::{Memory, Progress};
use crate::call::pause::Pause;
use crate::outcome::finish::Finish;
use crate::predicate::strategy::Predicate;
use crate::state::RetryState;
use crate::stop::strategy::Stop;
#[cfg(feature = "std")]
use crate::time::timer::AsyncTimer;
use crate::time::timer::Clock;
use crate::wait::strategy::Wait;

/// The step after an attempt.
pub(super) enum Next<'a, R, K> {
    Return(R),
    /// Pause. If the call is cancelled during the pause, return the kept outcome.
    Pause(K, Pause, Token<'a>),
}

impl<S: Stop, W: Wait, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Whether any part reads the time.
    #[inline]
    pub(crate) fn reads_time<R>(&self) -> bool
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        self.hooks.limits().has_time()
            || self.hooks.needs().state
            || self.stop.reads_time()
            || self.wait.reads_time()
            || self.retry.reads_state()
    }

    /// Makes the budget's deposit for the first attempt.
    #[inline]
    pub(super) fn deposit(&self)
    where
        H: HookList,
    {
        if self.enabled {
            self.hooks.limits().deposit();
        }
    }

    /// Begins an attempt. Returns its state if a hook or the operation reads it.
    #[inline]
    pub(super) fn begin<R>(&self, progress: &Progress, elapsed: impl FnOnce() -> Duration, is_shown: bool) -> Option<RetryState>
    where
        H: Hooks<R>,
    {
        let is_observed = self.enabled && self.hooks.needs().begin;
        if !is_observed && !is_shown {
            return None;
        }
        let state = progress.state_within(&self.hooks.limits(), self.name, self.seed, elapsed());
        if is_observed {
            self.hooks.before(&state);
        }
        Some(state)
    }

    /// Returns the limit of the attempt that begins.
    #[inline]
    pub(super) fn attempt_deadline<C: Clock>(
        &self,
        timer: &C,
        start: Option<C::Instant>,
        attempt_number: u32,
    ) -> Option<AttemptDeadline<C::Instant>>
    where
        H: HookList,
    {
        if self.enabled { AttemptDeadline::new(timer, start, &self.hooks.limits(), attempt_number) } else { None }
    }

    /// Returns the limit of the attempt of a step that begins at `start`, when the call has lasted this long `before`.
    #[cfg(feature = "std")]
    #[inline]
    pub(super) fn deadline_of_step<I: Copy>(&self, start: I, before: Duration, attempt_number: u32) -> Option<AttemptDeadline<I>>
    where
        H: HookList,
    {
        if self.enabled { AttemptDeadline::resumed(start, &self.hooks.limits(), before, attempt_number) } else { None }
    }

    /// Polls an attempt within its limit. If the attempt is cut off and no hook makes an outcome for it, the call stays pending.
    #[cfg(feature = "std")]
    #[inline]
    pub(super) fn poll_attempt<C: AsyncTimer, F: Future>(
        &self,
        timer: &C,
        attempt: Pin<&mut F>,
        limit: Option<&AttemptDeadline<C::Instant>>,
        alarm: Pin<&mut Option<C::Sleep>>,
        context: &mut Context<'_>,
    ) -> Poll<(F::Output, Ended)>
    where
        H: Hooks<F::Output>,
    {
        let Some(limit) = limit else { return attempt.poll(context).map(|outcome| (outcome, Ended::Whole)) };
        match ready!(limit.poll(timer, attempt, alarm, context)) {
            Ok(outcome) => Poll::Ready((outcome, Ended::Whole)),
            Err(cut) => match self.hooks.outcome_of_cut(cut) {
                Some(outcome) => Poll::Ready((outcome, Ended::cut(&cut))),
                None => Poll::Pending,
            },
        }
    }

    /// Returns the step after an attempt with this outcome.
    #[inline]
    pub(super) fn next<R>(
        &self,
        progress: &mut Progress,
        elapsed: impl FnOnce() -> Duration,
        outcome: R,
        ended: Ended,
        operation: &impl Repeat<R>,
        report: &mut impl Reporting,
    ) -> Next<'_, R, H::Kept>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        if !self.enabled {
            return Next::Return(outcome);
        }
        match self.decide_about(progress, elapsed, &outcome, ended, operation, report) {
            Decision::Accept => Next::Return(outcome),
            Decision::GiveUp(state, _) => Next::Return(self.hooks.fallback(&state, outcome)),
            Decision::Sleep(state, token) => {
                let pause = Pause::after(&state);
                Next::Pause(H::Kept::keep(outcome, state), pause, token)
            }
        }
    }

    /// Ends a call that is cancelled in the sleep after this outcome.
    #[cold]
    pub(super) fn cancelled<R>(&self, progress: &mut Progress, outcome: R, state: RetryState, report: &mut impl Reporting) -> R
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        match self.decide_about(progress, || Duration::ZERO, &outcome, Ended::Cancelled(state), &PolicyAlone, report) {
            Decision::GiveUp(state, _) => self.hooks.fallback(&state, outcome),
            Decision::Accept | Decision::Sleep(..) => outcome,
        }
    }

    /// Ends a sleep, because the retry is made.
    #[inline]
    pub(super) fn end_sleep<R>(&self, token: Token<'_>, slept: Duration)
    where
        H: Hooks<R>,
    {
        token.spend();
        self.hooks.slept(slept);
    }

    /// Decides about one outcome. At the end of the call, writes the report.
    #[inline]
    pub(super) fn decide_about<R, O: Repeat<R>>(
        &self,
        progress: &mut Progress,
        elapsed: impl FnOnce() -> Duration,
        outcome: &R,
        ended: Ended,
        operation: &O,
        report: &mut impl Reporting,
    ) -> Decision<'_>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        let attempt = Attempt {
            name: self.name,
            seed: self.seed,
            verdict_reads_state: self.retry.reads_state(),
            finish_is_observed: report.is_wanted() || self.hooks.needs().finish,
            ended,
            verdict: |state: &RetryState| self.retry.verdict(outcome, state),
            after: |state: &RetryState| self.hooks.after(state, outcome),
            delay: |state: &RetryState| self.wait.delay(state),
            stop: |state: &RetryState| self.stop.should_stop(state) || !operation.can_repeat(outcome),
            limits: Limits { sleeps_elsewhere: O::SLEEPS_ELSEWHERE, ..self.hooks.limits() },
            before_sleep: |state: &RetryState| self.hooks.before_sleep(state, outcome),
            on_finish: |state: &RetryState, finish: Finish| {
                report.note(state, finish);
                self.hooks.on_finish(state, outcome, finish);
            },
        };
        attempt.decide(elapsed, progress)
    }
}
