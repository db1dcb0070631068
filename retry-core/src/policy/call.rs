//! The calls of a policy.

use core::pin::pin;
use core::time::Duration;

use super::driving::Next;
#[cfg(feature = "std")]
use super::future::{ReportFuture, RetryFuture};
use super::hooks::Hooks;
use super::kept_outcome::Kept;
#[cfg(feature = "std")]
use super::operation::Operation;
use super::operation::PolicyAlone;
use super::report::Report;
use super::report::{OutcomeOnly, Reporting, WithReport};
use super::retry_policy::RetryPolicy;
use super::timeouts::SyncHooks;
use super::timers::{AsyncTimerSource, BlockingTimerSource};
use crate::call::decide::Ended;
use crate::call::interruptible::Interruptible;
use crate::call::memory::{Memory, Progress};
use crate::call::pause::{Pause, pause_async};
use crate::predicate::strategy::Predicate;
use crate::stop::strategy::Stop;
use crate::time::timer::Clock;
use crate::wait::strategy::Wait;

/// The async loop over an operation with attempts that can borrow from it. No named future type can hold both.
macro_rules! drive_async {
    ($policy:expr, $operation:expr, $report:ty) => {{
        let (policy, mut report) = ($policy, <$report as Reporting>::new());
        let timer = policy.timer.async_timer();
        let start = (report.is_wanted() || policy.reads_time::<R>()).then(|| timer.now());
        let elapsed = || start.map_or(Duration::ZERO, |start| timer.since(start));
        let mut progress = Progress::new();
        policy.deposit();
        let outcome = loop {
            policy.begin::<R>(&progress, elapsed, false);
            // An attempt without a limit is awaited directly, because the other branch would store the limit in the future.
            let (outcome, ended) = match policy.attempt_deadline(timer, start, progress.attempt_number()) {
                None => ($operation().await, Ended::Whole),
                Some(limit) => {
                    let (attempt, alarm) = (pin!($operation()), pin!(None));
                    match limit.around(timer, attempt, alarm).await {
                        Ok(outcome) => (outcome, Ended::Whole),
                        Err(cut) => match policy.hooks.outcome_of_cut(cut) {
                            Some(outcome) => (outcome, Ended::cut(&cut)),
                            None => core::future::pending().await,
                        },
                    }
                }
            };
            let (mut kept, pause, token) = match policy.next(&mut progress, elapsed, outcome, ended, &PolicyAlone, &mut report) {
                Next::Return(outcome) => break outcome,
                Next::Pause(kept, pause, token) => (kept, pause, token),
            };
            let is_cancelled = pause.is_needed() && {
                let pausing = pin!(pause_async(timer, pause));
                Interruptible::new(pausing, &policy.hooks.limits()).await
            };
            if let (true, Some((outcome, state))) = (is_cancelled, kept.end(&policy.hooks.limits())) {
                drop(token);
                break policy.cancelled(&mut progress, outcome, state, &mut report);
            }
            policy.end_sleep::<R>(token, pause.delay);
        };
        report.output(outcome)
    }};
}

