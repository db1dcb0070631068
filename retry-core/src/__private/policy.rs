//! A policy in an expansion. One function checks its bounds. Then the expansion uses it as a trait object, whose type names only the
//! outcome.

use crate::policy::hooks::{ErasedHooks, Hooks};
use crate::policy::retry_policy::RetryPolicy;
use crate::policy::timeouts::SyncHooks;
use crate::policy::timers::{AsyncTimerSource, BlockingTimerSource};
use crate::predicate::strategy::Predicate;
use crate::stop::strategy::Stop;
use crate::wait::strategy::Wait;

/// A value of `policy = …`: a policy, or a pointer to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a retry policy",
    label = "expected a `RetryPolicy`",
    note = "`policy` takes a `RetryPolicy`, or a reference, `Box`, `Arc` or `LazyLock` of one"
)]
pub trait PolicyRef {
    /// The type of the policy.
    type Policy;

    /// Returns the policy.
    fn policy(&self) -> &Self::Policy;
}

impl<S, W, P, H, T> PolicyRef for RetryPolicy<S, W, P, H, T> {
    type Policy = Self;

    #[inline]
    fn policy(&self) -> &Self {
        self
    }
}

/// Implements `PolicyRef` for a pointer.
macro_rules! policy_through {
    ($(#[$attr:meta])* $pointer:ty) => {
        $(#[$attr])*
        impl<L: PolicyRef + ?Sized> PolicyRef for $pointer {
            type Policy = L::Policy;

            #[inline]
            fn policy(&self) -> &L::Policy {
                (**self).policy()
            }
        }
    };
}

policy_through!(&L);
policy_through!(
    #[cfg(feature = "alloc")]
    alloc::boxed::Box<L>
);
policy_through!(
    #[cfg(feature = "alloc")]
    alloc::rc::Rc<L>
);
policy_through!(
    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    alloc::sync::Arc<L>
);

#[cfg(feature = "std")]
impl<L: PolicyRef, F: FnOnce() -> L> PolicyRef for std::sync::LazyLock<L, F> {
    type Policy = L::Policy;

    #[inline]
    fn policy(&self) -> &L::Policy {
        (**self).policy()
    }
}

/// A policy with any parts.
pub trait AnyPolicy<R> {
    /// Returns the stop strategy.
    fn stop(&self) -> &dyn Stop;
    /// Returns the wait strategy.
    fn wait(&self) -> &dyn Wait;
    /// Returns the predicate.
    fn retry(&self) -> &dyn Predicate<R>;
    /// Returns the hooks.
    fn hooks(&self) -> &dyn ErasedHooks<R>;
    /// Returns the seed of every call, if one was given.
    fn given_seed(&self) -> Option<u64>;
    /// Returns whether the policy retries.
    fn is_enabled(&self) -> bool;
    /// Returns whether any part of the policy reads the time.
    fn needs_time(&self) -> bool;
}

impl<R, S: Stop, W: Wait, P: Predicate<R>, H: Hooks<R>, T> AnyPolicy<R> for RetryPolicy<S, W, P, H, T> {
    fn stop(&self) -> &dyn Stop {
        &self.stop
    }

    fn wait(&self) -> &dyn Wait {
        &self.wait
    }

    fn retry(&self) -> &dyn Predicate<R> {
        &self.retry
    }

    fn hooks(&self) -> &dyn ErasedHooks<R> {
        &self.hooks
    }

    fn given_seed(&self) -> Option<u64> {
        self.seed
    }

    fn is_enabled(&self) -> bool {
        self.enabled
    }

    fn needs_time(&self) -> bool {
        self.reads_time::<R>()
    }
}

/// Checks that the value of `policy = …` judges outcomes of this type.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn async_policy<'a, R, S: Stop, W: Wait, P: Predicate<R>, H: Hooks<R>, T>(
    policy: &'a RetryPolicy<S, W, P, H, T>,
    _: Option<&R>,
) -> &'a dyn AnyPolicy<R> {
    policy
}

/// Does the same as [`async_policy`], for a sync function. The bound rejects time limits, because nothing can cut a sync attempt.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn blocking_policy<'a, R, S: Stop, W: Wait, P: Predicate<R>, H: Hooks<R> + SyncHooks, T>(
    policy: &'a RetryPolicy<S, W, P, H, T>,
    outcome: Option<&R>,
) -> &'a dyn AnyPolicy<R> {
    async_policy(policy, outcome)
}

/// Borrows the value of `policy = …`.
#[inline]
pub fn policy<L: PolicyRef<Policy = P> + ?Sized, P>(policy: &L) -> &P {
    policy.policy()
}

/// Returns the policy's timer for a sync function.
#[inline]
pub fn policy_blocking_timer<S, W, P, H, T: BlockingTimerSource>(policy: &RetryPolicy<S, W, P, H, T>) -> &T::Timer {
    policy.timer.blocking_timer()
}

/// Returns the policy's timer for an async function.
#[inline]
pub fn policy_async_timer<S, W, P, H, T: AsyncTimerSource>(policy: &RetryPolicy<S, W, P, H, T>) -> &T::Timer {
    policy.timer.async_timer()
}
