//! A check of an async wait.

use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncTimer, ambient};

use super::checks::CheckSource;
use super::decide::DriverParts;
use super::steps::{Step, Watch};
use super::turn::Turn;

pin_project! {
    /// A running check, and the alarm that cuts it off.
    pub(super) struct RunningCheck<L, S> {
        #[pin]
        check: L,
        // Made when the check is first pending, because making it lets time pass on a virtual clock.
        #[pin]
        alarm: Option<S>,
        // The time that is left after this alarm. The guards are asked between two alarms.
        left: Duration,
    }
}

impl<L: Future, S: Future> RunningCheck<L, S> {
    pub(super) fn begin<F, P, I: Copy>(source: &mut F, watch: &Watch<P>, start: I) -> Self
    where
        F: CheckSource<Checking = L>,
        P: DriverParts,
        P::Timer: AsyncTimer<Sleep = S, Instant = I>,
    {
        let progress = &watch.progress;
        let check = ambient::within(watch.deadline(start), || source.check(progress.next_look()));
        Self { check, alarm: None, left: progress.check_limit() }
    }

    /// Resolves to the result of the check, or to `None` if it is cut off. If a guard has tripped, ends the wait.
    pub(super) fn poll<O, P, I: Copy>(
        self: Pin<&mut Self>,
        watch: &mut Watch<P>,
        turn: Turn<I>,
        context: &mut Context<'_>,
    ) -> Poll<Step<O, Option<L::Output>>>
    where
        P: DriverParts,
        P::Timer: AsyncTimer<Sleep = S, Instant = I>,
    {
        let mut this = self.project();
        let now = watch.now(turn.start);
        let late = now.saturating_sub(watch.progress.cut_at()).min(turn.unpolled);
        if watch.progress.resume(late, now) {
            *this.left = watch.progress.time_until_cut(now);
            this.alarm.set(None);
        }
        let deadline = watch.deadline(turn.start);
        let polled_at = Instant::now();
        let polled = ambient::within(deadline, || this.check.as_mut().poll(context));
        watch.progress.evidence.held_its_thread(polled_at.elapsed());
        if let Poll::Ready(given) = polled {
            return Poll::Ready(ControlFlow::Continue(Some(given)));
        }
        if let ControlFlow::Break(outcome) = ready!(poll_alarm(this.alarm, this.left, watch, turn.start, context)) {
            return Poll::Ready(ControlFlow::Break(outcome));
        }
        watch.progress.evidence.real = Some(turn.begun.elapsed());
        // Polls the check once more, because the limit may have passed since the last poll. A wait inside the check can then still return
        // its report.
        let given = match ambient::within(deadline, || this.check.poll(context)) {
            Poll::Ready(given) => Some(given),
            Poll::Pending => None,
        };
        Poll::Ready(ControlFlow::Continue(given))
    }
}

/// Resolves when the check has to be cut off, or when a guard has tripped. It also reads the clock, because the alarm never fires if a check
/// uses up Tokio's budget for one poll.
fn poll_alarm<O, P, S: Future, I: Copy>(
    mut alarm: Pin<&mut Option<S>>,
    left: &mut Duration,
    watch: &mut Watch<P>,
    start: I,
    context: &mut Context<'_>,
) -> Poll<Step<O, ()>>
where
    P: DriverParts,
    P::Timer: AsyncTimer<Sleep = S, Instant = I>,
{
    loop {
        let rest = watch.progress.time_until_cut(watch.now(start));
        if rest.is_zero() {
            return Poll::Ready(ControlFlow::Continue(()));
        }
        if alarm.is_none() {
            let rest = rest.min(*left);
            let slice = watch.slice(rest);
            *left = rest.saturating_sub(slice);
            alarm.set(Some(watch.parts.timer().limit(slice)));
        }
        ready!(alarm.as_mut().as_pin_mut().map_or(Poll::Ready(()), |alarm| alarm.poll(context).map(drop)));
        if left.is_zero() {
            return Poll::Ready(ControlFlow::Continue(()));
        }
        alarm.set(None);
        let step = watch.ask_guards(watch.now(start));
        if step.is_break() {
            return Poll::Ready(step);
        }
    }
}
