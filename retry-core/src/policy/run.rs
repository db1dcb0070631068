use core::fmt;
use core::ops::ControlFlow;
use core::time::Duration;

use super::hook_list::HookList;
use super::hooks::Hooks;
use super::operation::PolicyAlone;
use super::report::{Report, Reporting, WithReport};
use super::retry_policy::RetryPolicy;
use super::timers::ClockSource;
use crate::call::decide::{Decision, Ended, is_refused};
use crate::call::delays::Delays;
use crate::call::limits::Token;
use crate::call::memory::{Memory, Progress};
use crate::call::saved::Saved;
use crate::outcome::finish::Finish;
use crate::predicate::strategy::Predicate;
use crate::state::RetryState;
use crate::stop::strategy::Stop;
use crate::time::timer::Clock;
use crate::wait::strategy::Wait;

type InstantOf<T> = <<T as ClockSource>::Clock as Clock>::Instant;

impl<S: Stop, W: Wait, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Starts one call of this policy without any I/O. You write the loop and the sleep, and provide a clock if needed. So any runtime,
    /// simulation or embedded timer can drive it.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use tenacity::prelude::*;
    ///
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(3));
    /// let mut run = policy.start();
    /// let outcome = loop {
    ///     match run.record(Err::<(), _>("refused")) {
    ///         ControlFlow::Break(outcome) => break outcome,
    ///         ControlFlow::Continue(delay) => println!("next attempt in {delay:?}"),
    ///     }
    /// };
    /// assert_eq!((outcome, run.finish()), (Err("refused"), Some(Finish::Stopped)));
    /// ```
    ///
    /// `record` runs all hooks except `before`, because only the caller knows when an attempt begins. `start` makes the budget's deposit, and
    /// `record` withdraws from the budget. Time limits bound the sleeps, but the caller has to cut off attempts. If the run is dropped after a
    /// `Continue`, the retry counts as not made, and its token returns to the budget.
    pub fn start(&self) -> Run<'_, S, W, P, H, T>
    where
        H: HookList,
        T: ClockSource,
    {
        self.deposit();
        Run {
            policy: self,
            progress: Progress::new(),
            report: None,
            saved: Saved::new(),
            before: Duration::ZERO,
            elapsed: Duration::ZERO,
            start: self.timer.clock().map(Clock::now),
            planned: None,
        }
    }

    /// Returns the delays of a call with attempts that all fail immediately, until the stop strategy or the `timeout` ends it. Without a
    /// [`seed`](Self::seed), random waits give different delays each time.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(4)).wait(wait_exponential(Duration::from_millis(100)));
    /// assert_eq!(policy.delays().collect::<Vec<_>>(), [100, 200, 400].map(Duration::from_millis));
    /// ```
    pub fn delays(&self) -> impl Iterator<Item = Duration>
    where
        H: HookList,
    {
        let limits = self.hooks.limits();
        let mut delays = Delays::named(&self.wait, self.name, self.seed);
        let mut elapsed = Duration::ZERO;
        let next = move || {
            let mut state = delays.plan(None, elapsed);
            if !self.enabled || self.stop.should_stop(&state) || is_refused(&state, &limits) {
                return None;
            }
            delays.advance(&mut state);
            elapsed = elapsed.saturating_add(state.upcoming_sleep);
            Some(state.upcoming_sleep)
        };
        core::iter::from_fn(next).fuse()
    }
}

/// One call without I/O. See [`RetryPolicy::start`].
pub struct Run<'a, S, W, P, H, T: ClockSource> {
    pub(super) policy: &'a RetryPolicy<S, W, P, H, T>,
    pub(super) progress: Progress,
    /// The report of the call, once it has ended.
    pub(super) report: Option<Report>,
    /// The progress from which the run was resumed.
    pub(super) saved: Saved,
    /// The time of the call before `start`, if the run resumes it.
    pub(super) before: Duration,
    /// The time of the last outcome, from the start of the call.
    pub(super) elapsed: Duration,
    pub(super) start: Option<InstantOf<T>>,
    /// The retry that was decided, until its outcome arrives.
    pub(super) planned: Option<(Duration, Token<'a>)>,
}