impl<S: Stop, W: Wait, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Calls `operation` until the policy accepts its outcome or gives up, and returns the last outcome. Only a
    /// [`fallback`](Self::fallback) changes that outcome.
    pub fn call<R>(&self, operation: impl FnMut() -> R) -> R
    where
        P: Predicate<R>,
        H: Hooks<R> + SyncHooks,
        T: BlockingTimerSource,
    {
        self.drive::<R, OutcomeOnly>(operation)
    }

    /// Like [`call`](Self::call), and also returns a [`Report`] of the call.
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
        H: Hooks<R> + SyncHooks,
        T: BlockingTimerSource,
    {
        self.drive::<R, WithReport>(operation)
    }

    /// Like [`call`](Self::call), for an operation that returns a future.
    ///
    /// The call is `Send` if the policy, the operation and its future are, so it can be spawned, even if it borrows shared data. If the
    /// attempts borrow mutably from the operation, use [`call_async_mut`](Self::call_async_mut).
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(3));
    /// let outcome: Result<(), &str> = policy.call_async(|| async { Err("still starting") }).await;
    /// assert_eq!(outcome, Err("still starting"));
    /// # }
    /// ```
    ///
    /// The call is a named future. [`RetryFuture::new`] creates one that owns its policy, or shares it in an `Arc`.
    #[cfg(feature = "std")]
    pub fn call_async<R, F, O>(&self, operation: O) -> RetryFuture<&Self, O>
    where
        O: Operation<Future = F>,
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        RetryFuture::new(self, operation)
    }

    /// Like [`call_async`](Self::call_async), and also returns a [`Report`] of the call.
    #[cfg(feature = "std")]
    pub fn call_async_with_report<R, F, O>(&self, operation: O) -> ReportFuture<&Self, O>
    where
        O: Operation<Future = F>,
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        ReportFuture::with_report(self, operation)
    }

    /// Like [`call`](Self::call), for an operation that returns a future. With the feature `std`, the call is a named future.
    #[cfg(not(feature = "std"))]
    pub async fn call_async<R, F>(&self, mut operation: impl FnMut() -> F) -> R
    where
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        drive_async!(self, operation, OutcomeOnly)
    }

    /// Like [`call_async`](Self::call_async), and also returns a [`Report`] of the call.
    #[cfg(not(feature = "std"))]
    pub async fn call_async_with_report<R, F>(&self, mut operation: impl FnMut() -> F) -> (R, Report)
    where
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        drive_async!(self, operation, WithReport)
    }

    /// Like [`call_async`](Self::call_async), for an async closure. Its attempts can borrow mutably from it.
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
    ///
    /// The call cannot be spawned: Rust cannot yet express that each attempt, which borrows from the closure, is `Send`. To spawn it, share
    /// the state that the attempts change, and use [`call_async`](Self::call_async):
    ///
    /// ```
    /// # use std::sync::{Arc, atomic::{AtomicU32, Ordering}};
    /// # use tenacity::prelude::*;
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let attempts = Arc::new(AtomicU32::new(0));
    /// let call = async move {
    ///     let attempt = || async { (attempts.fetch_add(1, Ordering::Relaxed) == 1).then_some("found") };
    ///     RetryPolicy::new().call_async(attempt).await
    /// };
    /// assert_eq!(tokio::spawn(call).await.unwrap(), Some("found"));
    /// # }
    /// ```
    pub async fn call_async_mut<R>(&self, mut operation: impl AsyncFnMut() -> R) -> R
    where
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        drive_async!(self, operation, OutcomeOnly)
    }

    /// Like [`call_async_mut`](Self::call_async_mut), and also returns a [`Report`] of the call.
    pub async fn call_async_mut_with_report<R>(&self, mut operation: impl AsyncFnMut() -> R) -> (R, Report)
    where
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        drive_async!(self, operation, WithReport)
    }

    #[inline]
    fn drive<R, M: Reporting>(&self, mut operation: impl FnMut() -> R) -> M::Output<R>
    where
        P: Predicate<R>,
        H: Hooks<R>,
        T: BlockingTimerSource,
    {
        let (timer, mut report) = (self.timer.blocking_timer(), M::new());
        let start = (report.is_wanted() || self.reads_time::<R>()).then(|| timer.now());
        let elapsed = || start.map_or(Duration::ZERO, |start| timer.since(start));
        let mut progress = Progress::new();
        self.deposit();
        let outcome = loop {
            self.begin::<R>(&progress, elapsed, false);
            match self.next(&mut progress, elapsed, operation(), Ended::Whole, &PolicyAlone, &mut report) {
                Next::Return(outcome) => break outcome,
                Next::Pause(mut kept, Pause { delay, .. }, token) => {
                    let limits = self.hooks.limits();
                    let is_cancelled = limits.sleep(timer, delay);
                    if let (true, Some((outcome, state))) = (is_cancelled, kept.end(&limits)) {
                        drop(token);
                        break self.cancelled(&mut progress, outcome, state, &mut report);
                    }
                    self.end_sleep::<R>(token, delay);
                }
            }
        };
        report.output(outcome)
    }
}
