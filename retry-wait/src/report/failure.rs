//! A wait that failed.

use std::time::Duration;

use super::evidence::Evidence;
use super::probe_report::ProbeReport;
use crate::terms::Terms;

/// Why a wait failed.
#[derive(Debug)]
pub enum Cause {
    /// The limit has passed.
    Timeout,
    /// The last error is final.
    Fatal,
    /// Something of the outside world has happened.
    Tripped { what: String, reason: String },
    /// What was to hold did not.
    Broken,
    /// What was to hold could not be seen: the last look gave no answer.
    Unanswered,
    /// It never began: what the environment says is no factor.
    BadScale(String),
}

/// A wait that failed.
pub(crate) struct Report {
    pub(crate) terms: Terms,
    pub(crate) cause: Cause,
    pub(crate) elapsed: Duration,
    pub(crate) evidence: Evidence,
    /// The probes of a wait for several, or for one whose log explains more.
    pub(crate) probes: Vec<ProbeReport>,
}

impl Report {
    pub(crate) fn limit(&self) -> Duration {
        self.terms.end()
    }

    /// Whether the report lists the probes: if there are several, or if a guard ended the wait for one.
    pub(crate) fn is_by_probe(&self) -> bool {
        match self.probes.len() {
            0 => false,
            1 => matches!(self.cause, Cause::Tripped { .. }),
            _ => true,
        }
    }
}