impl<'a, S: Stop, W: Wait, P, H, T: ClockSource> Run<'a, S, W, P, H, T> {
    /// Records the outcome of an attempt that ends now. Returns `Break` with the outcome of the call, or `Continue` with the delay before the
    /// next attempt.
    ///
    /// The clock is that of the policy's [`timer`](RetryPolicy::timer), or else the standard library's. If there is no clock (without `std`,
    /// or on bare WebAssembly), only the planned sleeps advance the time. Use [`record_at`](Self::record_at) with your own clock there.
    pub fn record<R>(&mut self, outcome: R) -> ControlFlow<R, Duration>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        self.record_at(outcome, self.since_start())
    }

    /// Like [`record`](Self::record), for an attempt that ends `elapsed` after the start of the whole call, on your own clock.
    pub fn record_at<R>(&mut self, outcome: R, elapsed: Duration) -> ControlFlow<R, Duration>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        match self.ask(&outcome, elapsed) {
            Decision::Sleep(state, token) => ControlFlow::Continue(self.plan(&state, token)),
            Decision::Accept => ControlFlow::Break(outcome),
            Decision::GiveUp(state, _) => ControlFlow::Break(self.policy.hooks.fallback(&state, outcome)),
        }
    }

    /// Decides about an outcome that the caller keeps. Returns `Break` with how the call ended, or `Continue` with the delay before the next
    /// attempt. Does not call the policy's [`fallback`](RetryPolicy::fallback).
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use tenacity::prelude::*;
    ///
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none());
    /// let mut run = policy.start();
    /// let (first, second) = (Err::<(), _>("refused"), Err::<(), _>("reset"));
    /// assert!(run.decide(&first).is_continue());
    /// assert_eq!(run.decide(&second), ControlFlow::Break(Finish::Stopped));
    /// ```
    pub fn decide<R>(&mut self, outcome: &R) -> ControlFlow<Finish, Duration>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        self.decide_at(outcome, self.since_start())
    }

    /// Like [`decide`](Self::decide), for an attempt that ends `elapsed` after the start of the whole call, on your own clock.
    pub fn decide_at<R>(&mut self, outcome: &R, elapsed: Duration) -> ControlFlow<Finish, Duration>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        match self.ask(outcome, elapsed) {
            Decision::Sleep(state, token) => ControlFlow::Continue(self.plan(&state, token)),
            Decision::Accept => ControlFlow::Break(Finish::Accepted),
            Decision::GiveUp(_, finish) => ControlFlow::Break(finish),
        }
    }

    /// Decides about `outcome`. At the end of the call, stores the report.
    fn ask<R>(&mut self, outcome: &R, elapsed: Duration) -> Decision<'a>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        // A clock that jumps back must not refund time.
        self.elapsed = self.elapsed.max(elapsed);
        if let Some((slept, token)) = self.planned.take().filter(|_| self.policy.enabled) {
            self.policy.end_sleep(token, slept);
        }
        let (policy, elapsed, mut report) = (self.policy, self.elapsed, WithReport::new());
        let decision = if policy.enabled {
            policy.decide_about(&mut self.progress, || elapsed, outcome, Ended::Whole, &PolicyAlone, &mut report)
        } else {
            report = WithReport::accepted(&self.progress, elapsed);
            Decision::Accept
        };
        if !matches!(decision, Decision::Sleep(..)) {
            self.report = Some(report.output(()).1);
        }
        decision
    }

    /// Stores the retry that was decided.
    fn plan(&mut self, state: &RetryState, token: Token<'a>) -> Duration {
        self.planned = Some((state.upcoming_sleep, token));
        state.upcoming_sleep
    }

    /// Returns the time since the start of the call. Without a clock, the planned sleeps advance the time.
    fn since_start(&self) -> Duration
    where
        H: HookList,
    {
        let planned = || self.before.saturating_add(self.state().idle_for.saturating_sub(self.saved.idle_for()));
        self.by_clock().unwrap_or_else(planned)
    }

    /// Returns the time since the start of the call on the policy's clock, if it has one.
    pub(super) fn by_clock(&self) -> Option<Duration> {
        let (clock, start) = self.policy.timer.clock().zip(self.start)?;
        Some(self.before.saturating_add(clock.since(start)))
    }

    /// Returns the state of the current or next attempt.
    pub fn state(&self) -> RetryState
    where
        H: HookList,
    {
        self.progress.state_within(&self.policy.hooks.limits(), self.policy.name, self.policy.seed, self.elapsed)
    }

    /// Returns how the call ended, or `None` if it has not ended.
    pub fn finish(&self) -> Option<Finish> {
        self.report.map(|report| report.finish)
    }

    /// Returns the report of the call, or `None` if it has not ended.
    pub const fn report(&self) -> Option<Report> {
        self.report
    }
}

