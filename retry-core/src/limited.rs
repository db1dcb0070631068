//! Futures that a limit or an event may end before their time.

use core::fmt;
use core::marker::PhantomData;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

#[cfg(feature = "std")]
use crate::event::{Event, UntilSet};
use crate::limits::Limits;
use crate::timed_out::{Limit, OutcomeOfCut, TimedOut};
use crate::timer::{AsyncTimer, Clock};

/// When an attempt is to be cut.
#[derive(Clone, Copy, Debug)]
struct Cut {
    limit: Limit,
    length: Duration,
    /// From the start of the call.
    at: Duration,
}

impl Cut {
    /// The closer one of the limits, for an attempt that begins `elapsed` after the start of the call; the call's own if both fall
    /// together.
    fn closest(limits: &Limits<'_>, elapsed: Duration) -> Option<Self> {
        let attempt =
            limits.attempt_timeout.map(|length| Self { limit: Limit::Attempt, length, at: elapsed.saturating_add(length) });
        let call = limits.timeout.map(|length| Self { limit: Limit::Call, length, at: length });
        match (attempt, call) {
            (Some(attempt), Some(call)) => Some(if attempt.at < call.at { attempt } else { call }),
            (attempt, call) => attempt.or(call),
        }
    }
}

/// The limit of one attempt.
pub struct AttemptLimit<'a, T: Clock, R> {
    timer: &'a T,
    start: T::Instant,
    /// When the attempt began, from the start of the call.
    begun: Duration,
    cut: Cut,
    outcome_of_cut: OutcomeOfCut<R>,
    attempt_number: u32,
}

impl<'a, T: AsyncTimer, R> AttemptLimit<'a, T, R> {
    /// The limit of the attempt that begins now, in a call that began at `start`, if there is one. Without a way to make the outcome
    /// of an attempt that was cut there is none.
    #[inline]
    pub fn new(
        timer: &'a T,
        start: Option<T::Instant>,
        limits: &Limits<'_>,
        outcome_of_cut: Option<OutcomeOfCut<R>>,
        attempt_number: u32,
    ) -> Option<Self> {
        let outcome_of_cut = outcome_of_cut?;
        let start = start.filter(|_| limits.attempt_timeout.is_some() || limits.timeout.is_some())?;
        // The first attempt begins with the call, and a clock costs more than most of what surrounds it.
        let begun = if attempt_number == 1 { Duration::ZERO } else { timer.since(start) };
        let cut = Cut::closest(limits, begun)?;
        Some(Self { timer, start, begun, cut, outcome_of_cut, attempt_number })
    }

    /// What wakes the attempt when its time is over. Pin it, and hand it to [`around`](Self::around).
    pub fn alarm(&self) -> T::Sleep {
        self.timer.limit(self.cut.at.saturating_sub(self.begun))
    }

    /// The attempt within its limit.
    pub fn around<'f, F: Future<Output = R>>(
        self,
        attempt: Pin<&'f mut F>,
        alarm: Pin<&'f mut T::Sleep>,
    ) -> Limited<'f, 'a, F, T> {
        Limited { now: self.begun, is_polled: false, limit: self, attempt, alarm }
    }

    fn elapsed(&self) -> Duration {
        self.timer.since(self.start)
    }
}

/// An attempt within its limit; it resolves to the outcome, and whether the call's own limit has cut it.
///
/// Both futures are pinned by whoever awaits it, which saves it a copy of each.
pub struct Limited<'f, 'a, F: Future, T: AsyncTimer> {
    /// From the start of the call, when the clock was last read.
    now: Duration,
    is_polled: bool,
    limit: AttemptLimit<'a, T, F::Output>,
    attempt: Pin<&'f mut F>,
    alarm: Pin<&'f mut T::Sleep>,
}

// Nothing is pinned inside: the futures are pinned where they are.
impl<F: Future, T: AsyncTimer> Unpin for Limited<'_, '_, F, T> {}

