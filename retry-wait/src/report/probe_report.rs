use std::fmt;
use std::time::Duration;

use tenacity_core::text::Escaped;

use super::text;

/// What became of one probe of `wait_until_ready`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProbeReport {
    /// What is probed: `tcp localhost:5432`.
    pub description: String,
    /// Whether it is ready.
    pub state: ProbeState,
    /// How many looks were begun.
    pub checks: u32,
    /// The last lines that a log or a command wrote, no more than 20.
    pub tail: Vec<String>,
}

/// Whether a probe is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProbeState {
    /// It was found ready.
    Ready {
        /// When, counted from the start.
        after: Duration,
    },
    /// It is not ready yet.
    Pending {
        /// Why, in one line.
        reason: String,
    },
    /// It will never be ready.
    Failed {
        /// Why, in one line.
        reason: String,
    },
}

impl ProbeReport {
    /// What became of the probe of this description. Of more than 20 last lines, give the last.
    #[must_use]
    pub fn new(description: String, state: ProbeState, checks: u32, tail: Vec<String>) -> Self {
        Self { description, state, checks, tail }
    }

    /// `ready`, `pending` or `failed`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.state {
            ProbeState::Ready { .. } => "ready",
            ProbeState::Pending { .. } => "pending",
            ProbeState::Failed { .. } => "failed",
        }
    }

    /// When it was ready, if it is.
    #[must_use]
    pub fn ready_after(&self) -> Option<Duration> {
        if let ProbeState::Ready { after } = self.state { Some(after) } else { None }
    }

    /// Why it is not ready, if it is not.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match &self.state {
            ProbeState::Ready { .. } => None,
            ProbeState::Pending { reason } | ProbeState::Failed { reason } => Some(reason),
        }
    }

    /// What is told of it beside the word.
    pub(crate) fn told(&self) -> String {
        let description = Escaped(&self.description);
        match &self.state {
            ProbeState::Ready { after } => format!("{description} after {}", text::span(*after)),
            ProbeState::Pending { reason } | ProbeState::Failed { reason } => format!("{description}: {reason}"),
        }
    }
}

/// One line: `pending: tcp localhost:5432: connection refused`.
impl fmt::Display for ProbeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.word(), self.told())
    }
}