impl<S, W, P, H, T: ClockSource> fmt::Debug for Run<'_, S, W, P, H, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").field("progress", &self.progress).field("report", &self.report).finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use std::format;

    use super::*;
    use crate::policy::retry_policy::with;
    use crate::stop::attempts::stop_after_attempt;
    use crate::wait::fixed::wait_fixed;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_run_reports_how_it_ended() {
        let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND));
        let mut run = policy.start();
        assert!(run.record_at(None::<u8>, SECOND).is_continue());
        assert!(run.finish().is_none() && run.report().is_none());
        assert_eq!(run.record_at(None::<u8>, SECOND * 3), ControlFlow::Break(None));
        assert_eq!(run.finish(), Some(Finish::Stopped));
        let report = run.report().unwrap();
        assert_eq!((report.attempts, report.elapsed, report.idle_for), (2, SECOND * 3, SECOND));
        assert!(format!("{run:?}").starts_with("Run { progress: Retrying"));
    }

    #[test]
    fn a_run_of_a_disabled_policy_ends_with_its_first_outcome() {
        let policy = RetryPolicy::new().enabled(false);
        let mut run = policy.start();
        assert_eq!(run.record_at(None::<u8>, SECOND), ControlFlow::Break(None));
        assert_eq!(run.finish(), Some(Finish::Accepted));
    }

    #[test]
    fn the_planned_delays_end_before_the_timeout() {
        let delays = |timeout| RetryPolicy::new().wait(wait_fixed(SECOND)).timeout(timeout).delays().count();
        assert_eq!([SECOND, SECOND * 2, SECOND * 5 / 2].map(delays), [0, 1, 2]);
    }

    #[test]
    fn a_disabled_policy_has_no_delays() {
        assert_eq!(RetryPolicy::new().enabled(false).delays().count(), 0);
    }

    #[test]
    fn a_run_decides_about_an_outcome_that_the_caller_keeps() {
        let policy =
            RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND)).fallback(|_: &RetryState, _| Ok("instead"));
        let mut run = policy.start();
        let mut outcome = Err::<&str, _>("down");
        assert_eq!(run.decide_at(&outcome, SECOND), ControlFlow::Continue(SECOND));
        let changed = &mut outcome;
        *changed = Err("still down");
        assert_eq!(run.decide_at(changed, SECOND), ControlFlow::Break(Finish::Stopped));
        assert_eq!((outcome, run.finish()), (Err("still down"), Some(Finish::Stopped)), "a fallback cannot be returned here");
        assert_eq!(RetryPolicy::new().start().decide(&Some(1)), ControlFlow::Break(Finish::Accepted));
        assert_eq!(RetryPolicy::new().enabled(false).start().decide(&None::<u8>), ControlFlow::Break(Finish::Accepted));
    }

    #[test]
    fn a_run_that_is_dropped_before_its_retry_returns_the_token() {
        let (budget, stats) = (crate::shared::budget::RetryBudget::new(), crate::shared::stats::RetryStats::new());
        let policy = RetryPolicy::new().wait(wait_fixed(SECOND)).budget(&budget).stats(&stats);
        let mut run = policy.start();
        assert!(run.record(None::<u8>).is_continue());
        assert!(budget.available() < 0.2);
        drop(run);
        assert_eq!((budget.available() > 1.0, stats.snapshot().retries), (true, 0));

        let mut run = policy.start();
        assert!(run.record(None::<u8>).is_continue());
        assert!(run.record(Some(1)).is_break());
        assert_eq!((stats.snapshot().retries, stats.snapshot().slept), (1, SECOND));
    }

    #[cfg(feature = "testing")]
    #[test]
    fn a_run_reads_the_clock_of_its_policy() {
        let timer = crate::testing::VirtualTimer::new();
        let policy =
            RetryPolicy::new().stop(crate::stop::delay::stop_after_delay(SECOND * 5)).wait(wait_fixed(SECOND)).timer(&timer);
        let mut run = policy.start();
        timer.advance(SECOND * 4);
        assert!(run.record(None::<u8>).is_continue());
        timer.advance(SECOND);
        assert!(run.record(None::<u8>).is_break());
        assert_eq!(run.report().map(|report| report.elapsed), Some(SECOND * 5));
    }

    #[test]
    fn without_a_clock_only_planned_sleeps_advance_the_time() {
        /// A timer of a platform without a clock.
        struct Clockless;

        impl ClockSource for Clockless {
            type Clock = crate::time::std::StdTimer;

            fn clock(&self) -> Option<&crate::time::std::StdTimer> {
                None
            }
        }

        let policy = RetryPolicy::new().stop(crate::stop::delay::stop_after_delay(SECOND * 2)).wait(wait_fixed(SECOND));
        let policy = with!(policy, timer = Clockless);
        let mut run = policy.start();
        assert!(run.record(None::<u8>).is_continue() && run.record(None::<u8>).is_continue());
        assert!(run.record(None::<u8>).is_break());
        assert_eq!(run.report().map(|report| report.elapsed), Some(SECOND * 2));

        // A resumed run counts the sleeps after its start, and a sleep that has not passed is not saved.
        let noon = SECOND * 1_790_000_000;
        let patient = policy.by_ref().stop(stop_after_attempt(9));
        let mut run = patient.start();
        assert!(run.record(None::<u8>).is_continue());
        let saved = run.save_at(noon);
        assert_eq!(saved.started(), Some(noon));
        let mut run = patient.resume_at(saved, noon + SECOND * 3600);
        let elapsed = [3600, 3601, 3602].map(|_| {
            assert!(run.record(None::<u8>).is_continue());
            run.state().elapsed.as_secs()
        });
        assert_eq!(elapsed, [3600, 3601, 3602]);
    }
}
