//! The functions that give types to the closures that a user writes without types.
//!
//! The first argument only provides its type. It is the outcome, or a `None` of the return type for a closure that is made before the
//! loop.

use crate::outcome::finish::Finish;
use crate::outcome::timed_out::TimedOut;
use crate::state::RetryState;

/// Gives types to `|e|` of `retry_if_err`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_error<T, E, V, F: Fn(&E) -> V>(_: Option<&Result<T, E>>, classify: F) -> F {
    classify
}

/// Gives types to `|value|` of `retry_if_ok`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_value<T, E, V, F: Fn(&T) -> V>(_: Option<&Result<T, E>>, classify: F) -> F {
    classify
}

/// Gives types to `|outcome|` of `retry_if_result` and `retry_if_not_result`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_outcome<R, V, F: Fn(&R) -> V>(_: Option<&R>, classify: F) -> F {
    classify
}

/// Gives types to `|outcome, state|` of `retry_fn`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_judge<R, V, F: Fn(&R, &RetryState) -> V>(_: Option<&R>, judge: F) -> F {
    judge
}

/// Gives types to `|state|` of `stop_fn` and `wait_fn`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_state<V, F: Fn(&RetryState) -> V>(question: F) -> F {
    question
}

/// Gives types to `|state, outcome|` of `after` and `before_sleep`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_outcome_hook<R, F: Fn(&RetryState, &R)>(_: Option<&R>, hook: F) -> F {
    hook
}

/// Gives types to `|state, outcome, finish|` of `on_finish`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_finish_hook<R, F: Fn(&RetryState, &R, Finish)>(_: Option<&R>, hook: F) -> F {
    hook
}

/// Gives types to `|state, outcome|` of `fallback`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_fallback<R, F: FnOnce(&RetryState, R) -> R>(_: Option<&R>, fallback: F) -> F {
    fallback
}

/// Gives types to `|state, outcome|` of a policy's `fallback`, which several calls may use.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_shared_fallback<R, F: Fn(&RetryState, R) -> R>(_: Option<&R>, fallback: F) -> F {
    fallback
}

/// A function for `before`. The name lets the compiler speak of hooks instead of `FnOnce`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a hook",
    label = "expected a function of the state",
    note = "write a closure, for instance `|state| …`"
)]
pub trait StateHook: FnOnce(&RetryState) {}

#[diagnostic::do_not_recommend]
impl<F: FnOnce(&RetryState)> StateHook for F {}

/// A function for `after` or `before_sleep`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a hook",
    label = "expected a function of the state and the outcome",
    note = "write a closure, for instance `|state, outcome| …`"
)]
pub trait OutcomeHook<R>: FnOnce(&RetryState, &R) {}

#[diagnostic::do_not_recommend]
impl<R, F: FnOnce(&RetryState, &R)> OutcomeHook<R> for F {}

/// A function for `on_finish`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a hook",
    label = "expected a function of the state, the outcome and the finish",
    note = "write a closure, for instance `|state, outcome, finish| …`"
)]
pub trait FinishHook<R>: FnOnce(&RetryState, &R, Finish) {}

#[diagnostic::do_not_recommend]
impl<R, F: FnOnce(&RetryState, &R, Finish)> FinishHook<R> for F {}

/// Calls `before`, and gives types to its closure.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn call_state_hook<F: StateHook>(state: &RetryState, hook: F) {
    hook(state);
}

/// Calls `after` or `before_sleep`, and gives types to its closure.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn call_outcome_hook<R, F: OutcomeHook<R>>(state: &RetryState, outcome: &R, hook: F) {
    hook(state, outcome);
}

/// Calls `on_finish`, and gives types to its closure.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn call_finish_hook<R, F: FinishHook<R>>(state: &RetryState, outcome: &R, finish: Finish, hook: F) {
    hook(state, outcome, finish);
}

/// Gives types to `|cut|` of `timed_out`.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn on_cut<R, F: Fn(TimedOut) -> R>(_: Option<&R>, outcome: F) -> F {
    outcome
}

/// Calls `timed_out`, and gives types to its closure.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn call_on_cut<R, F: FnOnce(TimedOut) -> R>(cut: TimedOut, outcome: F) -> R {
    outcome(cut)
}

/// Calls `fallback`, and gives types to its closure.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn call_fallback<R, F: FnOnce(&RetryState, R) -> R>(state: &RetryState, outcome: R, fallback: F) -> R {
    fallback(state, outcome)
}

/// Clones an argument of `clone(…)` for an attempt.
#[inline]
pub fn clone_argument<T: Clone>(argument: &T) -> T {
    argument.clone()
}
