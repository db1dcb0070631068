//! The time limit of one async attempt.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use super::limits::Limits;
use crate::outcome::timed_out::{Limit, TimedOut};
use crate::time::timer::{AsyncTimer, Clock};

/// The moment at which an attempt is cut off.
#[derive(Clone, Copy, Debug)]
struct Cut {
    limit: Limit,
    length: Duration,
    /// Counted from the start of the call.
    at: Duration,
}

impl Cut {
    /// Returns the earlier of the two limits, for an attempt that begins `begun` after the start of the call. If both fall on the same
    /// moment, returns the call's.
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
    /// Returns the limit, if any, of the attempt that begins now in a call that began at `start`.
    #[inline]
    pub fn new<T: Clock<Instant = I>>(timer: &T, start: Option<I>, limits: &Limits<'_>, attempt_number: u32) -> Option<Self> {
        let start = start?;
        // The first attempt begins with the call. Reading a clock would cost more than most of the surrounding code.
        let begun = || if attempt_number == 1 { Duration::ZERO } else { timer.since(start) };
        Some(Self { start, cut: Cut::closest(limits, begun)?, attempt_number })
    }

    /// Returns the limit, if any, of an attempt that begins at `start`, when the call has lasted this long `before`.
    #[cfg(feature = "std")]
    pub fn resumed(start: I, limits: &Limits<'_>, before: Duration, attempt_number: u32) -> Option<Self> {
        Some(Self { start, cut: Cut::closest(limits, || before)?, attempt_number })
    }

    /// Polls the attempt within its limit. If the limit has passed, returns the [`TimedOut`] that replaces its outcome.
    ///
    /// The alarm is set when the attempt is first pending. So an attempt that is ready on its first poll sets no alarm and is never cut off.
    ///
    /// The caller pins both futures, which saves a copy of each.
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
            // The alarm alone is not enough: a body that uses up Tokio's budget for one poll leaves none for the alarm, which then
            // never rings. So the clock is read, too.
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
            // The limit may have passed since the attempt was polled. A wait inside it that sees the limit can still return its report.
            passed = Some(elapsed);
        }
    }

    /// Returns a future of the attempt within its limit, for a driver that awaits it.
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

// Nothing is pinned inside: both futures are already pinned by the caller.
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
    fn the_earlier_limit_cuts_and_the_calls_own_wins_a_tie() {
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
