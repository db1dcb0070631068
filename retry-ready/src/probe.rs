use std::pin::Pin;
use std::time::Duration;

use tenacity_wait::Check;

use crate::check_context::CheckContext;

/// A condition outside this program. A wait checks it until it is ready.
///
/// A closure is a probe if it returns a future of a [`Truthy`](tenacity_wait::Truthy) value. You can also implement this trait for your own
/// types. [`check`](Self::check) returns a future that owns its data, so that the checks of several probes run concurrently.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use std::future::{Ready, ready};
/// use std::time::Duration;
/// use tenacity::prelude::*;
/// use tenacity::ready::{CheckContext, Probe};
///
/// struct FreeSpace { at_least: u64, found: fn() -> u64 }
///
/// impl Probe for FreeSpace {
///     type Output = u64;
///     type Checking = Ready<Check<u64>>;
///
///     fn check(&mut self, _: CheckContext) -> Self::Checking {
///         match (self.found)() {
///             free if free >= self.at_least => ready(Check::Ready(free)),
///             free => ready(Check::pending(format!("{free} bytes are free"))),
///         }
///     }
///
///     fn describe(&self) -> String {
///         format!("{} bytes of space", self.at_least)
///     }
/// }
///
/// let space = FreeSpace { at_least: 100, found: || 7 };
/// let error = wait_until_ready(space).timeout(Duration::ZERO).await.unwrap_err();
/// let message = "Timeout waiting for 100 bytes of space after 0.0s (1 check; last value: 7 bytes are free)";
/// assert_eq!(error.to_string(), message);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a probe",
    label = "expected a probe",
    note = "a probe is `tcp(…)`, `http(…)`, `command([…])`, `log(…)`, `file(…)`, or a closure such as `|| client.ping()`"
)]
pub trait Probe {
    /// The value of a ready probe.
    type Output;
    /// One check.
    type Checking: Future<Output = Check<Self::Output>>;

    /// Begins a check. When the time for the check is up, its future is dropped.
    fn check(&mut self, context: CheckContext) -> Self::Checking;

    /// Returns the description for the report, without secrets: `tcp localhost:5432`.
    fn describe(&self) -> String;

    /// Returns how long one check may take, unless the wait sets that itself. With `None`, a check may take until the wait ends.
    fn check_timeout(&self) -> Option<Duration> {
        None
    }

    /// Takes the last notes after the wait has failed. Returns whether the notes are complete.
    #[doc(hidden)]
    fn final_notes(&mut self, _: &CheckContext) -> bool {
        true
    }
}

/// The future of one check, by a probe of this module or by a [`BoxProbe`](crate::BoxProbe).
pub type CheckFuture<T = ()> = Pin<Box<dyn Future<Output = Check<T>> + Send>>;