impl<F: Future, T: AsyncTimer> Future for Limited<'_, '_, F, T> {
    type Output = (F::Output, bool);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Cut { limit, length, at } = this.limit.cut;
        // No time has passed before the first poll.
        if this.is_polled {
            this.now = this.limit.elapsed();
        }
        this.is_polled = true;
        // The body first: what is ready is never cut.
        let polled = {
            #[cfg(feature = "std")]
            let _entered = crate::ambient::enter(at.saturating_sub(this.now));
            this.attempt.as_mut().poll(context)
        };
        if let Poll::Ready(outcome) = polled {
            return Poll::Ready((outcome, false));
        }
        let rang = this.alarm.as_mut().poll(context).is_ready();
        // A body that uses up Tokio's budget for one poll leaves none to the alarm, which then never rings: so the clock has a say.
        let elapsed = this.limit.elapsed();
        if rang || elapsed >= at {
            let timed_out = TimedOut::new(limit, length, elapsed.max(at), this.limit.attempt_number);
            return Poll::Ready(((this.limit.outcome_of_cut)(timed_out), limit == Limit::Call));
        }
        Poll::Pending
    }
}

impl<T: Clock, R> fmt::Debug for AttemptLimit<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttemptLimit")
            .field("cut", &self.cut)
            .field("attempt_number", &self.attempt_number)
            .finish_non_exhaustive()
    }
}

impl<F: Future, T: AsyncTimer> fmt::Debug for Limited<'_, '_, F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limited").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// A sleep that the call's `cancel` ends early, if it has one.
#[derive(Debug)]
pub struct Interruptible<'f, 'e, S> {
    sleep: Pin<&'f mut S>,
    #[cfg(feature = "std")]
    cancelled: Option<UntilSet<&'e Event>>,
    limits: PhantomData<Limits<'e>>,
}

impl<'f, 'e, S: Future<Output = ()>> Interruptible<'f, 'e, S> {
    /// The sleep, pinned by whoever awaits it, within the call's limits.
    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "there is no `Event` to cancel by"))]
    pub fn new(sleep: Pin<&'f mut S>, limits: &Limits<'e>) -> Self {
        Self {
            sleep,
            #[cfg(feature = "std")]
            cancelled: limits.cancel.map(Event::until_set),
            limits: PhantomData,
        }
    }
}

impl<S> Unpin for Interruptible<'_, '_, S> {}

impl<S: Future<Output = ()>> Future for Interruptible<'_, '_, S> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        #[cfg(feature = "std")]
        if this.cancelled.as_mut().is_some_and(|cancelled| Pin::new(cancelled).poll(context).is_ready()) {
            return Poll::Ready(());
        }
        this.sleep.as_mut().poll(context)
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use std::format;

    use super::*;
    use crate::testing::VirtualTimer;
    use crate::timed_out::FromTimeout;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_closer_limit_cuts_and_the_calls_own_when_they_fall_together() {
        let limits = Limits::NONE.attempt_timeout(SECOND).timeout(SECOND * 3);
        let cut = |elapsed| Cut::closest(&limits, elapsed).map(|cut| (cut.limit, cut.length, cut.at));
        assert_eq!(cut(SECOND), Some((Limit::Attempt, SECOND, SECOND * 2)));
        assert_eq!(cut(SECOND * 2), Some((Limit::Call, SECOND * 3, SECOND * 3)));
        assert!(Cut::closest(&Limits::NONE, SECOND).is_none());
    }

    #[test]
    fn a_limit_shows_its_length_and_not_the_attempt() {
        let timer = VirtualTimer::new();
        let limits = Limits::NONE.timeout(SECOND);
        let limit = AttemptLimit::new(&timer, Some(timer.now()), &limits, Some(Option::<u8>::timed_out), 7).unwrap();
        let shown = format!("{limit:?}");
        assert!(shown.contains("length: 1s") && shown.contains("attempt_number: 7"), "{shown}");
        let (attempt, alarm) = (core::pin::pin!(core::future::ready(Some(1))), core::pin::pin!(limit.alarm()));
        let limited = limit.around(attempt, alarm);
        assert!(format!("{limited:?}").contains(&shown));
    }
}
