use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tenacity_wait::engine::text;

/// As many lines of what a probe has read as a report shows.
pub(crate) const TAIL_LINES: usize = 20;

/// One look, as its probe is told of it, and where the probe tells what it sees meanwhile.
#[derive(Clone, Debug)]
pub struct Look {
    pub(crate) number: u32,
    pub(crate) elapsed: Duration,
    pub(crate) remaining: Duration,
    pub(crate) notes: Notes,
}

impl Look {
    /// The number of this look, the first being 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How long the wait had gone on when this look began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How long this look may take.
    #[must_use]
    pub fn remaining(&self) -> Duration {
        self.remaining
    }

    /// Notes why the probe is not ready: what is reported if this look is cut off, or ends with `Check::RetryAfter`.
    pub fn note(&self, reason: impl AsRef<str>) {
        self.notes.lock().present = Some(text::shown(reason.as_ref()));
    }

    /// Notes the last lines that were read. Of more than 20 the last are kept, of each no more than 200 characters.
    pub fn note_tail<'a>(&self, lines: impl IntoIterator<Item = &'a str>) {
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let tail = lines[lines.len().saturating_sub(TAIL_LINES)..].iter().map(|line| text::shown(line)).collect();
        self.notes.lock().tail = tail;
    }
}

/// What a probe tells beside the result of a look.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// Of a look that is under way, or was cut off.
    pub(crate) present: Option<String>,
    /// Of the last look that ended, if it did not tell by itself.
    pub(crate) past: Option<String>,
    /// When the present look began, and how long it may take.
    pub(crate) begun: Option<Instant>,
    pub(crate) room: Duration,
    pub(crate) tail: Vec<String>,
}

impl Notes {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
