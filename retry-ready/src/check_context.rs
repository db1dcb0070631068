//! The context of one check, which its probe gets.

use std::time::Duration;

use tenacity_wait::engine::text;

use crate::notes::Notes;

/// The number of last lines of a log or a command that a report shows.
pub(crate) const TAIL_LINES: usize = 20;

/// The context of one check: its number and its time. The probe writes notes for the report into it.
#[derive(Clone, Debug)]
pub struct CheckContext {
    pub(crate) number: u32,
    pub(crate) elapsed: Duration,
    pub(crate) remaining: Duration,
    pub(crate) notes: Notes,
}

impl CheckContext {
    /// The number of this check, the first being 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The time from the start of the wait to the start of this check.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How long this check may take.
    #[must_use]
    pub fn remaining(&self) -> Duration {
        self.remaining
    }

    /// Notes why the probe is not ready. The report shows it if this check is cut off, or ends with `Check::RetryAfter`.
    pub fn note(&self, reason: impl AsRef<str>) {
        self.notes.lock().present = Some(text::shown(reason.as_ref()));
    }

    /// Notes the last lines that were read. It keeps the last 20 lines, with at most 200 characters each.
    pub fn note_tail<'a>(&self, lines: impl IntoIterator<Item = &'a str>) {
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let tail = lines[lines.len().saturating_sub(TAIL_LINES)..].iter().map(|line| text::shown(line)).collect();
        self.notes.lock().tail = tail;
    }
}
