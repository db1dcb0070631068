//! Where limits and statistics enter an expansion, and how an error is wrapped.

use core::time::Duration;

use crate::outcome::finish::Finish;
use crate::outcome::returned::Outcome;
use crate::outcome::timed_out::{FromTimeout, TimedOut};
use crate::policy::report::Report;
use crate::policy::retry_error::RetryError;
use crate::shared::budget::RetryBudget;
#[cfg(feature = "std")]
use crate::shared::event::Event;
use crate::shared::stats::RetryStats;
use crate::state::RetryState;

/// The value of `attempt_timeout = …` or `timeout = …`.
#[inline]
pub const fn time_limit(limit: Duration) -> Duration {
    limit
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

/// Proves that the return type can tell of a time limit.
#[inline]
pub fn outcome_of_cut<R: FromTimeout>() -> fn(TimedOut) -> R {
    R::timed_out
}

/// Counts a retry that begins.
#[inline]
pub fn count_retry(counted: &RetryStats, slept: Duration) {
    counted.count_retry(slept);
}

/// Counts a call.
#[inline]
pub fn count_call<R: Outcome>(counted: &RetryStats, state: &RetryState, outcome: &R, finish: Finish) {
    counted.count_call(state, outcome, finish);
}

/// What a call took, for the error that wraps its last one.
#[inline]
pub const fn report(state: &RetryState, finish: Finish) -> Report {
    Report::of(state, finish)
}

/// The report of a call that did nothing worth telling.
pub const PLAIN_REPORT: Report = Report::PLAIN;

/// Whether there is an error to wrap.
#[inline]
pub const fn is_error<T, E>(outcome: &Result<T, E>) -> bool {
    outcome.is_err()
}

/// Wraps the error of a call.
#[inline]
pub fn wrap<T, E>(outcome: Result<T, E>, report: Report) -> Result<T, RetryError<E>> {
    outcome.map_err(|last| RetryError::new(last, report))
}

/// What the body of a function with `wrap_error` yields, told from what the function returns.
#[diagnostic::on_unimplemented(
    message = "`wrap_error` returns a `RetryError`, but the signature says `{Self}`",
    label = "expected `Result<T, RetryError<E>>`",
    note = "write `-> Result<T, RetryError<E>>`; the body then yields `Result<T, E>`"
)]
pub trait Wrapped {
    /// The body's own return type.
    type Inner;
}

impl<T, E> Wrapped for Result<T, RetryError<E>> {
    type Inner = Result<T, E>;
}
