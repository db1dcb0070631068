use core::time::Duration;

use super::hooks::Hooks;
use super::operation::OneStep;
use super::report::{Report, Reporting, WithReport};
use super::resume::Continued;
use super::retry_policy::RetryPolicy;
#[cfg(feature = "std")]
use super::step_future::StepFuture;
use super::timeouts::SyncHooks;
#[cfg(feature = "std")]
use super::timers::AsyncTimerSource;
use super::timers::ClockSource;
use crate::call::decide::{Decision, Ended};
use crate::call::saved::Saved;
use crate::predicate::strategy::Predicate;
use crate::stop::strategy::Stop;
use crate::time::timer::Clock;
use crate::time::wall::WallClock;
use crate::wait::strategy::Wait;

/// The end of one attempt, and the decision about it: [`RetryPolicy::step`] returns it, for the journal of a durable engine.
///
/// With the feature `serde`, it can be stored if its outcome can. In JSON, it is `{"done":[outcome, report]}` or
/// `{"sleep":[nanoseconds, saved]}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[must_use = "a step that is not `Done` has to be continued: sleep, then call `step` with the `Saved`"]
pub enum Step<R> {
    /// The call has ended with this outcome.
    Done(R, Report),
    /// The call goes on: sleep for this time, then make the next step from this progress.
    Sleep(#[cfg_attr(feature = "serde", serde(with = "crate::nanos::wire"))] Duration, Saved),
}

impl<S: Stop, W: Wait, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Makes one attempt of a call that outlives this process, and decides about it. The caller stores the progress, and sleeps.
    ///
    /// A durable engine runs the step, stores the [`Step`] in its journal, sleeps durably, and makes the next step in any process. The
    /// decision is part of the journal. So a replay runs no hook, and a changed policy takes effect at the next decision. If the process dies
    /// before the step is stored, the attempt begins again, with its hooks.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tenacity::{Saved, Step, prelude::*};
    ///
    /// /// Journals the result of the closure, and returns it again in a replay.
    /// # #[allow(non_camel_case_types)]
    /// # struct ctx;
    /// # impl ctx {
    /// fn journaled<T>(step: impl FnOnce() -> T) -> T {
    ///     // … the engine's part
    /// #   step()
    /// }
    /// # fn sleep(_: Duration) {}
    /// # }
    /// # fn charge() -> Option<u8> { Some(1) }
    ///
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(5));
    /// let mut saved = Saved::new();
    /// let receipt = loop {
    ///     match ctx::journaled(|| policy.step(saved, charge)) {
    ///         Step::Done(outcome, _) => break outcome,
    ///         Step::Sleep(delay, next) => {
    ///             saved = next;
    ///             ctx::sleep(delay);
    ///         }
    ///     }
    /// };
    /// assert_eq!(receipt, Some(1));
    /// ```
    ///
    /// Everything of the policy acts once per step: its predicate, wait and stop, the budget, the statistics and the hooks. The
    /// differences from a [`call`](Self::call):
    ///
    /// * The elapsed time is the wall-clock time since the first attempt: see [`Saved`]. The wall clock is the system's;
    ///   [`step_at`](Self::step_at) takes the time instead.
    /// * Only the first step makes the budget's deposit. A retry takes a token from the budget of the process that decides it, and a success
    ///   returns none, because another process may have paid.
    /// * The statistics count a retry in the process that makes it. If an attempt is interrupted and begins again, its retry counts again.
    /// * The policy's time limits bound the sleep. The limits of other calls around the step do not, because the engine sleeps outside of them.
    /// * A `cancel` ends the call at the next decision, after one more attempt.
    #[cfg(feature = "std")]
    pub fn step<R>(&self, saved: Saved, operation: impl FnOnce() -> R) -> Step<R>
    where
        P: Predicate<R>,
        H: Hooks<R> + SyncHooks,
        T: ClockSource,
    {
        self.step_on(&saved, WallClock::System, operation)
    }

    /// Like [`step`](Self::step), at the wall time `now` since the Unix epoch.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tenacity::{Finish, Saved, Step, prelude::*, testing::VirtualTimer};
    ///
    /// let noon = Duration::from_secs(1_790_000_000);
    /// let hours = |n: u64| Duration::from_secs(3600 * n);
    /// let policy = RetryPolicy::new().stop(stop_after_delay(hours(24))).wait(wait_fixed(hours(1))).timer(VirtualTimer::new());
    ///
    /// let Step::Sleep(_, saved) = policy.step_at(Saved::new(), noon, || None::<u8>) else { unreachable!() };
    /// let Step::Done(_, report) = policy.step_at(saved, noon + hours(25), || None::<u8>) else { unreachable!() };
    /// assert_eq!((report.elapsed, report.finish), (hours(25), Finish::Stopped));
    /// ```
    pub fn step_at<R>(&self, saved: Saved, now: Duration, operation: impl FnOnce() -> R) -> Step<R>
    where
        P: Predicate<R>,
        H: Hooks<R> + SyncHooks,
        T: ClockSource,
    {
        self.step_on(&saved, WallClock::Given(now), operation)
    }

    /// Like [`step`](Self::step), for an operation that returns a future.
    ///
    /// `attempt_timeout` and `timeout` cut off the attempt. The time of earlier steps and of the sleeps between them counts for `timeout`. If the
    /// `timeout` passes while no process runs, the next attempt is begun, and cut off when it first waits.
    ///
    /// ```
    /// use tenacity::{Saved, Step, prelude::*};
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let policy = RetryPolicy::new();
    /// let order = String::from("order 42"); // one attempt may consume what it captures
    /// let step = policy.step_async(Saved::new(), || async move { Ok::<_, &str>(order) }).await;
    /// assert!(matches!(step, Step::Done(Ok(_), report) if report.attempts == 1));
    /// # }
    /// ```
    #[cfg(feature = "std")]
    pub fn step_async<R, F, O>(&self, saved: Saved, operation: O) -> StepFuture<&Self, O, F>
    where
        O: FnOnce() -> F,
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        StepFuture::new(self, saved, operation)
    }

    /// Like [`step_async`](Self::step_async), at the wall time `now` since the Unix epoch.
    #[cfg(feature = "std")]
    pub fn step_async_at<R, F, O>(&self, saved: Saved, now: Duration, operation: O) -> StepFuture<&Self, O, F>
    where
        O: FnOnce() -> F,
        F: Future<Output = R>,
        P: Predicate<R>,
        H: Hooks<R>,
        T: AsyncTimerSource,
    {
        StepFuture::at(self, saved, now, operation)
    }

    #[inline]
    fn step_on<R>(&self, saved: &Saved, wall: WallClock, operation: impl FnOnce() -> R) -> Step<R>
    where
        P: Predicate<R>,
        H: Hooks<R>,
        T: ClockSource,
    {
        let call = self.begin_step::<R>(saved, wall);
        let start = self.timer.clock().map(|clock| (clock, clock.now()));
        let outcome = operation();
        let lasted = start.map_or(Duration::ZERO, |(clock, start)| clock.since(start));
        self.end_step(&call, outcome, Ended::Whole, lasted)
    }

    /// Starts a step: makes the deposit of a new call or counts the retry, and runs the `before` hooks.
    #[inline]
    pub(super) fn begin_step<R>(&self, saved: &Saved, wall: WallClock) -> Continued
    where
        H: Hooks<R>,
    {
        let call = self.continued(saved, wall);
        if self.enabled && saved.attempts() > 0 {
            self.hooks.slept(saved.previous_sleep());
        }
        self.begin::<R>(&saved.progress(self.seed), || call.before, false);
        call
    }

    /// Ends a step with this outcome, after an attempt that has `lasted` so long.
    // With a plain `#[inline]`, a step takes up to a sixth longer.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn end_step<R>(&self, call: &Continued, outcome: R, ended: Ended, lasted: Duration) -> Step<R>
    where
        P: Predicate<R>,
        H: Hooks<R>,
    {
        let elapsed = call.before.saturating_add(lasted);
        let mut progress = call.saved.progress(self.seed);
        if !self.enabled {
            let ((), report) = WithReport::accepted(&progress, elapsed).output(());
            return Step::Done(outcome, report);
        }
        let mut report = WithReport::new();
        let outcome = match self.decide_about(&mut progress, || elapsed, &outcome, ended, &OneStep, &mut report) {
            Decision::Accept => outcome,
            Decision::GiveUp(state, _) => self.hooks.fallback(&state, outcome),
            Decision::Sleep(state, token) => {
                token.spend();
                return Step::Sleep(state.upcoming_sleep, call.after(&progress, self.seed, lasted));
            }
        };
        let ((), report) = report.output(());
        Step::Done(outcome, report)
    }
}
