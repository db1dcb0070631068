//! The progress of one wait: the results of its checks, and whether they are enough.

use std::mem;
use std::ops::ControlFlow;
use std::time::Duration;

use crate::judge::check::Check;
use crate::report::check_report::CheckReport;
use crate::report::error::WaitError;
use crate::report::evidence::Evidence;
use crate::report::failure::{Cause, Failure};
use crate::settings::Settings;

/// The end of a wait, or the next step.
pub(crate) type Flow<O, N> = ControlFlow<Result<O, Cause>, N>;

/// The progress of one wait. Every `now` is the time since its start.
#[derive(Debug)]
pub struct Progress {
    pub(crate) settings: Settings,
    pub(crate) evidence: Evidence,
    /// The number of ready checks in a row.
    ready_in_a_row: u32,
    /// The time when the first of them ended.
    pub(super) ready_since: Option<Duration>,
    /// How long the current check may take.
    pub(super) check_limit: Duration,
    pub(super) last_pause: Duration,
    /// The time at which the next check was planned.
    pub(super) planned: Duration,
    /// How much later the wait was polled.
    pub(super) late: Duration,
    /// Whether the current check has got its lost time back.
    pub(super) has_resumed: bool,
    /// Whether no other check fits before the end of the time to hold.
    pub(super) is_complete: bool,
}

impl Progress {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            evidence: Evidence::default(),
            ready_in_a_row: 0,
            ready_since: None,
            check_limit: Duration::ZERO,
            last_pause: Duration::ZERO,
            planned: Duration::ZERO,
            late: Duration::ZERO,
            has_resumed: false,
            is_complete: false,
        }
    }

    /// Records the result of a check, or `None` if it was cut off. Returns its value if it was ready, and the delay that it asks for.
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
        self.evidence.took(self.check_time(now));
        if matches!(check, Check::Ready(_)) {
            self.ready_in_a_row = self.ready_in_a_row.saturating_add(1);
            self.ready_since.get_or_insert(now);
        } else {
            (self.ready_in_a_row, self.ready_since) = (0, None);
        }
    }

    fn note_cut(&mut self, now: Duration) {
        (self.ready_in_a_row, self.ready_since) = (0, None);
        if self.check_limit.is_zero() {
            // This check began at the very end of the wait and had no time. Its missing result means nothing.
        } else if self.has_ended(now) {
            self.evidence.in_flight = Some(self.check_time(now));
        } else {
            self.evidence.took(self.check_time(now));
            self.evidence.saw(format!("no answer in {:?}", self.check_limit), now);
        }
    }

    /// How long the current check has run.
    fn check_time(&self, now: Duration) -> Duration {
        now.saturating_sub(self.evidence.last_check)
    }

    /// The report of the check that has ended now, for observers. `next` is the pause that follows.
    pub(crate) fn looked(&self, has_answered: bool, now: Duration, next: Option<Duration>) -> CheckReport<'_> {
        let found = self.evidence.history.last().filter(|_| has_answered).map_or("no answer", |entry| &entry.found);
        let remaining = self.end().saturating_sub(now);
        CheckReport {
            description: &self.settings.description,
            number: self.evidence.checks,
            found,
            elapsed: now,
            remaining,
            next,
        }
    }

    /// Whether enough checks in a row were ready, for long enough.
    pub(crate) fn is_reached(&self, now: Duration) -> bool {
        let Some(since) = self.ready_since else { return false };
        self.ready_in_a_row >= self.settings.successes && now.saturating_sub(since) >= self.settings.stable_for
    }

    /// The error of a wait that ends now.
    pub(crate) fn fail(&mut self, cause: Cause, now: Duration) -> WaitError {
        let (description, scale) = (mem::take(&mut self.settings.description), self.settings.scale.take());
        let settings = Settings { description, scale, ..self.settings };
        WaitError::new(Failure { settings, cause, elapsed: now, evidence: mem::take(&mut self.evidence), probes: Vec::new() })
    }
}
