//! The place at which an unfinished order continues, from the engine's journal.

use std::fmt;
use std::time::Duration;

use duroxide::{Event, EventKind};

use crate::show::clock;
use crate::workflow::Attempt;

/// The last thing that the journal knows of an order.
#[derive(Debug)]
pub(crate) enum Progress {
    /// The order has no attempt yet.
    Begun,
    /// An attempt began, and no decision of it was journaled.
    Attempting(Attempt),
    /// An attempt ended, and the next one begins at this time since the Unix epoch.
    Sleeping(Attempt, Duration),
}

impl Progress {
    /// Reads the progress of an order from its events.
    pub(crate) fn of(events: Vec<Event>) -> Result<Self, serde_json::Error> {
        let mut progress = Self::Begun;
        for event in events {
            progress = match (event.kind, progress) {
                (EventKind::ActivityScheduled { input, .. }, _) => Self::Attempting(serde_json::from_str(&input)?),
                (EventKind::TimerCreated { fire_at_ms }, Self::Attempting(last)) => {
                    Self::Sleeping(last, Duration::from_millis(fire_at_ms))
                }
                (_, progress) => progress,
            };
        }
        Ok(progress)
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |attempt: &Attempt| attempt.saved.attempts().saturating_add(1);
        match self {
            Self::Begun => write!(f, "before its first attempt"),
            Self::Attempting(last) => {
                write!(f, "at {}: attempt {} was interrupted, and begins again", last.service.path(), number(last))
            }
            Self::Sleeping(last, until) => {
                let (path, made) = (last.service.path(), number(last));
                write!(f, "at {path}: attempts made: {made}, attempt {} is planned for {}", made + 1, clock(*until))
            }
        }
    }
}
