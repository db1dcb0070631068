//! The loops of a policy: each runs the operation, asks for the decision, and sleeps.

use core::pin::pin;
use core::time::Duration;

use super::timers::{AsyncTimerSource, BlockingTimerSource};
use super::{Blocking, Hooks, Limiting, Report, RetryPolicy};
use crate::decide::Decision;
use crate::limited::{AttemptLimit, Interruptible};
use crate::memory::{Memory, Progress};
use crate::predicate::Predicate;
use crate::stop::Stop;
use crate::timer::{AsyncTimer, Clock};
use crate::wait::Wait;

/// What follows an attempt.
enum Next<R> {
    Return(R),
    Sleep(Duration),
}

/// The async loop, for operations whose types cannot be written as one.
macro_rules! drive_async {
    ($policy:expr, $operation:expr, $report:expr) => {{
        let timer = $policy.timer.async_timer();
        let start = $policy.reads_time::<R>($report.is_some()).then(|| timer.now());
        let elapsed = || start.map_or(Duration::ZERO, |start| timer.since(start));
        let mut progress = Progress::new();
        $policy.deposit();
        loop {
            $policy.begin::<R>(&progress, elapsed);
            // An attempt that nothing can cut is awaited as it is: the other way would keep the limit in the future, too.
            let (outcome, is_cut) = match $policy.attempt_limit(&timer, start, progress.attempt_number()) {
                None => ($operation().await, false),
                Some(limit) => {
                    let (attempt, alarm) = (pin!($operation()), pin!(limit.alarm()));
                    limit.around(attempt, alarm).await
                }
            };
            let delay = match $policy.next(&mut progress, elapsed, outcome, is_cut, $report) {
                Next::Return(outcome) => break outcome,
                Next::Sleep(delay) => delay,
            };
            if !delay.is_zero() {
                let sleep = pin!(timer.sleep(delay));
                Interruptible::new(sleep, &$policy.hooks.limits()).await;
            }
        }
    }};
}

