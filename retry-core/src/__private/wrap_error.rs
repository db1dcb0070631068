//! The error of a call with `wrap_error`.

use crate::outcome::finish::Finish;
use crate::policy::report::Report;
use crate::policy::retry_error::RetryError;
use crate::state::RetryState;

/// Returns the report of a call, for the error that wraps its last error.
#[inline]
pub const fn report(state: &RetryState, finish: Finish) -> Report {
    Report::of(state, finish)
}

/// The report of one plain attempt.
pub const PLAIN_REPORT: Report = Report::PLAIN;

/// Returns whether there is an error to wrap.
#[inline]
pub const fn is_error<T, E>(outcome: &Result<T, E>) -> bool {
    outcome.is_err()
}

/// Wraps the error of a call.
#[inline]
pub fn wrap<T, E>(outcome: Result<T, E>, report: Report) -> Result<T, RetryError<E>> {
    outcome.map_err(|last| RetryError::new(last, report))
}

/// Names the return type of the body of a function with `wrap_error`. The function's own return type implements it.
#[diagnostic::on_unimplemented(
    message = "`wrap_error` returns a `RetryError`, but the function returns `{Self}`",
    label = "expected `Result<T, RetryError<E>>`",
    note = "write `-> Result<T, RetryError<E>>`; the body then returns `Result<T, E>`"
)]
pub trait Wrapped {
    /// The return type of the body.
    type Inner;
}

impl<T, E> Wrapped for Result<T, RetryError<E>> {
    type Inner = Result<T, E>;
}
