use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use tenacity_core::Wait;
use tenacity_wait::engine::Terms;
use tenacity_wait::{ProbeReport, WaitError};

/// What can be waited for: a [`Probe`](crate::Probe), or several, joined by `&` and `|`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to wait for",
    label = "expected a probe, or several, joined by `&` and `|`",
    note = "a probe is `tcp(…)`, `http(…)`, `command([…])`, `log(…)`, `file(…)`, or a closure such as `|| client.ping()`"
)]
pub trait Readiness {
    /// What is found.
    type Output;

    #[doc(hidden)]
    type Underway: Underway<Found = Self::Output>;

    /// What is waited for.
    fn describe(&self) -> String;

    #[doc(hidden)]
    fn begin(self, plan: &Plan) -> Self::Underway;
}

/// A wait for readiness that has begun.
pub trait Underway: Future<Output = Result<Self::Found, WaitError>> {
    #[doc(hidden)]
    type Found;

    /// Adds what became of each probe so far.
    #[doc(hidden)]
    fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>);

    /// Whether what was found was so at the first look, or the first since [`look_again`](Self::look_again).
    #[doc(hidden)]
    fn is_steady(self: Pin<&Self>) -> bool;

    /// Adds to the reports what there is to tell now that the wait has failed, and says whether that is all there will be.
    #[doc(hidden)]
    fn last_words(self: Pin<&mut Self>) -> bool;

    /// Goes on as if nothing had been found yet.
    #[doc(hidden)]
    fn look_again(self: Pin<&mut Self>);
}

/// The pauses that all probes share.
pub(crate) type SharedWait = Arc<dyn Wait + Send + Sync>;

/// What each probe's wait is made of.
pub struct Plan {
    pub(crate) terms: Terms,
    pub(crate) wait: SharedWait,
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan").field("terms", &self.terms).finish_non_exhaustive()
    }
}

/// Probes, or a closure of one of two kinds, which `K` tells apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be waited for",
    label = "expected a probe, or a closure that says whether it is ready",
    note = "a probe is `tcp(\"db:5432\")`, `http(\"http://…\")`, `command([…])`, `log(…)` or `file(…)`",
    note = "a closure gives a `bool`, an `Option`, a `Result` or a future of one; of other values ask something: `|| count() > 0`"
)]
pub trait IntoReadiness<K> {
    /// What is waited for.
    type Readiness: Readiness;

    #[doc(hidden)]
    fn into_readiness(self) -> Self::Readiness;
}

/// A kind of [`IntoReadiness`]: what is waited for as it is.
#[derive(Debug)]
pub struct AsItIs;

/// A kind of [`IntoReadiness`]: a closure that gives its value at once.
#[derive(Debug)]
pub struct Immediate;

impl<R: Readiness> IntoReadiness<AsItIs> for R {
    type Readiness = R;

    fn into_readiness(self) -> R {
        self
    }
}
