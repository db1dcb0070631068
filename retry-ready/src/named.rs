//! Closures under a name, and those that give their value at once.

use std::future::{Ready, ready};
use std::time::Duration;

use tenacity_wait::{Check, Truthy};

use crate::look::Look;
use crate::probe::{Probe, place};
use crate::readiness::{Immediate, IntoReadiness};

/// Names a closure, or anything else that is probed, in the report; `&` and `|` can then follow it.
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
/// use tenacity::ready::probe;
///
/// let error = wait_until_ready_sync(probe("the flag", || false) & probe("the queue", || true))
///     .timeout(Duration::ZERO)
///     .run()
///     .unwrap_err();
/// assert!(error.to_string().contains("pending: the flag: false; ready: the queue after"), "{error}");
/// ```
pub fn probe<P, K>(description: impl Into<String>, probe: P) -> Named<P::Readiness>
where
    P: IntoReadiness<K>,
    P::Readiness: Probe,
{
    Named { description: description.into(), probe: probe.into_readiness() }
}

/// A probe under a name of its own. See [`probe`].
#[derive(Clone, Debug)]
pub struct Named<P> {
    description: String,
    probe: P,
}

impl<P: Probe> Probe for Named<P> {
    type Output = P::Output;
    type Looking = P::Looking;

    fn look(&mut self, look: Look) -> P::Looking {
        self.probe.look(look)
    }

    fn describe(&self) -> String {
        self.description.clone()
    }

    fn check_timeout(&self) -> Option<Duration> {
        self.probe.check_timeout()
    }

    fn last_words(&mut self, look: &Look) -> bool {
        self.probe.last_words(look)
    }
}

/// A closure that gives its value at once.
#[derive(Clone, Copy, Debug)]
pub struct AtOnce<F>(pub(crate) F);

impl<F: FnMut() -> C, C: Truthy> Probe for AtOnce<F> {
    type Output = C::Value;
    type Looking = Ready<Check<C::Value>>;

    fn look(&mut self, _: Look) -> Self::Looking {
        ready((self.0)().into_check())
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
