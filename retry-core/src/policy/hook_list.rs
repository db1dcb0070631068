//! The list of a policy's hooks for any type of outcome: its limits, and how it grows.

use super::kept_outcome::{Forgets, Keep};
use crate::call::limits::Limits;

/// A list of hooks for any type of outcome. [`RetryPolicy`](crate::RetryPolicy)'s setters build it. The trait is sealed.
pub trait HookList: Sealed {
    /// The list with one more member.
    type With<X>;
    /// The borrowed list with one more member.
    type BorrowedWith<'a, X>
    where
        Self: 'a;
    /// Whether a call keeps its outcome while it sleeps.
    type Keep: Keep;

    /// Returns the limits. Later members replace the limits of earlier ones.
    fn limits(&self) -> Limits<'_> {
        Limits::NONE
    }

    /// Adds a member.
    fn with<X>(self, member: X) -> Self::With<X>;

    /// Adds a member to the borrowed list.
    fn borrowed_with<X>(&self, member: X) -> Self::BorrowedWith<'_, X>;
}

/// Prevents implementations outside this crate.
pub trait Sealed {}

/// Implements a list that grows into a pair of itself and the new member.
macro_rules! grows_into_a_pair {
    () => {
        type With<X> = (Self, X);
        type BorrowedWith<'a, X>
            = (&'a Self, X)
        where
            Self: 'a;

        #[inline]
        fn with<X>(self, member: X) -> (Self, X) {
            (self, member)
        }

        #[inline]
        fn borrowed_with<X>(&self, member: X) -> (&Self, X) {
            (self, member)
        }
    };
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub(super) use grows_into_a_pair;

/// One member of a list.
pub trait Member {
    /// Whether calls keep their outcome because of this member.
    type Keep: Keep;

    /// Returns its limits.
    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE
    }
}

impl Sealed for () {}
impl<A: HookList, B: Member> Sealed for (A, B) {}
impl<H: HookList> Sealed for &H {}

impl HookList for () {
    type Keep = Forgets;

    grows_into_a_pair!();
}

impl<A: HookList, B: Member> HookList for (A, B) {
    type Keep = <A::Keep as Keep>::Or<B::Keep>;

    grows_into_a_pair!();

    #[inline]
    fn limits(&self) -> Limits<'_> {
        self.0.limits().replaced_by(self.1.limits())
    }
}

impl<'l, H: HookList> HookList for &'l H {
    type With<X> = H::BorrowedWith<'l, X>;
    type BorrowedWith<'a, X>
        = H::BorrowedWith<'a, X>
    where
        Self: 'a;
    type Keep = H::Keep;

    #[inline]
    fn limits(&self) -> Limits<'_> {
        (**self).limits()
    }

    #[inline]
    fn with<X>(self, member: X) -> Self::With<X> {
        H::borrowed_with(self, member)
    }

    #[inline]
    fn borrowed_with<X>(&self, member: X) -> Self::BorrowedWith<'_, X> {
        H::borrowed_with(self, member)
    }
}
