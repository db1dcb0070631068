use core::time::Duration;

use crate::call::memory::{Memory, Progress};
use crate::outcome::finish::Finish;
use crate::state::RetryState;

/// The attempts and the time that one call took, and how it ended.
///
/// With the feature `serde`, it can be stored: its times are whole nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Report {
    /// The number of attempts made.
    pub attempts: u32,
    /// The time from the start of the call to the end of the last attempt.
    #[cfg_attr(feature = "serde", serde(with = "crate::nanos::wire"))]
    pub elapsed: Duration,
    /// The sum of the planned sleeps.
    #[cfg_attr(feature = "serde", serde(with = "crate::nanos::wire"))]
    pub idle_for: Duration,
    /// How the call ended.
    pub finish: Finish,
}

impl Report {
    /// The report of one plain attempt, as a disabled policy makes it. The time is not measured.
    pub(crate) const PLAIN: Self =
        Self { attempts: 1, elapsed: Duration::ZERO, idle_for: Duration::ZERO, finish: Finish::Accepted };

    pub(crate) const fn of(state: &RetryState, finish: Finish) -> Self {
        Self { attempts: state.attempt_number(), elapsed: state.elapsed(), idle_for: state.idle_for(), finish }
    }
}

/// Whether a call returns a report with its outcome.
#[cfg_attr(not(feature = "std"), allow(unreachable_pub, reason = "a bound of the future that needs the feature `std`"))]
pub trait Reporting {
    /// The return type of a call.
    type Output<R>;

    /// Creates an empty record.
    fn new() -> Self;

    /// Whether the call returns a report, and so has to read the time.
    fn is_wanted(&self) -> bool;

    /// Records the end of the call.
    fn note(&mut self, state: &RetryState, finish: Finish);

    /// Returns the outcome, with the report if the call returns one.
    fn output<R>(&self, outcome: R) -> Self::Output<R>;
}

/// The call returns its outcome.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeOnly;

/// The call returns its outcome and a [`Report`].
#[derive(Clone, Copy, Debug)]
pub struct WithReport(pub(super) Report);

impl WithReport {
    /// The report of a call that a disabled policy ends after this attempt.
    pub(super) fn accepted(progress: &Progress, elapsed: Duration) -> Self {
        Self(Report::of(&progress.state("", None, elapsed), Finish::Accepted))
    }
}

impl Reporting for OutcomeOnly {
    type Output<R> = R;

    #[inline]
    fn new() -> Self {
        Self
    }

    #[inline]
    fn is_wanted(&self) -> bool {
        false
    }

    #[inline]
    fn note(&mut self, _: &RetryState, _: Finish) {}

    #[inline]
    fn output<R>(&self, outcome: R) -> R {
        outcome
    }
}

impl Reporting for WithReport {
    type Output<R> = (R, Report);

    #[inline]
    fn new() -> Self {
        Self(Report::PLAIN)
    }

    #[inline]
    fn is_wanted(&self) -> bool {
        true
    }

    #[inline]
    fn note(&mut self, state: &RetryState, finish: Finish) {
        self.0 = Report::of(state, finish);
    }

    #[inline]
    fn output<R>(&self, outcome: R) -> (R, Report) {
        (outcome, self.0)
    }
}
