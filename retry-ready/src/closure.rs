//! Closures as probes: those that return a future, and those that return a value immediately.

use std::any;
use std::future::{self, Ready};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;
use tenacity_wait::{Check, Truthy};

use crate::check_context::CheckContext;
use crate::probe::Probe;
use crate::readiness::{Immediate, IntoReadiness};

impl<F, L> Probe for F
where
    F: FnMut() -> L,
    L: Future,
    L::Output: Truthy,
{
    type Output = <L::Output as Truthy>::Value;
    type Checking = Judged<L>;

    fn check(&mut self, _: CheckContext) -> Judged<L> {
        Judged { check: self() }
    }

    fn describe(&self) -> String {
        place::<F>()
    }
}

pin_project! {
    /// A check by a closure. [`Truthy`] decides whether its value is ready.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Judged<L> {
        #[pin]
        check: L,
    }
}

impl<L: Future<Output: Truthy>> Future for Judged<L> {
    type Output = Check<<L::Output as Truthy>::Value>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(ready!(self.project().check.poll(context)).into_check())
    }
}

/// A closure that returns its value immediately.
#[derive(Clone, Copy, Debug)]
pub struct AtOnce<F>(pub(crate) F);

impl<F: FnMut() -> C, C: Truthy> Probe for AtOnce<F> {
    type Output = C::Value;
    type Checking = Ready<Check<C::Value>>;

    fn check(&mut self, _: CheckContext) -> Self::Checking {
        future::ready((self.0)().into_check())
    }

    fn describe(&self) -> String {
        place::<F>()
    }
}

impl<F: FnMut() -> C, C: Truthy> IntoReadiness<Immediate> for F {
    type Readiness = AtOnce<F>;

    fn into_readiness(self) -> AtOnce<F> {
        AtOnce(self)
    }
}

/// Describes a closure by the function that contains it.
fn place<F>() -> String {
    format!("a closure in {}", any::type_name::<F>().replace("::{{closure}}", ""))
}
