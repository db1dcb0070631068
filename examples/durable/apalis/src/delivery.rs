//! The job: a call over HTTP, its errors, and the policy of its retries.

use std::net::SocketAddr;
use std::time::Duration;

use apalis::prelude::{BoxDynError, Data, Meta, WorkerContext};
use reqwest::{Client, StatusCode};
use serde::{Deserialize, Serialize};
use tenacity::prelude::*;
use tenacity::{BoxedPolicy, RetryBudget};

use crate::progress::Progress;

/// A message to deliver.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    /// The number of the message, also the seed of its waits.
    pub number: u64,
    /// The address of the receiver.
    pub receiver: SocketAddr,
}

/// Makes one attempt of a delivery.
pub async fn deliver(
    delivery: Delivery,
    progress: Meta<Progress>,
    worker: WorkerContext,
    client: Data<Client>,
) -> Result<(), DeliveryError> {
    let attempt = progress.0.0.attempts() + 1;
    let request = client.post(format!("http://{}/{}/{attempt}", delivery.receiver, delivery.number));
    // The same key in each attempt, so that the receiver can know a message that it already has.
    let request = request.header("Idempotency-Key", delivery.number).header("worker", worker.name());
    let response = request.send().await?;
    match response.status() {
        status if status.is_success() => Ok(()),
        status if matches!(tenacity_http::verdict(status, response.headers()), Verdict::Accept) => {
            Err(DeliveryError::Rejected(status))
        }
        status => {
            let after = tenacity_http::retry_after(response.headers(), std::time::SystemTime::now());
            Err(DeliveryError::Busy { status, after })
        }
    }
}

/// Why an attempt failed.
#[derive(Debug, thiserror::Error, Retryable)]
pub enum DeliveryError {
    /// The receiver may accept the message later.
    #[error("the receiver answered {status}")]
    #[retry(after = after)]
    Busy {
        /// The status of the answer.
        status: StatusCode,
        /// The header `Retry-After`.
        after: Option<Duration>,
    },
    /// The receiver will never accept the message.
    #[error("the receiver answered {0}")]
    Rejected(StatusCode),
    /// No answer arrived.
    #[error("{0}")]
    #[retry(with = tenacity_http::reqwest_verdict)]
    Transport(#[from] reqwest::Error),
}

/// The retries that one worker process may make. A new process starts with a full budget, because the first jobs that it takes may all be
/// retries, which make no deposit.
static BUDGET: RetryBudget = RetryBudget::new().ratio(1.0).capacity(1000).initial(1000);

/// The most attempts of a delivery.
pub const ATTEMPTS: u32 = 6;

/// The waits between two attempts: full jitter.
pub fn backoff() -> impl Wait + Send + Sync + std::fmt::Debug + 'static {
    wait_random_exponential(Duration::from_secs(1)).max(Duration::from_secs(8))
}

/// The policy of all deliveries.
pub fn policy() -> BoxedPolicy<Result<(), BoxDynError>> {
    RetryPolicy::new()
        .stop(stop_after_attempt(ATTEMPTS) | stop_before_delay(Duration::from_mins(5)))
        .wait(backoff())
        .retry(retry_if_err(|error: &BoxDynError| error.downcast_ref().map_or(Verdict::Accept, DeliveryError::verdict)))
        .budget(&BUDGET)
        .boxed()
}
