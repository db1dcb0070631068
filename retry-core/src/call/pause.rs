//! The pause between two attempts, async: a sleep that an event may end, or a yield.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use super::limits::Limits;
#[cfg(feature = "std")]
use crate::shared::event::Event;
#[cfg(feature = "std")]
use crate::shared::event::until_set::UntilSet;
use crate::time::timer::AsyncTimer;

/// A sleep that the call's `cancel` ends early, if it has one; whether it did.
#[derive(Debug)]
pub struct Interruptible<'f, 'e, S> {
    sleep: Pin<&'f mut S>,
    #[cfg(feature = "std")]
    cancelled: Option<UntilSet<&'e Event>>,
    #[cfg(not(feature = "std"))]
    limits: core::marker::PhantomData<Limits<'e>>,
}

impl<'f, 'e, S: Future<Output = ()>> Interruptible<'f, 'e, S> {
    /// The sleep, pinned by the caller, within the call's limits.
    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "there is no `Event` to cancel by"))]
    pub fn new(sleep: Pin<&'f mut S>, limits: &Limits<'e>) -> Self {
        Self {
            sleep,
            #[cfg(feature = "std")]
            cancelled: limits.cancel.map(Event::until_set),
            #[cfg(not(feature = "std"))]
            limits: core::marker::PhantomData,
        }
    }
}

impl<S> Unpin for Interruptible<'_, '_, S> {}

impl<S: Future<Output = ()>> Future for Interruptible<'_, '_, S> {
    type Output = bool;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<bool> {
        let this = self.get_mut();
        #[cfg(feature = "std")]
        if this.cancelled.as_mut().is_some_and(|cancelled| Pin::new(cancelled).poll(context).is_ready()) {
            return Poll::Ready(true);
        }
        this.sleep.as_mut().poll(context).map(|()| false)
    }
}

/// Lets the other tasks of the executor run: pending once, and woken at once.
#[derive(Debug, Default)]
pub struct Yielded {
    is_polled: bool,
}

impl Yielded {
    /// Not yet polled.
    pub const fn new() -> Self {
        Self { is_polled: false }
    }
}

impl Future for Yielded {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if core::mem::replace(&mut self.is_polled, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// The pause before the next attempt. One of no length is made after a yield during which the clock stood still: the clock is paused,
/// and nothing but a timer moves it.
#[inline]
pub fn pause<T: AsyncTimer>(timer: &T, delay: Duration) -> T::Sleep {
    if delay.is_zero() { timer.limit(Duration::from_nanos(1)) } else { timer.sleep(delay) }
}
