//! The same call with at most five attempts and no wait: as an annotated function, through a policy, and with optional parts.
//!
//! The budget is full, and each call deposits as much as it withdraws. No other thread uses the budget or the statistics, so neither is
//! contended.

use std::sync::LazyLock;

use tenacity::{RetryStats, StopAfterAttempt, WaitNone, prelude::*};

use crate::contender::{Contender, blocking, task};
use crate::service::{ATTEMPTS, Answer, Service};

pub(super) const SYNC: &[Contender] = &[
    blocking!(Annotated, annotated),
    blocking!(PolicyCall, policy_call),
    blocking!(PolicyKey, policy_key),
    blocking!(Budget, budget),
    blocking!(Stats, stats),
];

pub(super) const ASYNC: &[Contender] = &[
    task!(Annotated, annotated_async),
    task!(PolicyCall, policy_call_async),
    task!(PolicyKey, policy_key_async),
    task!(Budget, budget_async),
    task!(Stats, stats_async),
];

static POLICY: LazyLock<RetryPolicy<StopAfterAttempt, WaitNone>> =
    LazyLock::new(|| RetryPolicy::new().stop(stop_after_attempt(ATTEMPTS)).wait(wait_none()));

static BUDGET: RetryBudget = RetryBudget::new().ratio(5.0).initial(10);

static STATS: RetryStats = RetryStats::new();

#[inline(never)]
#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none())]
fn annotated(service: &Service) -> Answer {
    service.call()
}

#[inline(never)]
fn policy_call(service: &Service) -> Answer {
    POLICY.call(|| service.call())
}

#[inline(never)]
#[retry(policy = POLICY)]
fn policy_key(service: &Service) -> Answer {
    service.call()
}

#[inline(never)]
#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none(), budget = &BUDGET)]
fn budget(service: &Service) -> Answer {
    service.call()
}

#[inline(never)]
#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none(), stats = &STATS)]
fn stats(service: &Service) -> Answer {
    service.call()
}

#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none())]
async fn annotated_async(service: &Service) -> Answer {
    service.call_async().await
}

async fn policy_call_async(service: &Service) -> Answer {
    POLICY.call_async(|| service.call_async()).await
}

#[retry(policy = POLICY)]
async fn policy_key_async(service: &Service) -> Answer {
    service.call_async().await
}

#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none(), budget = &BUDGET)]
async fn budget_async(service: &Service) -> Answer {
    service.call_async().await
}

#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none(), stats = &STATS)]
async fn stats_async(service: &Service) -> Answer {
    service.call_async().await
}
