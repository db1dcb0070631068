//! The named future of an async step.

use core::fmt;
use core::ops::Deref;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use pin_project_lite::pin_project;

use super::future::AsyncPolicy;
use super::resume::Continued;
use super::step::Step;
use super::timers::AsyncTimerSource;
use crate::call::attempt_deadline::AttemptDeadline;
use crate::call::saved::Saved;
use crate::time::resumed::Resumed;
use crate::time::timer::{AsyncTimer, Clock};
use crate::time::wall::WallClock;

type TimerOf<L, F> = <<<L as Deref>::Target as AsyncPolicy<<F as Future>::Output>>::Timer as AsyncTimerSource>::Timer;
type InstantOf<L, F> = <TimerOf<L, F> as Clock>::Instant;
type SleepOf<L, F> = <TimerOf<L, F> as AsyncTimer>::Sleep;

pin_project! {
    /// One attempt of a call that outlives its process. [`RetryPolicy::step_async`](crate::RetryPolicy::step_async) returns it, and it
    /// resolves to a [`Step`].
    ///
    /// It holds its policy through any pointer `L`: `&RetryPolicy`, `Arc<RetryPolicy>`. So your own type, such as a middleware, can name
    /// the step and store it without a `Box`. The step begins at the first poll. If it is dropped after that,
    /// nothing is decided, but the `before` hooks have run, and the deposit or the retry is counted.
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
        wall: WallClock,
        operation: Option<O>,
        under_way: Option<UnderWay<InstantOf<L, F>>>,
        #[pin]
        attempt: Option<F>,
        #[pin]
        alarm: Option<SleepOf<L, F>>,
    }
}

/// A step between its start and its end.
struct UnderWay<I> {
    call: Continued,
    start: I,
    limit: Option<AttemptDeadline<I>>,
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
        Self::on(policy, saved, WallClock::System, operation)
    }

    /// Like [`new`](Self::new), at the wall time `now` since the Unix epoch.
    pub const fn at(policy: L, saved: Saved, now: Duration, operation: O) -> Self {
        Self::on(policy, saved, WallClock::Given(now), operation)
    }

    const fn on(policy: L, saved: Saved, wall: WallClock, operation: O) -> Self {
        Self { policy, saved, wall, operation: Some(operation), under_way: None, attempt: None, alarm: None }
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
            let call = policy.begin_step::<F::Output>(this.saved, *this.wall);
            let start = timer.now();
            let limit = policy.deadline_of_step(start, call.before, call.saved.attempts().saturating_add(1));
            *this.under_way = Some(UnderWay { call, start, limit });
            this.attempt.set(Some(operation()));
        }
        let (Some(UnderWay { call, start, limit }), Some(attempt)) = (this.under_way, this.attempt.as_mut().as_pin_mut()) else {
            panic!("the future of a step was polled again after it was ready")
        };
        let resumed = Resumed { timer, before: call.before };
        let (outcome, ended) = ready!(policy.poll_attempt(&resumed, attempt, limit.as_ref(), this.alarm, context));
        let lasted = timer.since(*start);
        // The attempt is dropped before its outcome is judged.
        this.attempt.set(None);
        Poll::Ready(policy.end_step(call, outcome, ended, lasted))
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
