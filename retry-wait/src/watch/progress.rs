//! When to look, how long a look may take and when the wait is over, decided without a clock: sync and async ask the same.

use std::mem;
use std::ops::ControlFlow;
use std::time::Duration;

use tenacity_core::{Delays, Wait};

use super::kind::Flow;
use super::looker::NextLook;
use crate::judge::check::Check;
use crate::report::error::WaitError;
use crate::report::evidence::Evidence;
use crate::report::failure::{Cause, Report};
use crate::report::looked::Looked;
use crate::terms::{Span, Terms};

/// The least pause: a wait without pauses would hold its thread, and on a virtual clock never end.
pub(crate) const LEAST_PAUSE: Duration = Duration::from_millis(1);

/// If a wait is polled so much later than it asked for, something else has held its thread or stopped its process.
const STANDSTILL: Duration = Duration::from_millis(100);

/// The progress of one wait. Every `now` is the time since its start.
#[derive(Debug)]
pub struct Progress {
    pub(crate) terms: Terms,
    pub(crate) evidence: Evidence,
    /// Ready looks in a row.
    streak: u32,
    /// When the first of them was.
    ready_since: Option<Duration>,
    /// How long the present look may take.
    room: Duration,
    last_pause: Duration,
    /// When the next look was to begin, and how much later than that the wait was polled.
    planned: Duration,
    late: Duration,
    /// Whether the present look was given time that it had lost.
    has_resumed: bool,
    /// No other look has room before the end of a time to hold.
    is_closing: bool,
}

impl Progress {
    pub(crate) fn new(terms: Terms) -> Self {
        Self {
            terms,
            evidence: Evidence::default(),
            streak: 0,
            ready_since: None,
            room: Duration::ZERO,
            last_pause: Duration::ZERO,
            planned: Duration::ZERO,
            late: Duration::ZERO,
            has_resumed: false,
            is_closing: false,
        }
    }

    /// Begins a look.
    pub(crate) fn begin(&mut self, now: Duration) {
        self.evidence.checks = self.evidence.checks.saturating_add(1);
        self.evidence.last_look = now;
        self.has_resumed = false;
        let lost = self.lost();
        let rest = self.within(now, self.last_moment().saturating_sub(now).max(lost));
        self.room = match self.terms.check_timeout {
            // One look, and it would be pointless if it could not take its time.
            Some(limit) if matches!(self.terms.span, Span::Limit(Duration::ZERO)) => limit,
            Some(limit) => limit.min(rest),
            None => rest,
        };
    }

    /// The time that a look gets beyond the end because the wait was polled too late to begin it before: as much as was lost, or as a
    /// look takes. A look that was planned for the end itself gets none, unless the wait stood still.
    fn lost(&mut self) -> Duration {
        let late = mem::take(&mut self.late);
        let last = self.last_moment();
        if late >= STANDSTILL {
            self.lead().max(late)
        } else if self.evidence.last_look >= last && self.planned < last {
            self.lead()
        } else {
            Duration::ZERO
        }
    }

    /// `time`, or what the limit around the wait leaves, if that is less: lost time does not extend that limit.
    fn within(&self, now: Duration, time: Duration) -> Duration {
        self.terms.around.map_or(time, |around| time.min(around.saturating_sub(now)))
    }

    /// Notes that the wait was polled so much later than its pause ended.
    pub(crate) fn woke_late(&mut self, late: Duration) {
        self.late = self.late.max(late);
    }

    /// Gives the present look the time back that it lost, once, if the wait was polled so much later than the look was to be cut off.
    /// Returns whether it did.
    pub(crate) fn resume(&mut self, late: Duration, now: Duration) -> bool {
        if late < STANDSTILL || self.has_resumed {
            return false;
        }
        self.has_resumed = true;
        self.room = now.saturating_sub(self.evidence.last_look).saturating_add(self.within(now, late));
        true
    }

    /// When the present look is cut off.
    pub(crate) fn cut_at(&self) -> Duration {
        self.evidence.last_look.saturating_add(self.room)
    }

    /// Ends the wait with the limit around it, if that is closer.
    pub(crate) fn lie_within(&mut self, around: Option<Duration>) {
        self.terms.lie_within(around);
    }

    /// The present look, as its maker sees it.
    pub(crate) fn look(&self) -> NextLook {
        NextLook { number: self.evidence.checks, elapsed: self.evidence.last_look, remaining: self.room }
    }

    /// How long the present look may take.
    pub(crate) fn room(&self) -> Duration {
        self.room
    }

    /// How long the look may still take.
    pub(crate) fn rest(&self, now: Duration) -> Duration {
        self.cut_at().saturating_sub(now)
    }

    /// Notes what a check found, or `None` if it was cut off. Returns the value if it was ready, and the delay that it asks for.
    pub(crate) fn note<V, O>(&mut self, check: Option<Check<V>>, now: Duration) -> Flow<O, (Option<V>, Option<Duration>)> {
        let Some(check) = check else {
            self.note_cut(now);
            return ControlFlow::Continue((None, None));
        };
        self.note_answer(&check, now);
        match check {
            Check::Ready(value) => {
                self.evidence.saw("ready", now);
                return ControlFlow::Continue((Some(value), None));
            }
            Check::Pending(Some(value)) => self.evidence.saw_value(&value, now),
            Check::Pending(None) => self.evidence.saw("not yet", now),
            Check::Retry(error) => self.evidence.saw_error(error, now),
            Check::Fatal(error) => {
                self.evidence.saw_error(error, now);
                return ControlFlow::Break(Err(Cause::Fatal));
            }
            Check::RetryAfter(delay) => {
                self.evidence.saw(format!("retry after {delay:?}"), now);
                return ControlFlow::Continue((None, Some(delay)));
            }
        }
        ControlFlow::Continue((None, None))
    }

