//! The named future of an async step.

use core::fmt;
use core::mem;
use core::ops::Deref;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use pin_project_lite::pin_project;

use super::future::AsyncPolicy;
use super::step::{Step, UnderWay};
use super::timers::AsyncTimerSource;
use crate::call::attempt_deadline::AttemptDeadline;
use crate::call::memory::Memory;
use crate::call::saved::Saved;
use crate::time::present::wall;
use crate::time::resumed::Resumed;
use crate::time::timer::{AsyncTimer, Clock};

type TimerOf<L, F> = <<<L as Deref>::Target as AsyncPolicy<<F as Future>::Output>>::Timer as AsyncTimerSource>::Timer;
type InstantOf<L, F> = <TimerOf<L, F> as Clock>::Instant;
type SleepOf<L, F> = <TimerOf<L, F> as AsyncTimer>::Sleep;

pin_project! {
    /// One attempt of a call that outlives its process. [`RetryPolicy::step_async`](crate::RetryPolicy::step_async) returns it, and it
    /// resolves to a [`Step`].
    ///
    /// It holds its policy through any pointer `L`: `&RetryPolicy`, `Arc<RetryPolicy>`. So your own type, such as a middleware, can name
    /// the step and store it without a `Box`. The step begins at the first poll. If it is dropped, nothing is decided.
    ///
    /// # Panics
    ///
    /// Panics if it is polled again after it was ready.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct StepFuture<L, O, F>
    where
        L: Deref,
        L::Target: AsyncPolicy<F::Output>,
        F: Future,
    {
        policy: L,
        saved: Saved,
        // The wall time that the caller gave.
        now: Option<Duration>,
        operation: Option<O>,
        #[pin]
        attempt: Option<UnderWayAttempt<F, SleepOf<L, F>, InstantOf<L, F>>>,
    }
}

pin_project! {
    #[project = AttemptProjection]
    struct UnderWayAttempt<F, S, I> {
        start: I,
        under_way: UnderWay,
        limit: Option<AttemptDeadline<I>>,
        #[pin]
        attempt: F,
        #[pin]
        alarm: Option<S>,
    }
}

impl<L, O, F> StepFuture<L, O, F>
where
    L: Deref,
    L::Target: AsyncPolicy<F::Output>,
    O: FnOnce() -> F,
    F: Future,
{
    /// Creates a step of `policy` that continues the call from `saved`.
    pub const fn new(policy: L, saved: Saved, operation: O) -> Self {
        Self { policy, saved, now: None, operation: Some(operation), attempt: None }
    }

    /// Like [`new`](Self::new), at the wall time `now` since the Unix epoch.
    pub const fn at(policy: L, saved: Saved, now: Duration, operation: O) -> Self {
        Self { policy, saved, now: Some(now), operation: Some(operation), attempt: None }
    }
}

impl<L, O, F> Future for StepFuture<L, O, F>
where
    L: Deref,
    L::Target: AsyncPolicy<F::Output>,
    O: FnOnce() -> F,
    F: Future,
{
    type Output = Step<F::Output>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Step<F::Output>> {
        let mut this = self.project();
        let policy = this.policy.as_policy();
        let timer = policy.timer.async_timer();
        if let Some(operation) = this.operation.take() {
            let under_way = policy.begin_step::<F::Output>(this.saved, this.now.or_else(wall));
            let start = timer.now();
            let resumed = Resumed { timer, before: under_way.before };
            let limit = policy.attempt_deadline(&resumed, Some(start), under_way.progress.attempt_number());
            let attempt = UnderWayAttempt { start, under_way, limit, attempt: operation(), alarm: None };
            this.attempt.set(Some(attempt));
        }
        let Some(AttemptProjection { start, under_way, limit, attempt, alarm }) =
            this.attempt.as_mut().as_pin_mut().map(UnderWayAttempt::project)
        else {
            panic!("the future of a step was polled again after it was ready")
        };
        let resumed = Resumed { timer, before: under_way.before };
        let (outcome, ended) = ready!(policy.poll_attempt(&resumed, attempt, limit.as_ref(), alarm, context));
        let (under_way, taken) = (mem::take(under_way), timer.since(*start));
        // The attempt is dropped before its outcome is judged.
        this.attempt.set(None);
        Poll::Ready(policy.end_step(under_way, outcome, ended, taken))
    }
}

impl<L, O, F> fmt::Debug for StepFuture<L, O, F>
where
    L: Deref,
    L::Target: AsyncPolicy<F::Output>,
    F: Future,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StepFuture").field("saved", &self.saved).finish_non_exhaustive()
    }
}
