//! The error of a call with `wrap_error`.

use crate::outcome::finish::Finish;
use crate::policy::report::Report;
use crate::policy::retry_error::RetryError;
use crate::state::RetryState;

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

/// Finds the type that the body of a function with `wrap_error` yields. It is implemented for the function's return type.
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
