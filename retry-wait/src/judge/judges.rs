//! The judges, which decide whether a check was ready: the value by itself, or a closure of the user.

use std::error::Error;

use super::check::Check;
use super::truthy::Truthy;

/// Decides whether a check was ready.
pub trait Judge<C> {
    /// The value that the wait returns.
    type Value;

    /// Turns the return value of a check into a [`Check`].
    fn judge(&mut self, given: C) -> Check<Self::Value>;
}

/// Judges a value by its implementation of [`Truthy`].
#[derive(Clone, Copy, Debug)]
pub struct ByItself;

impl<C: Truthy> Judge<C> for ByItself {
    type Value = C::Value;

    fn judge(&mut self, given: C) -> Check<C::Value> {
        given.into_check()
    }
}

/// Judges the value of the check by a closure. See [`Until::until`](crate::Until::until).
#[derive(Clone, Copy, Debug)]
pub struct UntilValue<P, S = ()> {
    pub(crate) predicate: P,
    pub(crate) show: S,
}

/// Judges the value in the `Ok` of the check by a closure. An `Err` means not yet.
#[derive(Clone, Copy, Debug)]
pub struct UntilOk<P, S = ()> {
    pub(crate) predicate: P,
    pub(crate) show: S,
}

impl<T, P, B, S> Judge<T> for UntilValue<P, S>
where
    P: FnMut(&T) -> B,
    B: UntilResult,
    S: Show<T>,
{
    type Value = T;

    fn judge(&mut self, given: T) -> Check<T> {
        judge_by(given, &mut self.predicate, &mut self.show)
    }
}

impl<T, E, P, B, S> Judge<Result<T, E>> for UntilOk<P, S>
where
    E: Into<Box<dyn Error + Send + Sync>>,
    P: FnMut(&T) -> B,
    B: UntilResult,
    S: Show<T>,
{
    type Value = T;

    fn judge(&mut self, given: Result<T, E>) -> Check<T> {
        match given {
            Ok(value) => judge_by(value, &mut self.predicate, &mut self.show),
            Err(error) => Check::Retry(error.into()),
        }
    }
}

fn judge_by<T, B: UntilResult>(value: T, predicate: &mut impl FnMut(&T) -> B, show: &mut impl Show<T>) -> Check<T> {
    match predicate(&value).into_check() {
        Check::Ready(()) => Check::Ready(value),
        Check::Pending(reason) => Check::Pending(reason.or_else(|| show.show(&value))),
        Check::Retry(error) => Check::Retry(error),
        Check::Fatal(error) => Check::Fatal(error),
        Check::RetryAfter(delay) => Check::RetryAfter(delay),
    }
}

/// The result of the closure of `until`: a `bool`, or a [`Check`] of any type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the result of an `.until(…)` closure",
    label = "expected `bool` or `Check<_>`",
    note = "the closure returns a `bool`, or a `Check` such as `Check::pending(\"status = queued\")`"
)]
pub trait UntilResult {
    /// Converts the result to a [`Check`] without a value.
    fn into_check(self) -> Check<()>;
}

impl UntilResult for bool {
    fn into_check(self) -> Check<()> {
        if self { Check::Ready(()) } else { Check::Pending(None) }
    }
}

impl<T> UntilResult for Check<T> {
    fn into_check(self) -> Check<()> {
        match self {
            Self::Ready(_) => Check::Ready(()),
            Self::Pending(reason) => Check::Pending(reason),
            Self::Retry(error) => Check::Retry(error),
            Self::Fatal(error) => Check::Fatal(error),
            Self::RetryAfter(delay) => Check::RetryAfter(delay),
        }
    }
}

/// Formats a value that is not ready for the report. `()` formats nothing, and [`Shown`] calls a closure.
pub trait Show<T> {
    /// Returns the text for the report, if there is one.
    fn show(&mut self, value: &T) -> Option<String>;
}

impl<T> Show<T> for () {
    fn show(&mut self, _: &T) -> Option<String> {
        None
    }
}

/// Formats a value by a closure. See [`Waiting::show`](crate::Waiting::show).
#[derive(Clone, Copy, Debug)]
pub struct Shown<S>(pub(crate) S);

impl<T, S: FnMut(&T) -> R, R: ToString> Show<T> for Shown<S> {
    fn show(&mut self, value: &T) -> Option<String> {
        Some((self.0)(value).to_string())
    }
}
