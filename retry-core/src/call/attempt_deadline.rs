//! The time limit of one attempt, async: it cuts the attempt off.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use super::limits::Limits;
use crate::outcome::timed_out::{Limit, TimedOut};
use crate::time::timer::{AsyncTimer, Clock};

/// When an attempt is to be cut.
#[derive(Clone, Copy, Debug)]
struct Cut {
    limit: Limit,
    length: Duration,
    /// From the start of the call.
    at: Duration,
}

impl Cut {
    /// The closer one of the limits, for an attempt that begins `begun` after the start of the call; the call's own if both fall
    /// together.
    fn closest(limits: &Limits<'_>, begun: impl FnOnce() -> Duration) -> Option<Self> {
        let attempt =
            limits.attempt_timeout.map(|length| Self { limit: Limit::Attempt, length, at: begun().saturating_add(length) });
        let call = limits.timeout.map(|length| Self { limit: Limit::Call, length, at: length });
        match (attempt, call) {
            (Some(attempt), Some(call)) => Some(if attempt.at < call.at { attempt } else { call }),
            (attempt, call) => attempt.or(call),
        }
    }
}

/// The limit of one attempt.
#[derive(Clone, Copy)]
pub struct AttemptDeadline<I> {
    start: I,
    cut: Cut,
    attempt_number: u32,
}

impl<I: Copy> AttemptDeadline<I> {
    /// The limit of the attempt that begins now, in a call that began at `start`, if there is one.
    #[inline]
    pub fn new<T: Clock<Instant = I>>(timer: &T, start: Option<I>, limits: &Limits<'_>, attempt_number: u32) -> Option<Self> {
        let start = start?;
        // The first attempt begins with the call, and a clock costs more than most of what surrounds it.
        let begun = || if attempt_number == 1 { Duration::ZERO } else { timer.since(start) };
        Some(Self { start, cut: Cut::closest(limits, begun)?, attempt_number })
    }

    /// Polls the attempt within its limit: what stands in for its outcome if that has passed. The alarm is set once the attempt waits
    /// for something, so that what is ready at once costs none, and is never cut.
    ///
    /// Both futures are pinned by the caller, which saves a copy of each.
    pub fn poll<T, F>(
        &self,
        timer: &T,
        mut attempt: Pin<&mut F>,
        mut alarm: Pin<&mut Option<T::Sleep>>,
        context: &mut Context<'_>,
    ) -> Poll<Result<F::Output, TimedOut>>
    where
        T: AsyncTimer<Instant = I>,
        F: Future,
    {
        let Cut { limit, length, at } = self.cut;
        let mut passed = None;
        loop {
            let polled = {
                #[cfg(feature = "std")]
                let _entered = crate::time::ambient::enter(timer.deadline(self.start, at));
                attempt.as_mut().poll(context)
            };
            if let Poll::Ready(outcome) = polled {
                return Poll::Ready(Ok(outcome));
            }
            if let Some(elapsed) = passed {
                return Poll::Ready(Err(TimedOut::new(limit, length, elapsed, self.attempt_number)));
            }
            // The clock has a say beside the alarm: a body that uses up Tokio's budget for one poll leaves none to the alarm, which
            // then never rings.
            let mut elapsed = timer.since(self.start);
            if elapsed < at {
                if alarm.is_none() {
                    alarm.set(Some(timer.limit(at.saturating_sub(elapsed))));
                }
                let rang = alarm.as_mut().as_pin_mut().is_some_and(|alarm| alarm.poll(context).is_ready());
                if !rang {
                    return Poll::Pending;
                }
                elapsed = at;
            }
            // The limit may have passed since the attempt was polled: a wait in it that sees the limit can still return its report.
            passed = Some(elapsed);
        }
    }

    /// A future of the attempt within its limit, for a driver that awaits it.
    #[inline]
    pub fn around<'f, T, F>(
        self,
        timer: &'f T,
        attempt: Pin<&'f mut F>,
        alarm: Pin<&'f mut Option<T::Sleep>>,
    ) -> BoundedAttempt<'f, F, T>
    where
        T: AsyncTimer<Instant = I>,
        F: Future,
    {
        BoundedAttempt { limit: self, timer, attempt, alarm }
    }
}

impl<I> fmt::Debug for AttemptDeadline<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttemptDeadline")
            .field("cut", &self.cut)
            .field("attempt_number", &self.attempt_number)
            .finish_non_exhaustive()
    }
}

/// See [`AttemptDeadline::around`].
pub struct BoundedAttempt<'f, F, T: AsyncTimer> {
    limit: AttemptDeadline<T::Instant>,
    timer: &'f T,
    attempt: Pin<&'f mut F>,
    alarm: Pin<&'f mut Option<T::Sleep>>,
}

// Nothing is pinned inside: the futures are pinned where they are.
impl<F, T: AsyncTimer> Unpin for BoundedAttempt<'_, F, T> {}

impl<F: Future, T: AsyncTimer> Future for BoundedAttempt<'_, F, T> {
    type Output = Result<F::Output, TimedOut>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.limit.poll(this.timer, this.attempt.as_mut(), this.alarm.as_mut(), context)
    }
}

impl<F, T: AsyncTimer> fmt::Debug for BoundedAttempt<'_, F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedAttempt").field("limit", &self.limit).finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use std::format;

    use super::*;
    use crate::time::virtual_timer::VirtualTimer;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_closer_limit_cuts_and_the_calls_own_when_they_fall_together() {
        let limits = Limits::NONE.attempt_timeout(SECOND).timeout(SECOND * 3);
        let cut = |elapsed| Cut::closest(&limits, || elapsed).map(|cut| (cut.limit, cut.length, cut.at));
        assert_eq!(cut(SECOND), Some((Limit::Attempt, SECOND, SECOND * 2)));
        assert_eq!(cut(SECOND * 2), Some((Limit::Call, SECOND * 3, SECOND * 3)));
        assert!(Cut::closest(&Limits::NONE, || SECOND).is_none());
    }

    #[test]
    fn a_limit_shows_its_length_and_not_the_attempt() {
        let timer = VirtualTimer::new();
        let limits = Limits::NONE.timeout(SECOND);
        let limit = AttemptDeadline::new(&timer, Some(timer.now()), &limits, 7).unwrap();
        let shown = format!("{limit:?}");
        assert!(shown.contains("length: 1s") && shown.contains("attempt_number: 7"), "{shown}");
        let (attempt, alarm) = (core::pin::pin!(core::future::ready(Some(1))), core::pin::pin!(None));
        let limited = limit.around(&timer, attempt, alarm);
        assert!(format!("{limited:?}").contains(&shown));
    }
}
