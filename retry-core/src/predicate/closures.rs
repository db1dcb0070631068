//! Predicates that call a closure, which returns a `bool` or a [`Verdict`].

use super::strategy::Predicate;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// Retries an `Err(e)` if `classify(&e)` returns `true`, or a [`Verdict`] that retries. Accepts an `Ok`.
///
/// In `#[retry]`, the closure needs no type: `retry = retry_if_err(|e| e.is_timeout())`. Elsewhere, Rust requires one:
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let predicate = retry_if_err(|status: &u16| *status >= 500);
/// let verdict = |status| predicate.verdict(&Err::<(), u16>(status), &RetryState::at(1, Duration::ZERO));
/// assert_eq!([verdict(503), verdict(404)], [Verdict::Retry, Verdict::Accept]);
/// ```
///
/// If the error can classify itself once for all calls, use [`retry_if_retryable`](crate::retry_if_retryable) instead.
pub const fn retry_if_err<F>(classify: F) -> RetryIfErr<F> {
    RetryIfErr { classify }
}

/// See [`retry_if_err`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryIfErr<F> {
    classify: F,
}

impl<T, E, F, V> Predicate<Result<T, E>> for RetryIfErr<F>
where
    F: Fn(&E) -> V,
    V: Into<Verdict>,
{
    #[inline]
    fn verdict(&self, outcome: &Result<T, E>, _: &RetryState) -> Verdict {
        match outcome {
            Ok(_) => Verdict::Accept,
            Err(error) => (self.classify)(error).into(),
        }
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}

/// Retries an `Ok(value)` if `classify(&value)` returns `true`, or a [`Verdict`] that retries.
///
/// Use it for a page that is still empty, or a job that is not done.
///
/// An error ends the call immediately. To retry both, write `retry_if_failure() | retry_if_ok(…)`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let predicate = retry_if_failure() | retry_if_ok(|items: &Vec<u8>| items.is_empty());
/// let verdict = |outcome: Result<Vec<u8>, ()>| predicate.verdict(&outcome, &RetryState::at(1, Duration::ZERO));
/// assert_eq!([verdict(Ok(vec![])), verdict(Err(())), verdict(Ok(vec![1]))], [Verdict::Retry, Verdict::Retry, Verdict::Accept]);
/// ```
pub const fn retry_if_ok<F>(classify: F) -> RetryIfOk<F> {
    RetryIfOk { classify }
}

/// See [`retry_if_ok`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryIfOk<F> {
    classify: F,
}

impl<T, E, F, V> Predicate<Result<T, E>> for RetryIfOk<F>
where
    F: Fn(&T) -> V,
    V: Into<Verdict>,
{
    #[inline]
    fn verdict(&self, outcome: &Result<T, E>, _: &RetryState) -> Verdict {
        match outcome {
            Ok(value) => (self.classify)(value).into(),
            Err(_) => Verdict::Accept,
        }
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}

/// Retries a return value of any type if `classify(&value)` returns `true`, or a [`Verdict`] that retries.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let predicate = retry_if_result(|queued: &usize| *queued > 0);
/// let verdict = |queued| predicate.verdict(&queued, &RetryState::at(1, Duration::ZERO));
/// assert_eq!([verdict(3), verdict(0)], [Verdict::Retry, Verdict::Accept]);
/// ```
///
/// For a `Result`, use [`retry_if_err`] or [`retry_if_ok`] instead, so the closure handles only one case.
pub const fn retry_if_result<F>(classify: F) -> RetryIfResult<F> {
    RetryIfResult { classify }
}

/// See [`retry_if_result`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryIfResult<F> {
    classify: F,
}

impl<R, F, V> Predicate<R> for RetryIfResult<F>
where
    F: Fn(&R) -> V,
    V: Into<Verdict>,
{
    #[inline]
    fn verdict(&self, outcome: &R, _: &RetryState) -> Verdict {
        (self.classify)(outcome).into()
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}

/// Retries a return value of any type unless `accept(&value)` returns `true`: the opposite of [`retry_if_result`].
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let predicate = retry_if_not_result(|queued: &usize| *queued == 0);
/// let verdict = |queued| predicate.verdict(&queued, &RetryState::at(1, Duration::ZERO));
/// assert_eq!([verdict(3), verdict(0)], [Verdict::Retry, Verdict::Accept]);
/// ```
///
/// If the closure describes the bad values, use [`retry_if_result`] instead.
pub const fn retry_if_not_result<F>(accept: F) -> RetryIfNotResult<F> {
    RetryIfNotResult { accept }
}

/// See [`retry_if_not_result`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryIfNotResult<F> {
    accept: F,
}

impl<R, F, V> Predicate<R> for RetryIfNotResult<F>
where
    F: Fn(&R) -> V,
    V: Into<Verdict>,
{
    #[inline]
    fn verdict(&self, outcome: &R, _: &RetryState) -> Verdict {
        (self.accept)(outcome).into().inverted()
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}

/// Retries if `judge(&value, state)` returns `true`, or a [`Verdict`] that retries: for decisions that depend on the progress of the
/// call.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// // A 404 may be replication lag, but only at first.
/// let predicate = retry_fn(|status: &u16, state: &RetryState| *status == 404 && state.attempt_number() < 3);
/// let verdict = |n| predicate.verdict(&404, &RetryState::at(n, Duration::ZERO));
/// assert_eq!([verdict(1), verdict(3)], [Verdict::Retry, Verdict::Accept]);
/// ```
///
/// If the closure does not need the state, use [`retry_if_result`] instead: a first attempt that succeeds then reads no clock.
pub const fn retry_fn<F>(judge: F) -> RetryFn<F> {
    RetryFn { judge }
}

/// See [`retry_fn`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryFn<F> {
    judge: F,
}

impl<R, F, V> Predicate<R> for RetryFn<F>
where
    F: Fn(&R, &RetryState) -> V,
    V: Into<Verdict>,
{
    #[inline]
    fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict {
        (self.judge)(outcome, state).into()
    }
}
