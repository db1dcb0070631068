//! Boxed probes: one type for probes of different types.

use std::time::Duration;

use crate::check_context::CheckContext;
use crate::probe::{CheckFuture, Probe};
use crate::readiness::IntoReadiness;

/// A boxed probe of any type that finds a `T`. [`boxed`] creates it.
pub type BoxProbe<T = ()> = Box<dyn Probe<Output = T, Checking = CheckFuture<T>> + Send>;

/// Boxes a probe or a closure. All boxed probes have the same type, so a list or a field can hold different probes.
///
/// ```
/// use tenacity::prelude::*;
/// use tenacity::ready::{BoxProbe, boxed, probe};
///
/// # let path = std::env::temp_dir();
/// let mut needed: Vec<BoxProbe> = vec![boxed(file(path)), boxed(probe("the flag", || true))];
/// if cfg!(unix) {
///     needed.push(boxed(command(["true"])));
/// }
/// wait_until_ready_sync(needed).run()?;
/// # Ok::<(), WaitError>(())
/// ```
pub fn boxed<P, K, T>(probe: P) -> BoxProbe<T>
where
    P: IntoReadiness<K>,
    P::Readiness: Probe<Output = T, Checking: Send + 'static> + Send + 'static,
    T: 'static,
{
    Box::new(Boxed(probe.into_readiness()))
}

/// Boxes each check of a probe.
struct Boxed<P>(P);

impl<P: Probe<Checking: Send + 'static>> Probe for Boxed<P> {
    type Output = P::Output;
    type Checking = CheckFuture<P::Output>;

    fn check(&mut self, context: CheckContext) -> CheckFuture<P::Output> {
        Box::pin(self.0.check(context))
    }

    fn describe(&self) -> String {
        self.0.describe()
    }

    fn check_timeout(&self) -> Option<Duration> {
        self.0.check_timeout()
    }

    fn final_notes(&mut self, context: &CheckContext) -> bool {
        self.0.final_notes(context)
    }
}

impl<T> Probe for BoxProbe<T> {
    type Output = T;
    type Checking = CheckFuture<T>;

    fn check(&mut self, context: CheckContext) -> CheckFuture<T> {
        (**self).check(context)
    }

    fn describe(&self) -> String {
        (**self).describe()
    }

    fn check_timeout(&self) -> Option<Duration> {
        (**self).check_timeout()
    }

    fn final_notes(&mut self, context: &CheckContext) -> bool {
        (**self).final_notes(context)
    }
}
