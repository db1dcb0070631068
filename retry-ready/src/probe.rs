use std::any;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tenacity_wait::{Check, Truthy};

use crate::look::Look;

/// What is looked at again and again until it is ready.
///
/// Closures that give a future of what [`Truthy`] names are probes. A type of your own is one by this trait: [`look`](Self::look)
/// makes a future that owns what it needs, so that several looks at several probes go on side by side.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use std::future::{Ready, ready};
/// use std::time::Duration;
/// use tenacity::prelude::*;
/// use tenacity::ready::{Look, Probe};
///
/// struct FreeSpace { at_least: u64, found: fn() -> u64 }
///
/// impl Probe for FreeSpace {
///     type Output = u64;
///     type Looking = Ready<Check<u64>>;
///
///     fn look(&mut self, _: Look) -> Self::Looking {
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
/// let told = "Timeout waiting for 100 bytes of space after 0.0s (1 check; last value: 7 bytes are free)";
/// assert_eq!(error.to_string(), told);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a probe",
    label = "expected a probe",
    note = "a probe is `tcp(…)`, `http(…)`, `command([…])`, `log(…)`, `file(…)`, or a closure such as `|| client.ping()`"
)]
pub trait Probe {
    /// What the probe finds.
    type Output;
    /// One look.
    type Looking: Future<Output = Check<Self::Output>>;

    /// Begins a look. It is dropped where its time is up.
    fn look(&mut self, look: Look) -> Self::Looking;

    /// What is probed, without secrets: `tcp localhost:5432`.
    fn describe(&self) -> String;

    /// How long one look may take, unless the wait says so; `None` is until the wait ends.
    fn check_timeout(&self) -> Option<Duration> {
        None
    }

    /// Notes what there is to tell now that the wait has failed, and says whether that is all there will be.
    #[doc(hidden)]
    fn last_words(&mut self, _: &Look) -> bool {
        true
    }
}

impl<F, L> Probe for F
where
    F: FnMut() -> L,
    L: Future,
    L::Output: Truthy,
{
    type Output = <L::Output as Truthy>::Value;
    type Looking = Judged<L>;

    fn look(&mut self, _: Look) -> Judged<L> {
        Judged { look: self() }
    }

    fn describe(&self) -> String {
        place::<F>()
    }
}

/// One look of a probe of this module, and of a [`BoxProbe`](crate::BoxProbe).
pub type Looking<T = ()> = Pin<Box<dyn Future<Output = Check<T>> + Send>>;

/// The function in which a closure is written.
pub(crate) fn place<F>() -> String {
    format!("a closure in {}", any::type_name::<F>().replace("::{{closure}}", ""))
}

pin_project! {
    /// A look of a closure: what it gives is judged by itself.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Judged<L> {
        #[pin]
        look: L,
    }
}

impl<L: Future<Output: Truthy>> Future for Judged<L> {
    type Output = Check<<L::Output as Truthy>::Value>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(ready!(self.project().look.poll(context)).into_check())
    }
}