    fn note_answer<V>(&mut self, check: &Check<V>, now: Duration) {
        self.evidence.answers = self.evidence.answers.saturating_add(1);
        self.evidence.longest = self.evidence.longest.max(now.saturating_sub(self.evidence.last_look));
        if matches!(check, Check::Ready(_)) {
            self.streak = self.streak.saturating_add(1);
            self.ready_since.get_or_insert(now);
        } else {
            self.break_streak();
        }
    }

    fn note_cut(&mut self, now: Duration) {
        self.break_streak();
        let time = now.saturating_sub(self.evidence.last_look);
        if self.room.is_zero() {
            // This was the glance at the very end: that it did not answer means nothing.
        } else if now >= self.end() {
            self.evidence.in_flight = Some(time);
        } else {
            self.evidence.longest = self.evidence.longest.max(time);
            self.evidence.saw(format!("no answer in {:?}", self.room), now);
        }
    }

    fn break_streak(&mut self) {
        (self.streak, self.ready_since) = (0, None);
    }

    /// The look that has ended now, as it is told.
    pub(crate) fn looked(&self, has_answered: bool, now: Duration, next: Option<Duration>) -> Looked<'_> {
        let found = self.evidence.history.last().filter(|_| has_answered).map_or("no answer", |run| &run.found);
        let remaining = self.end().saturating_sub(now);
        Looked { description: &self.terms.description, number: self.evidence.checks, found, elapsed: now, remaining, next }
    }

    /// Whether the condition was ready often and long enough.
    pub(crate) fn is_reached(&self, now: Duration) -> bool {
        let Some(since) = self.ready_since else { return false };
        self.streak >= self.terms.successes && now.saturating_sub(since) >= self.terms.stable_for
    }

    /// The limit, or the end of the time to hold.
    fn end(&self) -> Duration {
        self.terms.end()
    }

    /// Where a condition that has become ready will have been so for long enough.
    fn stable_at(&self) -> Option<Duration> {
        self.ready_since.filter(|_| !self.terms.stable_for.is_zero()).map(|since| since.saturating_add(self.terms.stable_for))
    }

    /// When a look is cut off. That at the end of a stable time, or of one to hold, may still finish, for as long as a pause or 5/4 of
    /// the longest look takes: that it is slower than those before it does not break the condition.
    fn last_moment(&self) -> Duration {
        let grace = self.lead().max(self.last_pause);
        let end = match self.terms.span {
            Span::Limit(_) => self.end(),
            Span::Hold(end) => end.saturating_add(grace),
        };
        let last = self.stable_at().map_or(end, |at| at.saturating_add(grace).max(end));
        self.terms.around.map_or(last, |around| last.min(around))
    }

    /// How long before the end the last look begins, to have room to finish.
    fn lead(&self) -> Duration {
        self.evidence.longest.saturating_add(self.evidence.longest / 4)
    }

    /// Whether no look is to follow. The limit says when a stable time must have begun, so that it may end later.
    pub(crate) fn is_over(&self, now: Duration) -> bool {
        now >= self.end() && self.stable_at().is_none_or(|at| now >= at) || self.is_cut_short(now)
    }

    /// Whether the limit around the wait has passed.
    pub(crate) fn is_cut_short(&self, now: Duration) -> bool {
        self.terms.around.is_some_and(|around| now >= around)
    }

    /// Whether a time to hold has passed.
    pub(crate) fn has_ended(&self, now: Duration) -> bool {
        now >= self.end()
    }

    /// Whether no look is missing: after the last ready one there was no room for another.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_closing
    }

    /// The pause before the next check, unless the wait is over. A `hint` that the check gave replaces the next of `delays`.
    pub(crate) fn next_pause<O>(
        &mut self,
        hint: Option<Duration>,
        delays: &mut Delays<impl Wait>,
        now: Duration,
    ) -> Flow<O, Duration> {
        if self.is_over(now) {
            return ControlFlow::Break(Err(Cause::Timeout));
        }
        ControlFlow::Continue(self.pause(hint, delays, now))
    }

    /// The pause before the next look.
    fn pause(&mut self, hint: Option<Duration>, delays: &mut Delays<impl Wait>, now: Duration) -> Duration {
        let delay = delays.next_or(hint, now);
        if hint.is_none() {
            self.evidence.paused(delay);
        }
        self.last_pause = delay.max(LEAST_PAUSE);
        let planned = self.next_look(now.saturating_add(self.last_pause), now);
        self.planned = self.terms.around.map_or(planned, |around| planned.min(around.max(now)));
        self.planned.saturating_sub(now)
    }

    /// `planned`, or earlier: where a stable time ends; else where the last look has room to finish, if that is still to come; else
    /// at the end.
    fn next_look(&mut self, planned: Duration, now: Duration) -> Duration {
        if let Some(stable) = self.stable_at().filter(|at| *at > now) {
            return planned.min(stable);
        }
        let with_room = self.end().saturating_sub(self.lead());
        if matches!(self.terms.span, Span::Hold(_)) && with_room <= now {
            self.is_closing = true;
            return self.end().max(now);
        }
        [with_room, self.end()].into_iter().filter(|moment| *moment > now).fold(planned, Duration::min)
    }

    /// The error of a wait that ends now.
    pub(crate) fn fail(&mut self, cause: Cause, now: Duration) -> WaitError {
        let (description, scale) = (mem::take(&mut self.terms.description), self.terms.scale.take());
        let terms = Terms { description, scale, ..self.terms };
        WaitError::new(Report { terms, cause, elapsed: now, evidence: mem::take(&mut self.evidence), probes: Vec::new() })
    }
}
