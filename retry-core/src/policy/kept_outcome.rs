//! The outcome that a call keeps while it sleeps, and returns if it is cancelled.

use core::task::Context;

use crate::call::limits::Limits;
use crate::state::RetryState;

/// Whether a call keeps its outcome while it sleeps. Only a call that can be cancelled does, because a cancelled call returns that outcome.
pub trait Keep {
    /// The kept state.
    type Kept<R>: Kept<R>;
    /// The choice of a list that also has a member with `B`.
    type Or<B: Keep>: Keep;
}

/// The state that a call keeps while it sleeps.
pub trait Kept<R> {
    /// Keeps the outcome that was judged in this state, or drops it.
    fn keep(outcome: R, state: RetryState) -> Self;

    /// Returns whether the call is cancelled. If not, registers the task to be woken when it is.
    fn poll_cancelled(&mut self, limits: &Limits<'_>, context: &Context<'_>) -> bool;

    /// Ends the sleep. Returns the outcome and the state, if they are kept.
    fn end(&mut self, limits: &Limits<'_>) -> Option<(R, RetryState)>;
}

/// The call keeps nothing.
#[derive(Clone, Copy, Debug)]
pub struct Forgets;

/// The call keeps its outcome.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug)]
pub struct Keeps;

/// The outcome and the state of a call that sleeps.
#[cfg(feature = "alloc")]
#[derive(Debug)]
pub struct KeptOutcome<R> {
    outcome: Option<(R, RetryState)>,
    #[cfg(feature = "std")]
    place: Option<crate::shared::event::Place>,
}

impl Keep for Forgets {
    type Kept<R> = Self;
    type Or<B: Keep> = B;
}

#[cfg(feature = "alloc")]
impl Keep for Keeps {
    type Kept<R> = KeptOutcome<R>;
    type Or<B: Keep> = Self;
}

impl<R> Kept<R> for Forgets {
    #[inline]
    fn keep(_: R, _: RetryState) -> Self {
        Self
    }

    #[inline]
    fn poll_cancelled(&mut self, _: &Limits<'_>, _: &Context<'_>) -> bool {
        false
    }

    #[inline]
    fn end(&mut self, _: &Limits<'_>) -> Option<(R, RetryState)> {
        None
    }
}

#[cfg(feature = "alloc")]
impl<R> Kept<R> for KeptOutcome<R> {
    #[inline]
    fn keep(outcome: R, state: RetryState) -> Self {
        Self {
            outcome: Some((outcome, state)),
            #[cfg(feature = "std")]
            place: None,
        }
    }

    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "`Event` needs the standard library"))]
    #[inline]
    fn poll_cancelled(&mut self, limits: &Limits<'_>, context: &Context<'_>) -> bool {
        #[cfg(feature = "std")]
        if let Some(event) = limits.cancel {
            let place = self.place.get_or_insert_with(|| crate::shared::event::Place::new(event));
            return place.poll(event, context).is_ready();
        }
        false
    }

    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "`Event` needs the standard library"))]
    #[inline]
    fn end(&mut self, limits: &Limits<'_>) -> Option<(R, RetryState)> {
        #[cfg(feature = "std")]
        if let (Some(event), Some(mut place)) = (limits.cancel, self.place.take()) {
            place.leave(event);
        }
        self.outcome.take()
    }
}
