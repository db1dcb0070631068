//! What calls share: the values of `budget`, `stats` and `cancel`. They refuse a value that each call would make for itself.
//!
//! [`Made::kept`] is an inherent method for types that calls must share. It has a bound that none of them meets, so calling it is an error.
//! For any other type, `kept` is the method of [`Lasting`], which returns the value. The compiler finds the inherent method first.

use crate::shared::budget::RetryBudget;
#[cfg(feature = "std")]
use crate::shared::budget::keyed::KeyedBudget;
#[cfg(feature = "std")]
use crate::shared::event::Event;
use crate::shared::stats::RetryStats;

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

/// No `Shareable` type implements it.
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

/// Lends the value of a key: the thing itself, or a pointer to it.
macro_rules! lend {
    ($(#[$attr:meta])* $key:ident: $lent:ident as $bound:ident, $message:literal, $note:literal) => {
        $(#[$attr])*
        #[doc = concat!("What `", stringify!($key), " = …` may hold.")]
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
        #[doc = concat!("The value of `", stringify!($key), " = …`, lent.")]
        #[inline]
        pub fn $key<T: $bound + ?Sized>($key: &T) -> &$lent {
            $key.as_ref()
        }
    };
}

lend!(budget: RetryBudget as BudgetRef, "`{Self}` is not a retry budget", "write `budget = &BUDGET`, a reference or an `Arc`");
lend!(stats: RetryStats as StatsRef, "`{Self}` is not a place for retry statistics", "write `stats = &STATS`, a reference or an `Arc`");
lend!(
    #[cfg(feature = "std")]
    cancel: Event as EventRef, "`{Self}` is not an event", "write `cancel = &SHUTDOWN`, a reference or an `Arc`"
);
