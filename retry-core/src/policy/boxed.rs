use alloc::sync::Arc;
use core::fmt;

use super::hook_list::{HookList, Sealed, grows_into_a_pair};
use super::hooks::Hooks;
use super::hooks::{ErasedHooks, Hook, HookNeeds, OutcomeOfCut, forward_hooks};
use super::kept_outcome::Keeps;
use super::retry_policy::{RetryPolicy, with};
use super::timeouts::SyncHooks;
use super::timers::DefaultTimer;
use crate::call::limits::Limits;
use crate::outcome::finish::Finish;
use crate::outcome::timed_out::TimedOut;
use crate::predicate::strategy::Predicate;
use crate::state::RetryState;
use crate::stop::strategy::Stop;
use crate::wait::strategy::Wait;

/// A policy over outcomes of type `R` with any strategies and hooks, for a struct field.
///
/// ```
/// use tenacity::{BoxedPolicy, prelude::*};
///
/// struct Client { policy: BoxedPolicy<Result<u8, &'static str>> }
///
/// let client = Client { policy: RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).boxed() };
/// assert_eq!(client.policy.call(|| Err("down")), Err("down"));
/// ```
///
/// A clone shares the parts, so it only increments four reference counts. To change a part for one call or one caller, change a clone:
///
/// ```
/// # use tenacity::{BoxedPolicy, prelude::*};
/// # let policy: BoxedPolicy<Option<u8>> = RetryPolicy::new().wait(wait_none()).boxed();
/// let patient: BoxedPolicy<Option<u8>> = policy.clone().stop(stop_after_attempt(20)).boxed();
/// assert_eq!(patient.call_with_report(|| None).1.attempts, 20);
/// ```
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub type BoxedPolicy<R, T = DefaultTimer> =
    RetryPolicy<Arc<dyn Stop + Send + Sync>, Arc<dyn Wait + Send + Sync>, Arc<dyn Predicate<R> + Send + Sync>, BoxedHooks<R>, T>;

/// The hooks of a [`BoxedPolicy`].
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub struct BoxedHooks<R>(Arc<dyn ErasedHooks<R> + Send + Sync>);

impl<S, W, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Moves the parts behind shared pointers, so the policy's type depends only on the outcome and the timer.
    pub fn boxed<R>(self) -> BoxedPolicy<R, T>
    where
        S: Stop + Send + Sync + 'static,
        W: Wait + Send + Sync + 'static,
        P: Predicate<R> + Send + Sync + 'static,
        H: Hooks<R> + Send + Sync + 'static,
    {
        with!(self: Arc::new(self.stop), Arc::new(self.wait), Arc::new(self.retry), BoxedHooks(Arc::new(self.hooks)), self.timer)
    }
}

impl<R> Clone for BoxedHooks<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R> fmt::Debug for BoxedHooks<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoxedHooks").field("limits", &HookList::limits(self)).finish_non_exhaustive()
    }
}

impl<R> Sealed for BoxedHooks<R> {}

impl<R> HookList for BoxedHooks<R> {
    // The list may contain an event that cancels the call.
    type Keep = Keeps;

    grows_into_a_pair!();

    fn limits(&self) -> Limits<'_> {
        self.0.limits()
    }
}

impl<R> Hook<R> for BoxedHooks<R> {
    forward_hooks!(hooks => hooks.0);
}

impl<R> OutcomeOfCut<R> for BoxedHooks<R> {
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        self.0.outcome_of_cut(cut)
    }
}

impl<R> SyncHooks for BoxedHooks<R> {}
