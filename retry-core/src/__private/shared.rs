//! The values of `budget`, `stats` and `cancel`, which calls share. A value that each call would make for itself is an error.
//!
//! [`Made::kept`] is an inherent method for types that calls must share. It has a bound that none of them meets, so calling it is an error.
//! For any other type, `kept` is the method of [`Lasting`], which returns the value. The compiler finds the inherent method first.

use crate::shared::budget::RetryBudget;
#[cfg(feature = "std")]
use crate::shared::budget::keyed::KeyedBudget;
#[cfg(feature = "std")]
use crate::shared::event::Event;
use crate::shared::stats::RetryStats;

/// A value that a call makes before its first attempt.
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

/// No `Shareable` type implements it.
#[diagnostic::on_unimplemented(
    message = "each call would get its own `{Self}`, which no other call shares",
    label = "made by each call",
    note = "write `static SHARED: {Self} = …;` outside of the function, and `&SHARED` here"
)]
pub trait OutlivesCalls {}

impl<T: Shareable> Made<T> {
    /// Rejects the value.
    pub fn kept(self) -> T
    where
        T: OutlivesCalls,
    {
        self.0
    }
}

/// A value that each call may make for itself: a reference, or an `Arc` that is kept elsewhere.
pub trait Lasting {
    /// The type of the value.
    type Value;

    /// Returns the value.
    fn kept(self) -> Self::Value;
}

impl<T> Lasting for Made<T> {
    type Value = T;

    #[inline]
    fn kept(self) -> T {
        self.0
    }
}

/// Defines a function that borrows the value of a key, and the bound of that value: the type itself, or a pointer to it.
macro_rules! lend {
    ($(#[$attr:meta])* $key:ident: $lent:ident as $bound:ident, $message:literal, $note:literal) => {
        $(#[$attr])*
        #[doc = concat!("A value of `", stringify!($key), " = …`.")]
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "given here",
            note = $note
        )]
        pub trait $bound: AsRef<$lent> {}

        $(#[$attr])*
        #[diagnostic::do_not_recommend]
        impl<T: AsRef<$lent> + ?Sized> $bound for T {}

        $(#[$attr])*
        #[doc = concat!("Borrows the value of `", stringify!($key), " = …`.")]
        #[inline]
        pub fn $key<T: $bound + ?Sized>($key: &T) -> &$lent {
            $key.as_ref()
        }
    };
}

lend!(budget: RetryBudget as BudgetRef, "`{Self}` is not a retry budget", "write `budget = &BUDGET`, a reference or an `Arc`");
lend!(stats: RetryStats as StatsRef, "`{Self}` is not a `RetryStats`", "write `stats = &STATS`, a reference or an `Arc`");
lend!(
    #[cfg(feature = "std")]
    cancel: Event as EventRef, "`{Self}` is not an event", "write `cancel = &SHUTDOWN`, a reference or an `Arc`"
);
