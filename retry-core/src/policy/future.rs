//! The named future of a policy's call.

use core::fmt;
use core::ops::Deref;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use pin_project_lite::pin_project;

use super::driving::Next;
use super::hook_list::HookList;
use super::hooks::Hook;
use super::hooks::Hooks;
use super::kept_outcome::Kept;
use super::operation::{Operation, RepeatOf};
use super::report::{OutcomeOnly, Reporting, WithReport};
use super::retry_policy::RetryPolicy;
use super::timers::AsyncTimerSource;
use crate::call::attempt_deadline::AttemptDeadline;
use crate::call::limits::Token;
use crate::call::memory::{Memory, Progress};
use crate::call::pause::{Pause, sleep_after_yield};
use crate::predicate::strategy::Predicate;
use crate::state::BLANK;
use crate::stop::strategy::Stop;
use crate::time::timer::{AsyncTimer, Clock};
use crate::wait::strategy::Wait;

/// A [`RetryPolicy`] that can make async calls with outcomes of type `R`. Use it as the bound of a generic type that holds a policy.
///
/// `RetryPolicy`, [boxed](RetryPolicy::boxed) or not, implements this trait, and so do a reference to one and an `Arc` of one.
pub trait AsyncPolicy<R> {
    /// The stop strategy.
    type Stop: Stop;
    /// The wait strategy.
    type Wait: Wait;
    /// The predicate.
    type Predicate: Predicate<R>;
    /// The hooks.
    type Hooks: Hooks<R>;
    /// The source of the timer.
    type Timer: AsyncTimerSource;

    /// Returns the policy itself.
    #[expect(clippy::type_complexity, reason = "it is the policy's own type, part by part")]
    fn as_policy(&self) -> &RetryPolicy<Self::Stop, Self::Wait, Self::Predicate, Self::Hooks, Self::Timer>;
}

impl<R, S: Stop, W: Wait, P: Predicate<R>, H: Hooks<R>, T: AsyncTimerSource> AsyncPolicy<R> for RetryPolicy<S, W, P, H, T> {
    type Stop = S;
    type Wait = W;
    type Predicate = P;
    type Hooks = H;
    type Timer = T;

    #[inline]
    fn as_policy(&self) -> &Self {
        self
    }
}

/// Implements [`AsyncPolicy`] for a pointer to a policy.
macro_rules! forward_policy {
    ($($pointer:ty),+) => {$(
        impl<R, P: AsyncPolicy<R>> AsyncPolicy<R> for $pointer {
            type Stop = P::Stop;
            type Wait = P::Wait;
            type Predicate = P::Predicate;
            type Hooks = P::Hooks;
            type Timer = P::Timer;

            #[inline]
            fn as_policy(&self) -> &RetryPolicy<P::Stop, P::Wait, P::Predicate, P::Hooks, P::Timer> {
                (**self).as_policy()
            }
        }
    )+};
}

forward_policy!(&P, alloc::sync::Arc<P>);

/// The outcome of an operation.
type OutcomeOf<O> = <<O as Operation>::Future as Future>::Output;
type TimerOf<L, O> = <<<L as Deref>::Target as AsyncPolicy<OutcomeOf<O>>>::Timer as AsyncTimerSource>::Timer;
type InstantOf<L, O> = <TimerOf<L, O> as Clock>::Instant;
type SleepOf<L, O> = <TimerOf<L, O> as AsyncTimer>::Sleep;
type KeptOf<L, O> = <<<L as Deref>::Target as AsyncPolicy<OutcomeOf<O>>>::Hooks as Hooks<OutcomeOf<O>>>::Kept;

/// A call of a policy that resolves to its outcome. [`RetryPolicy::call_async`] returns it.
///
/// It holds its policy through any pointer `L`: `&RetryPolicy`, `Arc<RetryPolicy>`, `Box<RetryPolicy>`. So your own type, such as a
/// middleware, can name the call and store it without a `Box`. See [`Operation`].
pub type RetryFuture<L, O> = CallFuture<L, O, OutcomeOnly>;

/// A call of a policy that resolves to its outcome and a [`Report`](crate::Report). [`RetryPolicy::call_async_with_report`] returns it.
pub type ReportFuture<L, O> = CallFuture<L, O, WithReport>;

pin_project! {
    /// A call of a policy. `M` selects its output: see [`RetryFuture`] and [`ReportFuture`].
    ///
    /// The call begins at the first poll. If the future is dropped during a sleep, the token of that sleep returns to the budget. The
    /// retry is not counted, and no hook runs.
    ///
    /// # Panics
    ///
    /// Panics if it is polled again after it was ready.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct CallFuture<L, O, M>
    where
        L: Deref,
        L::Target: AsyncPolicy<OutcomeOf<O>>,
        O: Operation,
    {
        policy: L,
        operation: O,
        progress: Progress,
        start: Option<InstantOf<L, O>>,
        report: M,
        #[pin]
        step: Step<O::Future, SleepOf<L, O>, InstantOf<L, O>, KeptOf<L, O>>,
    }

    impl<L, O, M> PinnedDrop for CallFuture<L, O, M>
    where
        L: Deref,
        L::Target: AsyncPolicy<OutcomeOf<O>>,
        O: Operation,
    {
        fn drop(this: Pin<&mut Self>) {
            let this = this.project();
            if let StepProjection::Pause { kept, has_token, .. } = this.step.project() {
                let limits = HookList::limits(&this.policy.as_policy().hooks);
                limits.give_back(*has_token);
                kept.end(&limits);
            }
        }
    }
}

