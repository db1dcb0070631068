//! Where a policy enters an expansion. Its bounds are proved once, and then it is looked at through a trait object that says no more
//! than the outcome's type.

use crate::policy::RetryPolicy;
use crate::policy::hooks::{ErasedHooks, Hooks};
use crate::policy::limits::Blocking;
use crate::policy::timers::{AsyncTimerSource, BlockingTimerSource};
use crate::predicate::strategy::Predicate;
use crate::stop::strategy::Stop;
use crate::wait::strategy::Wait;

/// What `policy = …` may hold: a policy, or a pointer to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a retry policy",
    label = "expected a `RetryPolicy`",
    note = "`policy` takes a `RetryPolicy`, or a reference, `Box`, `Arc` or `LazyLock` of one"
)]
pub trait Lend {
    /// The policy itself.
    type Policy;

    /// The policy.
    fn lend(&self) -> &Self::Policy;
}

impl<S, W, P, H, T> Lend for RetryPolicy<S, W, P, H, T> {
    type Policy = Self;

    #[inline]
    fn lend(&self) -> &Self {
        self
    }
}

/// Lends what a pointer points to.
macro_rules! lend_through {
    ($(#[$attr:meta])* $pointer:ty) => {
        $(#[$attr])*
        impl<L: Lend + ?Sized> Lend for $pointer {
            type Policy = L::Policy;

            #[inline]
            fn lend(&self) -> &L::Policy {
                (**self).lend()
            }
        }
    };
}

lend_through!(&L);
lend_through!(
    #[cfg(feature = "alloc")]
    alloc::boxed::Box<L>
);
lend_through!(
    #[cfg(feature = "alloc")]
    alloc::rc::Rc<L>
);
lend_through!(
    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    alloc::sync::Arc<L>
);

#[cfg(feature = "std")]
impl<L: Lend, F: FnOnce() -> L> Lend for std::sync::LazyLock<L, F> {
    type Policy = L::Policy;

    #[inline]
    fn lend(&self) -> &L::Policy {
        (**self).lend()
    }
}

/// A policy, whatever its parts are.
pub trait AnyPolicy<R> {
    /// When to give up.
    fn stop(&self) -> &dyn Stop;
    /// How long to sleep.
    fn wait(&self) -> &dyn Wait;
    /// Which outcomes to retry.
    fn retry(&self) -> &dyn Predicate<R>;
    /// What else it does.
    fn hooks(&self) -> &dyn ErasedHooks<R>;
    /// The seed of every call, if one was given.
    fn given_seed(&self) -> Option<u64>;
    /// Whether it retries at all.
    fn is_enabled(&self) -> bool;
    /// Whether any part of it looks at the time.
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

/// Proves that the value of `policy = …` judges outcomes like this one.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn async_policy<'a, R, S: Stop, W: Wait, P: Predicate<R>, H: Hooks<R>, T>(
    policy: &'a RetryPolicy<S, W, P, H, T>,
    _: Option<&R>,
) -> &'a dyn AnyPolicy<R> {
    policy
}

/// [`async_policy`], for a sync function: nothing can cut its attempts.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn blocking_policy<'a, R, S: Stop, W: Wait, P: Predicate<R>, H: Hooks<R> + Blocking, T>(
    policy: &'a RetryPolicy<S, W, P, H, T>,
    outcome: Option<&R>,
) -> &'a dyn AnyPolicy<R> {
    async_policy(policy, outcome)
}

/// Lends the value of `policy = …`.
#[inline]
pub fn lend<L: Lend<Policy = P> + ?Sized, P>(policy: &L) -> &P {
    policy.lend()
}

/// The policy's timer, for a sync function.
#[inline]
pub fn policy_blocking_timer<S, W, P, H, T: BlockingTimerSource>(policy: &RetryPolicy<S, W, P, H, T>) -> &T::Timer {
    policy.timer.blocking_timer()
}

/// The policy's timer, for an async function.
#[inline]
pub fn policy_async_timer<S, W, P, H, T: AsyncTimerSource>(policy: &RetryPolicy<S, W, P, H, T>) -> &T::Timer {
    policy.timer.async_timer()
}
