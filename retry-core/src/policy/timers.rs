//! The timer of a policy: one that the user gives, or a default that depends on whether the call is sync or async.

#[cfg(feature = "std")]
use crate::time::present::HAS_CLOCK;
#[cfg(feature = "std")]
use crate::time::std::StdTimer;
use crate::time::timer::{AsyncTimer, BlockingTimer, Clock};
#[cfg(feature = "tokio")]
use crate::time::tokio::TokioTimer;

/// The default timer: that of the standard library for sync calls, Tokio's for async calls, if their features are on.
#[derive(Clone, Copy, Debug)]
pub struct DefaultTimer;

/// A timer that the user gives.
#[derive(Clone, Copy, Debug)]
pub struct OwnTimer<T>(pub(super) T);

/// A policy's timer, for sync calls.
#[diagnostic::on_unimplemented(
    message = "this policy has no blocking timer",
    note = "enable the feature `std` of tenacity, or give the policy a `BlockingTimer`: `.timer(…)`"
)]
pub trait BlockingTimerSource {
    /// The timer itself.
    type Timer: BlockingTimer;

    /// Returns the timer.
    fn blocking_timer(&self) -> &Self::Timer;
}

/// A policy's timer, for async calls.
#[diagnostic::on_unimplemented(
    message = "this policy has no async timer",
    note = "enable the feature `tokio` of tenacity, or its feature `futures-timer` and write `.timer(tenacity::FuturesTimer)`, or give \
            the policy an `AsyncTimer` of your own: `.timer(…)`"
)]
pub trait AsyncTimerSource {
    /// The timer itself. Its type does not depend on a lifetime, so a call of a borrowed policy can be spawned.
    type Timer: AsyncTimer;

    /// Returns the timer.
    fn async_timer(&self) -> &Self::Timer;
}

/// A policy's clock, for calls with a loop of the user's own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a timer, and has no clock",
    note = "`.timer(…)` takes a `BlockingTimer` or an `AsyncTimer`"
)]
pub trait ClockSource {
    /// The clock itself.
    type Clock: Clock;

    /// Returns the clock, if there is one.
    fn clock(&self) -> Option<&Self::Clock>;
}

#[cfg(feature = "std")]
impl BlockingTimerSource for DefaultTimer {
    type Timer = StdTimer;

    #[inline]
    fn blocking_timer(&self) -> &StdTimer {
        &StdTimer
    }
}

#[cfg(feature = "tokio")]
impl AsyncTimerSource for DefaultTimer {
    type Timer = TokioTimer;

    #[inline]
    fn async_timer(&self) -> &TokioTimer {
        &TokioTimer
    }
}

#[cfg(feature = "std")]
impl ClockSource for DefaultTimer {
    type Clock = StdTimer;

    #[inline]
    fn clock(&self) -> Option<&StdTimer> {
        HAS_CLOCK.then_some(&StdTimer)
    }
}

/// Without the standard library, only the user can provide a clock.
#[cfg(not(feature = "std"))]
impl ClockSource for DefaultTimer {
    type Clock = NoClock;

    #[inline]
    fn clock(&self) -> Option<&NoClock> {
        None
    }
}

/// An absent clock.
#[cfg(not(feature = "std"))]
#[derive(Clone, Copy, Debug)]
pub enum NoClock {}

#[cfg(not(feature = "std"))]
impl Clock for NoClock {
    type Instant = core::convert::Infallible;

    fn now(&self) -> core::convert::Infallible {
        match *self {}
    }

    fn since(&self, _: core::convert::Infallible) -> core::time::Duration {
        match *self {}
    }
}

impl<T: BlockingTimer> BlockingTimerSource for OwnTimer<T> {
    type Timer = T;

    #[inline]
    fn blocking_timer(&self) -> &T {
        &self.0
    }
}

impl<T: AsyncTimer> AsyncTimerSource for OwnTimer<T> {
    type Timer = T;

    #[inline]
    fn async_timer(&self) -> &T {
        &self.0
    }
}

impl<T: Clock> ClockSource for OwnTimer<T> {
    type Clock = T;

    #[inline]
    fn clock(&self) -> Option<&T> {
        Some(&self.0)
    }
}

impl<T: BlockingTimerSource> BlockingTimerSource for &T {
    type Timer = T::Timer;

    #[inline]
    fn blocking_timer(&self) -> &Self::Timer {
        (**self).blocking_timer()
    }
}

impl<T: AsyncTimerSource> AsyncTimerSource for &T {
    type Timer = T::Timer;

    #[inline]
    fn async_timer(&self) -> &Self::Timer {
        (**self).async_timer()
    }
}

impl<T: ClockSource> ClockSource for &T {
    type Clock = T::Clock;

    #[inline]
    fn clock(&self) -> Option<&Self::Clock> {
        (**self).clock()
    }
}