pin_project! {
    #[project = StepProjection]
    enum Step<F, S, I, K> {
        // Not polled yet.
        Fresh,
        Attempt {
            #[pin]
            attempt: F,
            limit: Option<AttemptDeadline<I>>,
            #[pin]
            alarm: Option<S>,
        },
        // Between two attempts.
        Pause {
            delay: Duration,
            has_token: bool,
            kept: K,
            // When the call yielded to other tasks.
            yielded: Option<I>,
            // Created after the yield, if the pause has one.
            #[pin]
            sleep: Option<S>,
        },
        Over,
    }
}

impl<F, S, I, K> Step<F, S, I, K> {
    /// Begins `pause`.
    #[inline]
    fn pausing<T>(timer: &T, pause: Pause, token: Token<'_>, kept: K) -> Self
    where
        T: AsyncTimer<Sleep = S, Instant = I>,
    {
        let Pause { delay, yields } = pause;
        let yielded = yields.then(|| timer.now());
        let sleep = (!yields).then(|| timer.sleep(delay));
        Self::Pause { delay, has_token: token.detach(), kept, yielded, sleep }
    }
}

/// Polls the sleep of a pause. After a yield, begins the sleep that remains.
#[inline]
fn poll_sleep<T: AsyncTimer>(
    timer: &T,
    delay: Duration,
    yielded: Option<T::Instant>,
    mut sleep: Pin<&mut Option<T::Sleep>>,
    context: &mut Context<'_>,
) -> Poll<()> {
    if let (None, Some(yielded)) = (&*sleep, yielded) {
        sleep.set(sleep_after_yield(timer, delay, yielded));
    }
    sleep.as_pin_mut().map_or(Poll::Ready(()), |sleep| sleep.poll(context))
}

impl<L, O> CallFuture<L, O, OutcomeOnly>
where
    L: Deref,
    L::Target: AsyncPolicy<OutcomeOf<O>>,
    O: Operation,
{
    /// Creates a call of `policy`.
    #[inline]
    pub fn new(policy: L, operation: O) -> Self {
        Self { policy, operation, progress: Progress::new(), start: None, report: OutcomeOnly, step: Step::Fresh }
    }
}

impl<L, O> CallFuture<L, O, WithReport>
where
    L: Deref,
    L::Target: AsyncPolicy<OutcomeOf<O>>,
    O: Operation,
{
    /// Creates a call of `policy` that also returns a report.
    #[inline]
    pub fn with_report(policy: L, operation: O) -> Self {
        Self { policy, operation, progress: Progress::new(), start: None, report: WithReport::new(), step: Step::Fresh }
    }
}

impl<L, O, M> Future for CallFuture<L, O, M>
where
    L: Deref,
    L::Target: AsyncPolicy<OutcomeOf<O>>,
    O: Operation,
    M: Reporting,
{
    type Output = M::Output<OutcomeOf<O>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let policy = this.policy.as_policy();
        let timer = policy.timer.async_timer();
        loop {
            match this.step.as_mut().project() {
                StepProjection::Fresh => {
                    let reads_time = this.report.is_wanted() || this.operation.reads_state() || policy.reads_time();
                    *this.start = reads_time.then(|| timer.now());
                    policy.deposit();
                }
                StepProjection::Attempt { mut attempt, limit, alarm } => {
                    let (outcome, ended) = ready!(policy.poll_attempt(timer, attempt.as_mut(), limit.as_ref(), alarm, context));
                    this.operation.ended(attempt);
                    let elapsed = || this.start.map_or(Duration::ZERO, |start| timer.since(start));
                    // The attempt is dropped before its outcome is judged. The outcome is dropped before the sleep, unless the call keeps it.
                    this.step.set(Step::Over);
                    let (kept, pause, token) =
                        match policy.next(this.progress, elapsed, outcome, ended, &RepeatOf(&*this.operation), this.report) {
                            Next::Return(outcome) => return Poll::Ready(this.report.output(outcome)),
                            Next::Pause(kept, pause, token) => (kept, pause, token),
                        };
                    if pause.is_needed() {
                        this.step.set(Step::pausing(timer, pause, token, kept));
                        if pause.yields {
                            context.waker().wake_by_ref();
                            return Poll::Pending;
                        }
                        continue;
                    }
                    drop(kept);
                    policy.end_sleep(token, pause.delay);
                }
                StepProjection::Pause { delay, has_token, kept, yielded, sleep } => {
                    let limits = HookList::limits(&policy.hooks);
                    if kept.poll_cancelled(&limits, context) {
                        if let Some((outcome, state)) = kept.end(&limits) {
                            limits.give_back(*has_token);
                            this.step.set(Step::Over);
                            let outcome = policy.cancelled(this.progress, outcome, state, this.report);
                            return Poll::Ready(this.report.output(outcome));
                        }
                    }
                    ready!(poll_sleep(timer, *delay, *yielded, sleep, context));
                    kept.end(&limits);
                    policy.hooks.slept(*delay);
                }
                StepProjection::Over => panic!("the future of a retried call was polled again after it was ready"),
            }
            let elapsed = || this.start.map_or(Duration::ZERO, |start| timer.since(start));
            let is_shown = this.operation.reads_state();
            let state = policy.begin(this.progress, elapsed, is_shown);
            let limit = policy.attempt_deadline(timer, *this.start, this.progress.attempt_number());
            let attempt = this.operation.attempt(state.as_ref().unwrap_or(&BLANK));
            this.step.set(Step::Attempt { attempt, limit, alarm: None });
        }
    }
}

impl<L, O, M> fmt::Debug for CallFuture<L, O, M>
where
    L: Deref,
    L::Target: AsyncPolicy<OutcomeOf<O>>,
    O: Operation,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").field("progress", &self.progress).finish_non_exhaustive()
    }
}
