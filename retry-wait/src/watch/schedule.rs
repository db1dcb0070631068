//! The schedule: when to check, how long a check may take, and when the wait is over. Both drivers use it, and it reads no clock.

use std::mem;
use std::ops::ControlFlow;
use std::time::Duration;

use tenacity_core::{Delays, Wait};

use super::checks::NextCheck;
use super::progress::{Flow, Progress};
use crate::report::failure::Cause;
use crate::settings::Span;

/// The shortest pause. A wait without pauses would block its thread, and it would never end on a virtual clock.
const LEAST_PAUSE: Duration = Duration::from_millis(1);

/// If a wait is polled this much later than it asked for, something else has blocked its thread or stopped its process.
const STANDSTILL: Duration = Duration::from_millis(100);

/// The current check.
impl Progress {
    pub(crate) fn begin_check(&mut self, now: Duration) {
        self.evidence.checks = self.evidence.checks.saturating_add(1);
        self.evidence.last_check = now;
        self.has_resumed = false;
        let lost = self.take_lost_time();
        let rest = self.within_outer_limit(now, self.cut_by_the_end().saturating_sub(now).max(lost));
        self.check_limit = match self.settings.check_timeout {
            // A wait without a limit makes one check, which would be pointless without time.
            Some(limit) if matches!(self.settings.span, Span::Limit(Duration::ZERO)) => limit,
            Some(limit) => limit.min(rest),
            None => rest,
        };
    }

    /// Returns the time that a check gets after the end of the wait, if a late poll delayed the check.
    ///
    /// After a standstill, that is the lost time or the time of a check, whichever is longer. If the check was planned before the end but
    /// begins after it, that is the time of a check. Otherwise it gets no time.
    fn take_lost_time(&mut self) -> Duration {
        let late = mem::take(&mut self.late);
        let end = self.cut_by_the_end();
        if late >= STANDSTILL {
            self.time_to_finish().max(late)
        } else if self.evidence.last_check >= end && self.planned < end {
            self.time_to_finish()
        } else {
            Duration::ZERO
        }
    }

    /// Records how long after the end of its pause the wait was polled.
    pub(crate) fn woke_late(&mut self, late: Duration) {
        self.late = self.late.max(late);
    }

    /// Gives the current check the time back that was lost because the wait was polled `late` after the cut. Each check gets it only once.
    /// Returns whether the check got it.
    pub(crate) fn resume(&mut self, late: Duration, now: Duration) -> bool {
        if late < STANDSTILL || self.has_resumed {
            return false;
        }
        self.has_resumed = true;
        let so_far = now.saturating_sub(self.evidence.last_check);
        self.check_limit = so_far.saturating_add(self.within_outer_limit(now, late));
        true
    }

    /// The current check, as its source sees it.
    pub(crate) fn next_look(&self) -> NextCheck {
        NextCheck { number: self.evidence.checks, elapsed: self.evidence.last_check, remaining: self.check_limit }
    }

    pub(crate) fn check_limit(&self) -> Duration {
        self.check_limit
    }

    /// When the current check is cut off.
    pub(crate) fn cut_at(&self) -> Duration {
        self.evidence.last_check.saturating_add(self.check_limit)
    }

    /// How long the current check may still take.
    pub(crate) fn time_until_cut(&self, now: Duration) -> Duration {
        self.cut_at().saturating_sub(now)
    }
}

/// The next check.
impl Progress {
    /// Returns the pause before the next check, unless the wait is over. A `hint` of the check replaces the next of `delays`.
    pub(crate) fn next_pause<O>(
        &mut self,
        hint: Option<Duration>,
        delays: &mut Delays<impl Wait>,
        now: Duration,
    ) -> Flow<O, Duration> {
        if self.is_over(now) {
            return ControlFlow::Break(Err(Cause::Timeout));
        }
        let delay = delays.next_or(hint, now);
        if hint.is_none() {
            self.evidence.paused(delay);
        }
        self.last_pause = delay.max(LEAST_PAUSE);
        let planned = self.next_check(now.saturating_add(self.last_pause), now);
        self.planned = self.settings.around.map_or(planned, |around| planned.min(around.max(now)));
        ControlFlow::Continue(self.planned.saturating_sub(now))
    }

    /// Returns the time of the next check: `planned`, or earlier. A stable time that would end before `planned` has a check at its end.
    /// Otherwise, the last check begins early enough to finish before the end. If that moment has passed, it begins at the end.
    fn next_check(&mut self, planned: Duration, now: Duration) -> Duration {
        if let Some(stable) = self.stable_at().filter(|at| *at > now) {
            return planned.min(stable);
        }
        let last_check = self.end().saturating_sub(self.time_to_finish());
        if matches!(self.settings.span, Span::Hold(_)) && last_check <= now {
            self.is_complete = true;
            return self.end().max(now);
        }
        [last_check, self.end()].into_iter().filter(|moment| *moment > now).fold(planned, Duration::min)
    }

    /// The time that the last check gets to finish. It begins this long before the end.
    fn time_to_finish(&self) -> Duration {
        self.evidence.longest.saturating_add(self.evidence.longest / 4)
    }
}

/// The end of the wait.
impl Progress {
    /// Ends the wait at the limit around it, if that is earlier.
    pub(crate) fn lie_within(&mut self, around: Option<Duration>) {
        self.settings.lie_within(around);
    }

    /// The limit, or the end of the time to hold.
    pub(super) fn end(&self) -> Duration {
        self.settings.end()
    }

    /// Whether the limit or the time to hold has passed.
    pub(crate) fn has_ended(&self, now: Duration) -> bool {
        now >= self.end()
    }

    /// Whether the limit around the wait has passed.
    pub(crate) fn is_cut_short(&self, now: Duration) -> bool {
        self.settings.around.is_some_and(|around| now >= around)
    }

    /// Whether the last ready check left no time for another.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Whether no check follows. A stable time that began before the limit may end after it.
    fn is_over(&self, now: Duration) -> bool {
        self.has_ended(now) && self.stable_at().is_none_or(|at| now >= at) || self.is_cut_short(now)
    }

    /// If the condition is ready, the end of its stable time.
    fn stable_at(&self) -> Option<Duration> {
        self.ready_since
            .filter(|_| !self.settings.stable_for.is_zero())
            .map(|since| since.saturating_add(self.settings.stable_for))
    }

    /// When the end of the wait cuts off a check. A slow check must not break the condition, so the last check of a stable time or of a
    /// time to hold gets more time. That is one pause, or 5/4 of the longest check if that is longer.
    fn cut_by_the_end(&self) -> Duration {
        let grace = self.time_to_finish().max(self.last_pause);
        let end = match self.settings.span {
            Span::Limit(_) => self.end(),
            Span::Hold(end) => end.saturating_add(grace),
        };
        let last = self.stable_at().map_or(end, |at| at.saturating_add(grace).max(end));
        self.settings.around.map_or(last, |around| last.min(around))
    }

    /// Returns `time`, or the time that the limit around the wait leaves if that is less. Lost time does not extend that limit.
    fn within_outer_limit(&self, now: Duration, time: Duration) -> Duration {
        self.settings.around.map_or(time, |around| time.min(around.saturating_sub(now)))
    }
}
