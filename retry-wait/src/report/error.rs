use std::error::Error;
use std::fmt;
use std::io;
use std::panic::Location;
use std::time::Duration;

use super::evidence::Evidence;
use super::failure::{Cause, Failure};
use super::probe_report::ProbeReport;
use super::runtime;
use crate::settings::Settings;

/// The error of a failed wait, with its evidence.
///
/// `Display` writes one line. `Debug` writes the full report, because `unwrap` prints it, and a test that returns the error prints it, too:
///
/// ```
/// # use tenacity::{prelude::*, testing::VirtualTimer};
/// let mut states = ["NEW", "PENDING", "PENDING"].into_iter();
/// let error = wait_for_sync("order 42 to be closed", || states.next().unwrap_or("PAID"))
///     .until(|state| *state == "CLOSED")
///     .show(|state| *state)
///     .timer(VirtualTimer::new())
///     .run()
///     .unwrap_err();
/// assert_eq!(error.to_string(), "Timeout waiting for order 42 to be closed after 5.0s (101 checks; last value: PAID)");
/// let report = format!("{error:?}");
/// assert!(report.contains("\n  last value PAID (unchanged for 4.85s, 98 checks)"), "{report}");
/// assert!(report.contains("\n  history    NEW → PENDING ×2 → PAID ×98"), "{report}");
/// ```
///
/// A report shows a value only as `false` or `None`, as the reason of its `Check::Pending`, or as the text of `.show(…)`. It shows an error
/// by its `Display`. Each text is cut to 200 characters. Reports never use the `Debug` of a value, which may print secrets.
pub struct WaitError(Box<Failure>);

impl WaitError {
    pub(crate) fn new(failure: Failure) -> Self {
        Self(Box::new(failure))
    }

    /// Returns whether the wait ended because its limit has passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.cause, Cause::Timeout)
    }

    /// Returns the time from the first check to the end of the wait.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// Makes the error of a wait that a guard ended: `Stopped waiting for {description} after 0.3s: {what}: {reason}`.
    ///
    /// For crates that build their own kind of wait: see [`engine`](crate::engine).
    #[must_use]
    pub fn stopped(settings: Settings, what: String, reason: String, elapsed: Duration) -> Self {
        let cause = Cause::Tripped { what, reason };
        Self::new(Failure { settings, cause, elapsed, evidence: Evidence::default(), probes: Vec::new() })
    }

    /// Turns the error of one probe into that of a wait for several probes. The report lists each of `probes`.
    ///
    /// For crates that build their own kind of wait: see [`engine`](crate::engine).
    #[must_use]
    pub fn of_probes(mut self, description: String, probes: Vec<ProbeReport>) -> Self {
        let report = &mut *self.0;
        report.settings.description = description;
        report.probes = probes;
        if report.is_by_probe() {
            let checks = report.probes.iter().fold(0, |sum: u32, probe| sum.saturating_add(probe.checks));
            let error = report.evidence.error.take();
            report.evidence = Evidence { checks, answers: checks, error, ..Evidence::default() };
        }
        self
    }

    /// Records that the wait has blocked this thread. If the thread belongs to a Tokio runtime, the report points that out.
    ///
    /// For crates that build their own kind of wait: see [`engine`](crate::engine).
    #[must_use]
    pub fn of_this_thread(mut self) -> Self {
        self.0.evidence.blocked_a_runtime = runtime::has_this_thread();
        self
    }

    /// Records the skipped pauses of the wait, and the real time that it took.
    pub(crate) fn skipping(mut self, skipped: Option<(Duration, Duration)>) -> Self {
        self.0.evidence.skipped = skipped;
        self
    }

    /// Returns the evidence of the wait.
    ///
    /// For crates that build their own kind of wait: see [`engine`](crate::engine).
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.0.evidence
    }

    /// Returns the number of checks that have begun.
    #[must_use]
    pub fn checks(&self) -> u32 {
        self.0.evidence.checks
    }

    /// Returns the description of the wait.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.0.settings.description
    }

    /// Returns the scaled limit, or the time that a closer limit around the wait leaves. For [`hold`](crate::hold), returns the time to hold.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.0.limit()
    }

    /// Returns the last value, as the report shows it.
    #[must_use]
    pub fn last_value(&self) -> Option<&str> {
        self.0.evidence.value.as_ref().map(|(value, _)| value.as_str())
    }

    /// Returns the state of each probe of a `wait_until_ready`. Empty for other waits.
    #[must_use]
    pub fn probes(&self) -> &[ProbeReport] {
        &self.0.probes
    }

    /// Returns the source location of the wait.
    #[must_use]
    pub fn location(&self) -> &'static Location<'static> {
        self.0.settings.site
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Error for WaitError {
    /// Returns the last error of a check.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.evidence.error.as_ref().map(|(error, _)| &**error as &(dyn Error + 'static))
    }
}

impl From<WaitError> for io::Error {
    /// Converts the error. Its kind is `TimedOut` if the wait timed out, and `Other` if it failed otherwise.
    fn from(error: WaitError) -> Self {
        let kind = if error.is_timeout() { io::ErrorKind::TimedOut } else { io::ErrorKind::Other };
        Self::new(kind, error)
    }
}
