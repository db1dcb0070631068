use std::error::Error;
use std::fmt;
use std::io;
use std::panic::Location;
use std::time::Duration;

use super::evidence::Evidence;
use super::failure::{Cause, Report};
use super::probe_report::ProbeReport;
use super::runtime;
use crate::terms::Terms;

/// A wait that failed, and what it saw.
///
/// `Display` is one line. `Debug` is the full report, because that is what `unwrap` prints, and a test that returns it:
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
/// Of values it shows what `bool` and `Option` say of themselves (`false`, `None`), the reasons of `Check::Pending` and what
/// `.show(…)` makes of a value, and of errors their `Display`; each cut to 200 characters. No value is shown by its own `Debug`,
/// which may well print what is secret.
pub struct WaitError(Box<Report>);

impl WaitError {
    pub(crate) fn new(report: Report) -> Self {
        Self(Box::new(report))
    }

    /// Whether the limit has passed, instead of something having ended the wait before it.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.cause, Cause::Timeout)
    }

    /// From the first look to the end of the wait.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// The error of a wait that something outside of it has ended: `Stopped waiting for {description} after 0.3s: {what}: {reason}`.
    ///
    /// For a crate that waits in a way of its own: see [`engine`](crate::engine).
    #[must_use]
    pub fn stopped(terms: Terms, what: String, reason: String, elapsed: Duration) -> Self {
        let cause = Cause::Tripped { what, reason };
        Self::new(Report { terms, cause, elapsed, evidence: Evidence::default(), probes: Vec::new() })
    }

    /// The error of a wait for several probes, of which one has failed with this error: its report lists each of `probes`.
    ///
    /// For a crate that waits in a way of its own: see [`engine`](crate::engine).
    #[must_use]
    pub fn of_probes(mut self, description: String, probes: Vec<ProbeReport>) -> Self {
        let report = &mut *self.0;
        report.terms.description = description;
        report.probes = probes;
        if report.is_by_probe() {
            let checks = report.probes.iter().fold(0, |sum: u32, probe| sum.saturating_add(probe.checks));
            let error = report.evidence.error.take();
            report.evidence = Evidence { checks, answers: checks, error, ..Evidence::default() };
        }
        self
    }

    /// The error of a wait that has blocked this thread: if the thread is one of a Tokio runtime, the report says so.
    ///
    /// For a crate that waits in a way of its own: see [`engine`](crate::engine).
    #[must_use]
    pub fn of_this_thread(mut self) -> Self {
        self.0.evidence.blocked_a_runtime = runtime::has_this_thread();
        self
    }

    /// The failure of a wait that skipped pauses, and the real time that it took.
    pub(crate) fn skipping(mut self, skipped: Option<(Duration, Duration)>) -> Self {
        self.0.evidence.skipped = skipped;
        self
    }

    /// What the wait saw.
    ///
    /// For a crate that waits in a way of its own: see [`engine`](crate::engine).
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.0.evidence
    }

    /// How many looks were begun.
    #[must_use]
    pub fn checks(&self) -> u32 {
        self.0.evidence.checks
    }

    /// What was waited for.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.0.terms.description
    }

    /// The limit, as scaled, or what a closer limit around the wait left; of [`hold`](crate::hold), the time to hold.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.0.limit()
    }

    /// The last value, as it is shown.
    #[must_use]
    pub fn last_value(&self) -> Option<&str> {
        self.0.evidence.value.as_ref().map(|(value, _)| value.as_str())
    }

    /// What became of each probe of a `wait_until_ready`; empty for other waits.
    #[must_use]
    pub fn probes(&self) -> &[ProbeReport] {
        &self.0.probes
    }

    /// Where the wait was written.
    #[must_use]
    pub fn location(&self) -> &'static Location<'static> {
        self.0.terms.site
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
    /// The last error that a check gave.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.evidence.error.as_ref().map(|(error, _)| &**error as &(dyn Error + 'static))
    }
}

impl From<WaitError> for io::Error {
    /// Of the kind `TimedOut`, if it is a timeout.
    fn from(error: WaitError) -> Self {
        let kind = if error.is_timeout() { io::ErrorKind::TimedOut } else { io::ErrorKind::Other };
        Self::new(kind, error)
    }
}
