//! The data of a failed wait. Its report is made from them.

use std::time::Duration;

use super::evidence::Evidence;
use super::probe_report::ProbeReport;
use crate::settings::Settings;

/// Why a wait failed.
#[derive(Debug)]
pub enum Cause {
    /// The limit has passed.
    Timeout,
    /// The last error is final.
    Fatal,
    /// A guard has tripped.
    Tripped { what: String, reason: String },
    /// A check of `hold` was not ready.
    Broken,
    /// The last check of `hold` did not complete, so it is unknown whether the condition held to the end.
    Unanswered,
    /// The wait did not begin, because `TENACITY_TIMEOUT_SCALE` is invalid.
    BadScale(String),
}

/// A failed wait, and its evidence.
pub(crate) struct Failure {
    pub(crate) settings: Settings,
    pub(crate) cause: Cause,
    pub(crate) elapsed: Duration,
    pub(crate) evidence: Evidence,
    /// The probes of a `wait_until_ready`.
    pub(crate) probes: Vec<ProbeReport>,
}

impl Failure {
    pub(crate) fn limit(&self) -> Duration {
        self.settings.end()
    }

    /// Whether the report lists the probes: if there are several, or if a guard ended the wait for a single one.
    pub(crate) fn is_by_probe(&self) -> bool {
        match self.probes.len() {
            0 => false,
            1 => matches!(self.cause, Cause::Tripped { .. }),
            _ => true,
        }
    }
}
