//! The context that a probe receives for one check.

use std::time::Duration;

use tenacity_wait::engine::text;

use crate::notes::Notes;

/// How many of the last lines of a log or a command the report shows.
pub(crate) const TAIL_LINES: usize = 20;

/// The context of one check: its number and its time. The probe can add notes for the report.
#[derive(Clone, Debug)]
pub struct CheckContext {
    pub(crate) number: u32,
    pub(crate) elapsed: Duration,
    pub(crate) remaining: Duration,
    pub(crate) notes: Notes,
}

impl CheckContext {
    /// Returns the number of this check. The first check is number 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns the time from the start of the wait to the start of this check.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns how long this check may take.
    #[must_use]
    pub fn remaining(&self) -> Duration {
        self.remaining
    }

    /// Notes why the probe is not ready. If this check is cut off, or ends with `Check::RetryAfter`, the report shows the note.
    pub fn note(&self, reason: impl AsRef<str>) {
        self.notes.lock().present = Some(text::shown(reason.as_ref()));
    }

    /// Notes the last lines that the probe has read. Keeps the last 20 lines that are not blank, with at most 200 characters each.
    pub fn note_tail<'a>(&self, lines: impl IntoIterator<Item = &'a str>) {
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let tail = lines[lines.len().saturating_sub(TAIL_LINES)..].iter().map(|line| text::shown(line)).collect();
        self.notes.lock().tail = tail;
    }
}