impl<S: Stop, W: Wait, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Calls `operation` until the policy is content, and returns its last outcome, unchanged unless there is a
    /// [`fallback`](Self::fallback).
    pub fn call<R>(&self, operation: impl FnMut() -> R) -> R
    where
        P: Predicate<R>,
        H: Hooks<R> + Blocking,
        T: BlockingTimerSource,
    {
        self.drive(operation, &mut None)
    }

    /// [`call`](Self::call), and what it took.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none());
    /// let (outcome, report) = policy.call_with_report(|| Err::<(), _>("down"));
    /// assert_eq!((outcome, report.attempts, report.finish), (Err("down"), 3, Finish::Stopped));
    /// ```
    pub fn call_with_report<R>(&self, operation: impl FnMut() -> R) -> (R, Report)
    where
        P: Predicate<R>,
        H: Hooks<R> + Blocking,
        T: BlockingTimerSource,
    {
        let mut report = Some(Report::PLAIN);
        let outcome = self.drive(operation, &mut report);
        (outcome, report.unwrap_or(Report::PLAIN))
    }

    /// [`call`](Self::call) for an operation that gives a future. The call is `Send` when the operation and its future are, so that
    /// it can be spawned, also while it borrows something shared. An operation that lends its attempts something mutable needs
    /// [`call_async_mut`](Self::call_async_mut).
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(3));
    /// let outcome: Result<(), &str> = policy.call_async(|| async { Err("still starting") }).await;
    /// assert_eq!(outcome, Err("still starting"));
    /// # }
    /// ```
    pub async fn call_async<R, F>(&self, mut operation: impl FnMut() -> F) -> R
    where
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        drive_async!(self, operation, &mut None::<Report>)
    }

    /// [`call_async`](Self::call_async), and what it took.
    pub async fn call_async_with_report<R, F>(&self, mut operation: impl FnMut() -> F) -> (R, Report)
    where
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        let mut report = Some(Report::PLAIN);
        let outcome = drive_async!(self, operation, &mut report);
        (outcome, report.unwrap_or(Report::PLAIN))
    }

    /// [`call_async`](Self::call_async) for an async closure, whose attempts may borrow mutably from it.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(3));
    /// let mut attempts = Vec::new();
    /// let found = policy
    ///     .call_async_mut(async || {
    ///         attempts.push("attempt");
    ///         tokio::task::yield_now().await;
    ///         (attempts.len() == 2).then_some("found")
    ///     })
    ///     .await;
    /// assert_eq!(found, Some("found"));
    /// # }
    /// ```
    pub async fn call_async_mut<R>(&self, mut operation: impl AsyncFnMut() -> R) -> R
    where
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        drive_async!(self, operation, &mut None::<Report>)
    }

    /// [`call_async_mut`](Self::call_async_mut), and what it took.
    pub async fn call_async_mut_with_report<R>(&self, mut operation: impl AsyncFnMut() -> R) -> (R, Report)
    where
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        let mut report = Some(Report::PLAIN);
        let outcome = drive_async!(self, operation, &mut report);
        (outcome, report.unwrap_or(Report::PLAIN))
    }

    #[inline]
    fn drive<R>(&self, mut operation: impl FnMut() -> R, report: &mut Option<Report>) -> R
    where
        P: Predicate<R>,
        H: Hooks<R>,
        T: BlockingTimerSource,
    {
        let timer = self.timer.blocking_timer();
        let start = self.reads_time::<R>(report.is_some()).then(|| timer.now());
        let elapsed = || start.map_or(Duration::ZERO, |start| timer.since(start));
        let mut progress = Progress::new();
        self.deposit();
        loop {
            self.begin::<R>(&progress, elapsed);
            match self.next(&mut progress, elapsed, operation(), false, report) {
                Next::Return(outcome) => return outcome,
                Next::Sleep(delay) if delay.is_zero() => {}
                Next::Sleep(delay) => self.hooks.limits().sleep(&timer, delay),
            }
        }
    }

    /// Pays in for the first attempt.
    #[inline]
    pub(super) fn deposit(&self)
    where
        H: Limiting,
    {
        if self.enabled {
            self.hooks.limits().deposit();
        }
    }

    #[inline]
    fn attempt_limit<'t, R, C: AsyncTimer>(
        &self,
        timer: &'t C,
        start: Option<C::Instant>,
        attempt_number: u32,
    ) -> Option<AttemptLimit<'t, C, R>>
    where
        H: Hooks<R>,
    {
        let outcome_of_cut = self.hooks.outcome_of_cut().filter(|_| self.enabled);
        AttemptLimit::new(timer, start, &self.hooks.limits(), outcome_of_cut, attempt_number)
    }

    pub(crate) fn reads_time<R>(&self, is_reported: bool) -> bool
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        let hooks = self.hooks.observed();
        is_reported || hooks.state || self.stop.reads_time() || self.wait.reads_time() || self.retry.reads_state()
    }

    #[inline]
    fn begin<R>(&self, progress: &Progress, elapsed: impl FnOnce() -> Duration)
    where
        H: Hooks<R>,
    {
        if self.enabled && self.hooks.observed().begin {
            self.hooks.before(&progress.state(self.name, self.seed, elapsed()));
        }
    }

    #[inline]
    fn next<R>(
        &self,
        progress: &mut Progress,
        elapsed: impl FnOnce() -> Duration,
        outcome: R,
        is_cut: bool,
        report: &mut Option<Report>,
    ) -> Next<R>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        if !self.enabled {
            return Next::Return(outcome);
        }
        match self.decide(progress, elapsed, &outcome, is_cut, report) {
            Decision::Accept => Next::Return(outcome),
            Decision::GiveUp(state, _) => Next::Return(self.hooks.fallback(&state, outcome)),
            Decision::Sleep(delay) => Next::Sleep(delay),
        }
    }
}
