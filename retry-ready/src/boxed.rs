//! Boxed probes: one type for probes of different types.

use std::time::Duration;

use crate::check_context::Look;
use crate::probe::{Looking, Probe};
use crate::readiness::IntoReadiness;

/// A boxed probe of any type that finds a `T`. [`boxed`] makes it.
pub type BoxProbe<T = ()> = Box<dyn Probe<Output = T, Looking = Looking<T>> + Send>;

/// Boxes a probe or a closure, so that probes of different types have one type, for a list or a field.
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
    P::Readiness: Probe<Output = T, Looking: Send + 'static> + Send + 'static,
    T: 'static,
{
    Box::new(Boxed(probe.into_readiness()))
}

/// Boxes each check of a probe.
struct Boxed<P>(P);

impl<P: Probe<Looking: Send + 'static>> Probe for Boxed<P> {
    type Output = P::Output;
    type Looking = Looking<P::Output>;

    fn look(&mut self, look: Look) -> Looking<P::Output> {
        Box::pin(self.0.look(look))
    }

    fn describe(&self) -> String {
        self.0.describe()
    }

    fn check_timeout(&self) -> Option<Duration> {
        self.0.check_timeout()
    }

    fn final_notes(&mut self, look: &Look) -> bool {
        self.0.final_notes(look)
    }
}

impl<T> Probe for BoxProbe<T> {
    type Output = T;
    type Looking = Looking<T>;

    fn look(&mut self, look: Look) -> Looking<T> {
        (**self).look(look)
    }

    fn describe(&self) -> String {
        (**self).describe()
    }

    fn check_timeout(&self) -> Option<Duration> {
        (**self).check_timeout()
    }

    fn final_notes(&mut self, look: &Look) -> bool {
        (**self).final_notes(look)
    }
}
