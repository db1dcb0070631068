// errors: 8

use std::sync::Arc;

use tenacity::prelude::*;
use tenacity::{Event, KeyedBudget, RetryStats};

#[retry(budget = RetryBudget::new())]
fn budget_in_place() -> Option<u8> {
    None
}

#[retry(budget = &RetryBudget::new().ratio(0.2))]
fn lent_in_place() -> Option<u8> {
    None
}

#[retry(budget = Arc::new(RetryBudget::default()))]
fn in_a_pointer_of_its_own() -> Option<u8> {
    None
}

#[retry(budget = KeyedBudget::new(10).each(|| RetryBudget::new().ratio(0.2)).get(host))]
fn in_a_table_of_its_own(host: &str) -> Option<u8> {
    None
}

fn budget_of(_: &str) -> RetryBudget {
    RetryBudget::new()
}

#[retry(budget = budget_of(host))]
fn by_a_function(host: &str) -> Option<u8> {
    None
}

#[retry(stats = RetryStats::new())]
fn statistics() -> Option<u8> {
    None
}

#[retry(cancel = Event::new())]
async fn event() -> Option<u8> {
    None
}

fn block() -> Option<u8> {
    retry_block!(cancel = &Event::new() => { None })
}

fn main() {}
