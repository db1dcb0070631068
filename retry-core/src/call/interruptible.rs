//! The pause of an async call that can be cancelled.

use core::pin::Pin;
use core::task::{Context, Poll};

use super::limits::Limits;
#[cfg(feature = "std")]
use crate::shared::event::Event;
#[cfg(feature = "std")]
use crate::shared::event::until_set::UntilSet;

/// A sleep that the call's `cancel` event, if any, ends early. Resolves to whether the event was set.
#[derive(Debug)]
pub struct Interruptible<'f, 'e, S> {
    sleep: Pin<&'f mut S>,
    #[cfg(feature = "std")]
    cancelled: Option<UntilSet<&'e Event>>,
    #[cfg(not(feature = "std"))]
    limits: core::marker::PhantomData<Limits<'e>>,
}

impl<'f, 'e, S: Future<Output = ()>> Interruptible<'f, 'e, S> {
    /// Returns the future of the pause. The caller pins `sleep`.
    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "`Event` needs the standard library"))]
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
