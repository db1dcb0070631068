use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use tenacity_core::Wait;
use tenacity_wait::engine::Settings;
use tenacity_wait::{ProbeReport, WaitError};

/// A [`Probe`](crate::Probe), or several probes joined by `&` and `|`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a probe",
    label = "expected a probe, or several joined by `&` and `|`",
    note = "a probe is `tcp(…)`, `http(…)`, `command([…])`, `log(…)`, `file(…)`, or a closure such as `|| client.ping()`"
)]
pub trait Readiness {
    /// The value that the wait returns.
    type Output;

    #[doc(hidden)]
    type Underway: Underway<Found = Self::Output>;

    /// Returns the description of the probes.
    fn describe(&self) -> String;

    #[doc(hidden)]
    fn begin(self, plan: &Plan) -> Self::Underway;
}

/// A wait for readiness that has begun.
pub trait Underway: Future<Output = Result<Self::Found, WaitError>> {
    #[doc(hidden)]
    type Found;

    /// Adds the state of each probe to `reports`.
    #[doc(hidden)]
    fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>);

    /// Whether the first check was ready. After [`look_again`](Self::look_again), the first check since then counts.
    #[doc(hidden)]
    fn is_steady(self: Pin<&Self>) -> bool;

    /// Takes the last notes of a wait that has failed. Returns whether the notes are complete.
    #[doc(hidden)]
    fn final_notes(self: Pin<&mut Self>) -> bool;

    /// Continues as if no check had been ready yet.
    #[doc(hidden)]
    fn look_again(self: Pin<&mut Self>);
}

/// The pauses that all probes share.
pub(crate) type SharedWait = Arc<dyn Wait + Send + Sync>;

/// The settings and pauses of each probe's wait.
pub struct Plan {
    pub(crate) settings: Settings,
    pub(crate) wait: SharedWait,
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Probes or a closure. `K` distinguishes closures that return a future from those that return a value immediately.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be waited for",
    label = "expected a probe, or a closure that returns whether it is ready",
    note = "a probe is `tcp(\"db:5432\")`, `http(\"http://…\")`, `command([…])`, `log(…)` or `file(…)`",
    note = "a closure returns a `bool`, an `Option`, a `Result` or a future of one; compare other values: `|| count() > 0`"
)]
pub trait IntoReadiness<K> {
    /// The probes.
    type Readiness: Readiness;

    #[doc(hidden)]
    fn into_readiness(self) -> Self::Readiness;
}

/// A kind of [`IntoReadiness`]: probes, which need no conversion.
#[derive(Debug)]
pub struct AsItIs;

/// A kind of [`IntoReadiness`]: a closure that returns its value immediately.
#[derive(Debug)]
pub struct Immediate;

impl<R: Readiness> IntoReadiness<AsItIs> for R {
    type Readiness = R;

    fn into_readiness(self) -> R {
        self
    }
}
