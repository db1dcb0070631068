use std::fmt;
use std::time::Duration;

use tenacity_core::text::Escaped;

use super::text;

/// The state of one probe of `wait_until_ready`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProbeReport {
    /// The description of the probe: `tcp localhost:5432`.
    pub description: String,
    /// Whether it is ready.
    pub state: ProbeState,
    /// The number of checks that have begun.
    pub checks: u32,
    /// The last lines of a log or of a command's output, at most 20.
    pub tail: Vec<String>,
}

/// Whether a probe is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProbeState {
    /// It is ready.
    Ready {
        /// The time since the start of the wait.
        after: Duration,
    },
    /// It is not ready yet.
    Pending {
        /// The reason, in one line.
        reason: String,
    },
    /// It will never be ready.
    Failed {
        /// The reason, in one line.
        reason: String,
    },
}

impl ProbeReport {
    /// Makes the report of a probe. `tail` should have at most 20 lines.
    #[must_use]
    pub fn new(description: String, state: ProbeState, checks: u32, tail: Vec<String>) -> Self {
        Self { description, state, checks, tail }
    }

    /// Returns `ready`, `pending` or `failed`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.state {
            ProbeState::Ready { .. } => "ready",
            ProbeState::Pending { .. } => "pending",
            ProbeState::Failed { .. } => "failed",
        }
    }

    /// If the probe is ready, returns the time from the start of the wait to that moment.
    #[must_use]
    pub fn ready_after(&self) -> Option<Duration> {
        if let ProbeState::Ready { after } = self.state { Some(after) } else { None }
    }

    /// If the probe is not ready, returns the reason.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match &self.state {
            ProbeState::Ready { .. } => None,
            ProbeState::Pending { reason } | ProbeState::Failed { reason } => Some(reason),
        }
    }

    /// The description, and the time or the reason.
    pub(crate) fn summary(&self) -> String {
        let description = Escaped(&self.description);
        match &self.state {
            ProbeState::Ready { after } => format!("{description} after {}", text::span(*after)),
            ProbeState::Pending { reason } | ProbeState::Failed { reason } => format!("{description}: {reason}"),
        }
    }
}

/// Writes one line: `pending: tcp localhost:5432: connection refused`.
impl fmt::Display for ProbeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.word(), self.summary())
    }
}
