//! The list of a policy's hooks, for any type of outcome: its limits, how it grows, and whether calls keep their outcome while they sleep.

use core::task::Context;

use crate::call::limits::Limits;
use crate::state::RetryState;

/// A list of hooks, whatever its outcomes are. [`RetryPolicy`](crate::RetryPolicy)'s setters make it; it is sealed.
pub trait Limiting: Sealed {
    /// The list with one more member.
    type With<X>;
    /// The list, lent, with one more member.
    type LentWith<'a, X>
    where
        Self: 'a;
    /// Whether a call keeps its outcome while it sleeps.
    type Keep: Keep;

    /// The limits, of which later ones replace earlier ones.
    fn limits(&self) -> Limits<'_> {
        Limits::NONE
    }

    /// Adds a member.
    fn with<X>(self, member: X) -> Self::With<X>;

    /// Adds a member to the list, lent.
    fn lent_with<X>(&self, member: X) -> Self::LentWith<'_, X>;
}

/// Implemented in this crate alone.
pub trait Sealed {}

/// Whether a call keeps its outcome while it sleeps, so that cancelling can return it: only a call that can be cancelled pays for that.
pub trait Keep {
    /// What is kept.
    type Kept<R>: Kept<R>;
    /// The same of a list that also has a member with `B`.
    type Or<B: Keep>: Keep;
}

/// What a call keeps while it sleeps.
pub trait Kept<R> {
    /// Keeps the outcome that was judged in this state, or drops it.
    fn keep(outcome: R, state: RetryState) -> Self;

    /// Whether the call is cancelled; if it is not, the task is woken when it is.
    fn poll_cancelled(&mut self, limits: &Limits<'_>, context: &Context<'_>) -> bool;

    /// Ends the sleep: the outcome and the state, where they are kept.
    fn end(&mut self, limits: &Limits<'_>) -> Option<(R, RetryState)>;
}

/// Nothing is kept.
#[derive(Clone, Copy, Debug)]
pub struct Forgets;

/// The outcome is kept.
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

    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "there is no `Event` to cancel by"))]
    #[inline]
    fn poll_cancelled(&mut self, limits: &Limits<'_>, context: &Context<'_>) -> bool {
        #[cfg(feature = "std")]
        if let Some(event) = limits.cancel {
            let place = self.place.get_or_insert_with(|| crate::shared::event::Place::new(event));
            return place.poll(event, context).is_ready();
        }
        false
    }

    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "there is no `Event` to cancel by"))]
    #[inline]
    fn end(&mut self, limits: &Limits<'_>) -> Option<(R, RetryState)> {
        #[cfg(feature = "std")]
        if let (Some(event), Some(mut place)) = (limits.cancel, self.place.take()) {
            place.leave(event);
        }
        self.outcome.take()
    }
}

/// A list grows into a pair of itself and the member.
macro_rules! grows_into_a_pair {
    () => {
        type With<X> = (Self, X);
        type LentWith<'a, X>
            = (&'a Self, X)
        where
            Self: 'a;

        #[inline]
        fn with<X>(self, member: X) -> (Self, X) {
            (self, member)
        }

        #[inline]
        fn lent_with<X>(&self, member: X) -> (&Self, X) {
            (self, member)
        }
    };
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub(super) use grows_into_a_pair;

/// One member of a list.
pub trait Member {
    /// Whether calls keep their outcome because of it.
    type Keep: Keep;

    /// Its limits.
    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE
    }
}

impl Sealed for () {}
impl<A: Limiting, B: Member> Sealed for (A, B) {}
impl<H: Limiting> Sealed for &H {}

impl Limiting for () {
    type Keep = Forgets;

    grows_into_a_pair!();
}

impl<A: Limiting, B: Member> Limiting for (A, B) {
    type Keep = <A::Keep as Keep>::Or<B::Keep>;

    grows_into_a_pair!();

    #[inline]
    fn limits(&self) -> Limits<'_> {
        self.0.limits().replaced_by(self.1.limits())
    }
}

impl<'l, H: Limiting> Limiting for &'l H {
    type With<X> = H::LentWith<'l, X>;
    type LentWith<'a, X>
        = H::LentWith<'a, X>
    where
        Self: 'a;
    type Keep = H::Keep;

    #[inline]
    fn limits(&self) -> Limits<'_> {
        (**self).limits()
    }

    #[inline]
    fn with<X>(self, member: X) -> Self::With<X> {
        H::lent_with(self, member)
    }

    #[inline]
    fn lent_with<X>(&self, member: X) -> Self::LentWith<'_, X> {
        H::lent_with(self, member)
    }
}
