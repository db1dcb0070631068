//! Keys that hold more than constants.

use core::time::Duration;
use std::sync::LazyLock;

use tenacity::prelude::*;
use tenacity::{BoxedPolicy, Event, RetryStats};

use crate::compared::errors::Busy;

static POLICY: LazyLock<BoxedPolicy<Result<u8, Busy>>> = LazyLock::new(|| RetryPolicy::new().boxed());
static BUDGET: RetryBudget = RetryBudget::new();
static STATS: RetryStats = RetryStats::new();
static STOPPING: Event = Event::new();

fn note(state: &RetryState, _: &Result<u8, Busy>) {
    let _: u32 = state.attempt_number();
}

fn begin(state: &RetryState) {
    let _: u32 = state.attempt_number();
}

fn classify(error: &Busy) -> bool {
    error.is_busy()
}

const fn pause(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[cfg_attr(feature = "retried", retry(stop = (stop_after_attempt(3) | stop_after_delay(30s)), wait = (wait_fixed(1s))))]
pub fn in_parentheses() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(stop = (stop_after_attempt(attempts)), wait = (wait_fixed(pause(1))), timeout = (30s)))]
pub async fn hoisted_in_parentheses(attempts: u32) -> Result<u8, Busy> {
    Ok(3)
}

pub fn uses_what_only_keys_use() {
    let _ = (pause(1), pause(2));
    let _ = (classify(&Busy { is_busy: true }), classify(&Busy { is_busy: false }));
}

#[cfg_attr(feature = "retried", retry(retry = (retry_if_err(|error| error.is_busy())), before_sleep = (|_, _| ()), name = ("name"), seed = (3), enabled = (true)))]
pub fn all_in_parentheses() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(retry = retry_if_err(|error| error.is_busy())))]
pub fn method_closure() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(retry = retry_if_err(move |error| error.is_busy())))]
pub fn moved_method_closure() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(retry = |outcome| outcome.is_err()))]
pub fn bare_closure() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(retry = retry_if_err(|error| classify(error))))]
pub fn function_closure() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(retry = retry_if_err(classify)))]
pub fn function_for_a_closure() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(
    feature = "retried",
    retry(
        retry = retry_if_err(|error| match *error {
            Busy { is_busy: true } => Verdict::Retry,
            Busy { is_busy: false } => Verdict::Accept,
        })
    )
)]
pub async fn matching_closure() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(before = begin, after = note, before_sleep = note, on_finish = |state, outcome, _| note(state, outcome)))]
pub fn hooks() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(before = begin, after = note, before_sleep = note, on_finish = move |state, outcome, _| note(state, outcome)))]
pub async fn hooks_async() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(before = |state| begin(state), after = |state, outcome| note(state, outcome), before_sleep = move |state, outcome| note(state, outcome)))]
pub fn closure_hooks() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(fallback = |_, outcome| outcome.or(Ok(3))))]
pub fn fallback() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(fallback = move |_, outcome| outcome.or(Ok(3))))]
pub async fn moved_fallback() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(stop = stop_when(|| log.len() > 3), wait = wait_fn(|state| 1ms * state.attempt_number())))]
pub fn lazy_closures(log: &mut Vec<u8>) -> Result<u8, Busy> {
    log.push(3);
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(stop = |state| state.attempt_number() > 3, wait = |state| state.previous_sleep()))]
pub fn bare_closures() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(policy = POLICY))]
pub fn policy() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(policy = POLICY, before_sleep = note))]
pub async fn policy_async() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(policy = RetryPolicy::new().stop(stop_after_attempt(3))))]
pub async fn policy_in_place() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(budget = &BUDGET, stats = &STATS, cancel = &STOPPING))]
pub fn shared_values() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(budget = &BUDGET, stats = &STATS, cancel = &STOPPING))]
pub async fn shared_values_async() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(state = progress))]
pub fn state() -> Result<u8, Busy> {
    #[cfg(feature = "retried")]
    begin(progress);
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(seed = 3, name = "named", enabled = *enabled))]
pub fn values(enabled: &bool) -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(timer = tenacity::StdTimer))]
pub fn timer() -> Result<u8, Busy> {
    Ok(3)
}

#[cfg_attr(feature = "retried", retry(wrap_error))]
pub fn wrapped() -> Result<u8, RetryError<Busy>> {
    #[cfg(feature = "retried")]
    return Err(Busy { is_busy: true });
    #[cfg(not(feature = "retried"))]
    return Ok(3);
}
