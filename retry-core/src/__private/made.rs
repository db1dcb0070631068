//! What `budget`, `stats` and `cancel` refuse: a value that each call makes for itself, so that it shares it with no other call.
//!
//! [`Made::kept`] is an inherent method for the types that must not be made by a call, where it asks for more than they can do; for
//! any other type it is the method of [`Lasting`], which does nothing. The inherent one is found first.

#[cfg(feature = "std")]
use crate::budget::KeyedBudget;
use crate::budget::RetryBudget;
#[cfg(feature = "std")]
use crate::event::Event;
use crate::stats::RetryStats;

/// A value that is made before the first attempt.
#[derive(Debug)]
pub struct Made<T>(pub T);

/// A type whose values are useless unless calls share them.
pub trait Shareable {}

impl Shareable for RetryBudget {}
impl Shareable for RetryStats {}
#[cfg(feature = "std")]
impl Shareable for Event {}
#[cfg(feature = "std")]
impl<K> Shareable for KeyedBudget<K> {}

/// What no `Shareable` type is.
#[diagnostic::on_unimplemented(
    message = "each call would get its own `{Self}`, which no other call shares",
    label = "made by each call",
    note = "write `static SHARED: {Self} = …;` outside of the function, and `&SHARED` here"
)]
pub trait OutlivesCalls {}

impl<T: Shareable> Made<T> {
    /// Refuses the value.
    pub fn kept(self) -> T
    where
        T: OutlivesCalls,
    {
        self.0
    }
}

/// A value that may well be made by each call: a reference, or an `Arc` that is kept elsewhere.
pub trait Lasting {
    /// Its type.
    type Value;

    /// The value.
    fn kept(self) -> Self::Value;
}

impl<T> Lasting for Made<T> {
    type Value = T;

    #[inline]
    fn kept(self) -> T {
        self.0
    }
}
