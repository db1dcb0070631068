//! Which timer a policy uses: one of the user's own, or the default, which depends on whether the call is sync or async.

use crate::timer::{AsyncTimer, BlockingTimer};

/// No timer of the user's own: std's for sync calls, tokio's for async ones, if the features bring them.
#[derive(Clone, Copy, Debug)]
pub struct DefaultTimer;

/// A timer of the user's own.
#[derive(Clone, Copy, Debug)]
pub struct OwnTimer<T>(pub(super) T);

/// A policy's timer, for sync calls.
#[diagnostic::on_unimplemented(
    message = "this policy has no blocking timer",
    note = "enable the feature `std` of tenacity, or give the policy a `BlockingTimer`: `.timer(…)`"
)]
pub trait BlockingTimerSource {
    /// The timer itself.
    type Timer<'a>: BlockingTimer
    where
        Self: 'a;

    /// The timer.
    fn blocking_timer(&self) -> Self::Timer<'_>;
}

/// A policy's timer, for async calls.
#[diagnostic::on_unimplemented(
    message = "this policy has no async timer",
    note = "enable the feature `tokio` of tenacity, or its feature `futures-timer` and write `.timer(tenacity::FuturesTimer)`, or give \
            the policy an `AsyncTimer` of your own: `.timer(…)`"
)]
pub trait AsyncTimerSource {
    /// The timer itself.
    type Timer<'a>: AsyncTimer
    where
        Self: 'a;

    /// The timer.
    fn async_timer(&self) -> Self::Timer<'_>;
}

#[cfg(feature = "std")]
impl BlockingTimerSource for DefaultTimer {
    type Timer<'a> = crate::timer::StdTimer;

    #[inline]
    fn blocking_timer(&self) -> crate::timer::StdTimer {
        crate::timer::StdTimer
    }
}

#[cfg(feature = "tokio")]
impl AsyncTimerSource for DefaultTimer {
    type Timer<'a> = crate::timer::TokioTimer;

    #[inline]
    fn async_timer(&self) -> crate::timer::TokioTimer {
        crate::timer::TokioTimer
    }
}

impl<T: BlockingTimer> BlockingTimerSource for OwnTimer<T> {
    type Timer<'a>
        = &'a T
    where
        T: 'a;

    #[inline]
    fn blocking_timer(&self) -> &T {
        &self.0
    }
}

impl<T: AsyncTimer> AsyncTimerSource for OwnTimer<T> {
    type Timer<'a>
        = &'a T
    where
        T: 'a;

    #[inline]
    fn async_timer(&self) -> &T {
        &self.0
    }
}

impl<T: BlockingTimerSource> BlockingTimerSource for &T {
    type Timer<'a>
        = T::Timer<'a>
    where
        Self: 'a;

    #[inline]
    fn blocking_timer(&self) -> Self::Timer<'_> {
        (**self).blocking_timer()
    }
}

impl<T: AsyncTimerSource> AsyncTimerSource for &T {
    type Timer<'a>
        = T::Timer<'a>
    where
        Self: 'a;

    #[inline]
    fn async_timer(&self) -> Self::Timer<'_> {
        (**self).async_timer()
    }
}
