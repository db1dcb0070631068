//! Probes with a name.

use std::time::Duration;

use crate::check_context::CheckContext;
use crate::probe::Probe;
use crate::readiness::IntoReadiness;

/// Gives a closure or another probe a name for the report. The named probe can be joined with others by `&` and `|`.
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

/// A probe with a name. See [`probe`].
#[derive(Clone, Debug)]
pub struct Named<P> {
    description: String,
    probe: P,
}

impl<P: Probe> Probe for Named<P> {
    type Output = P::Output;
    type Checking = P::Checking;

    fn check(&mut self, context: CheckContext) -> P::Checking {
        self.probe.check(context)
    }

    fn describe(&self) -> String {
        self.description.clone()
    }

    fn check_timeout(&self) -> Option<Duration> {
        self.probe.check_timeout()
    }

    fn final_notes(&mut self, context: &CheckContext) -> bool {
        self.probe.final_notes(context)
    }
}
