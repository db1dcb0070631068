use core::time::Duration;

use crate::outcome::finish::Finish;
use crate::state::RetryState;

/// What one call took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The attempts made.
    pub attempts: u32,
    /// From the start of the call to the end of the last attempt.
    pub elapsed: Duration,
    /// The sum of the planned sleeps.
    pub idle_for: Duration,
    /// How the call ended.
    pub finish: Finish,
}

impl Report {
    /// One plain attempt, as a disabled policy makes it: nothing was measured.
    pub(crate) const PLAIN: Self =
        Self { attempts: 1, elapsed: Duration::ZERO, idle_for: Duration::ZERO, finish: Finish::Accepted };

    pub(crate) const fn of(state: &RetryState, finish: Finish) -> Self {
        Self { attempts: state.attempt_number(), elapsed: state.elapsed(), idle_for: state.idle_for(), finish }
    }
}

/// What a call returns beside its outcome, and so what it has to note.
#[cfg_attr(not(feature = "std"), allow(unreachable_pub, reason = "a bound of the future that `std` brings"))]
pub trait Reporting {
    /// What the call returns.
    type Output<R>;

    /// Nothing noted yet.
    fn new() -> Self;

    /// Whether a report is wanted, and with it the time.
    fn is_wanted(&self) -> bool;

    /// Notes the end of the call.
    fn note(&mut self, state: &RetryState, finish: Finish);

    /// What the call returns.
    fn output<R>(&self, outcome: R) -> Self::Output<R>;
}

/// A call returns its outcome.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeOnly;

/// A call returns its outcome, and a [`Report`].
#[derive(Clone, Copy, Debug)]
pub struct WithReport(pub(super) Report);

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
