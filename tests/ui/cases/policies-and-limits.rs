// errors: 6

use std::time::Duration;

use tenacity::prelude::*;

#[retry(policy = stop_after_attempt(3))]
fn strategy_for_a_policy() -> Option<u8> {
    None
}

#[retry(policy = RetryPolicy::new().timeout(Duration::from_secs(1)))]
fn cut_while_blocking() -> Option<u8> {
    None
}

#[retry(policy = RetryPolicy::new())]
fn no_failure() -> u8 {
    0
}

#[retry(budget = 3)]
fn number_for_a_budget() -> Option<u8> {
    None
}

static BUDGET: RetryBudget = RetryBudget::new();

#[retry(stats = &BUDGET)]
fn budget_for_statistics() -> Option<u8> {
    None
}

static STATS: tenacity::RetryStats = tenacity::RetryStats::new();

#[retry(stats = &STATS, retry = retry_if_result(|n| *n == 0))]
fn uncountable() -> u8 {
    0
}

fn main() {}
