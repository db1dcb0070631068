//! The retry policies, one for each service.

use std::time::Duration;

use tenacity::{BoxedPolicy, prelude::*};

use crate::error::OrderError;
use crate::order::{Receipt, Service};

/// The outcome of an attempt, and of the whole call.
pub type Outcome = Result<Receipt, OrderError>;

/// The attempts of a policy, unless a caller changes them.
pub const ATTEMPTS: u32 = 6;

/// Pays for the retries at the stock. Each order adds three retries. An order that began in another process adds none here, so the budget
/// begins with a hundred.
static STOCK: RetryBudget = RetryBudget::new().ratio(3.0).capacity(1000).initial(100);

/// Returns the policy of a service, with this number of attempts.
pub fn policy(service: Service, attempts: u32) -> BoxedPolicy<Outcome> {
    match service {
        Service::Charge => charge(attempts),
        Service::Reserve => reserve(attempts),
        Service::Ship => ship(attempts),
    }
}

/// Follows the bank's hints, and gives up before a delay that passes a minute.
fn charge(attempts: u32) -> BoxedPolicy<Outcome> {
    RetryPolicy::new()
        .retry(retry_if_retryable())
        .stop(stop_after_attempt(attempts) | stop_before_delay(Duration::from_secs(60)))
        .wait(wait_exponential_jitter(Duration::from_millis(1500), Duration::from_secs(1)).max(Duration::from_secs(8)))
        .attempt_timeout(Duration::from_secs(5))
        .boxed()
}

/// Shares a budget with all orders of the process, so a stock that is down receives few retries.
fn reserve(attempts: u32) -> BoxedPolicy<Outcome> {
    RetryPolicy::new()
        .retry(retry_if_retryable())
        .stop(stop_after_attempt(attempts))
        .wait(wait_random_exponential(Duration::from_secs(2)).min(Duration::from_secs(1)).max(Duration::from_secs(4)))
        .attempt_timeout(Duration::from_secs(5))
        .budget(&STOCK)
        .boxed()
}

/// Retries failures of the shipper, too, and cuts off an attempt without an answer.
fn ship(attempts: u32) -> BoxedPolicy<Outcome> {
    RetryPolicy::new()
        .retry(retry_if_retryable() | retry_if_err(|error: &OrderError| matches!(error, OrderError::Failed { status: 500 })))
        .stop(stop_after_attempt(attempts))
        .wait(wait_decorrelated_jitter(Duration::from_millis(800), Duration::from_secs(3)))
        .attempt_timeout(Duration::from_millis(1500))
        .boxed()
}
