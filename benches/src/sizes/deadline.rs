//! At most five attempts and thirty seconds; exponential from 100 ms to 5 s, with full jitter.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use relentless::Wait as _;
use relentless::clock::TokioClock;
use tenacity::prelude::*;
use tokio::time::{Instant, sleep};
use tokio_retry2::strategy::{ExponentialFactorBackoff, MaxInterval};

use super::of;
use crate::contender::Column;
use crate::service::{ATTEMPTS, Answer, Refused, Service};

const INITIAL: Duration = Duration::from_millis(100);
const MAX: Duration = Duration::from_secs(5);
const LIMIT: Duration = Duration::from_secs(30);

pub(super) fn bytes() -> Vec<(Column, usize)> {
    let service = Service::refusing(0);
    vec![
        (Column::HandWritten, of(&service, hand_written)),
        (Column::Tenacity, of(&service, tenacity)),
        (Column::Backon, of(&service, backon)),
        (Column::Relentless, of(&service, relentless)),
        (Column::TokioRetry2, of(&service, tokio_retry2)),
    ]
}

async fn hand_written(service: &Service) -> Answer {
    let start = Instant::now();
    let mut attempt = 1;
    let mut ceiling = INITIAL;
    loop {
        match service.call_async().await {
            Ok(answer) => return Ok(answer),
            Err(refused) if attempt >= ATTEMPTS || start.elapsed() >= LIMIT => return Err(refused),
            Err(_) => attempt += 1,
        }
        sleep(ceiling.mul_f64(fastrand::f64())).await;
        ceiling = (ceiling * 2).min(MAX);
    }
}

#[retry(stop = stop_after_attempt(ATTEMPTS) | stop_after_delay(LIMIT), wait = wait_exponential(INITIAL).max(MAX).full_jitter())]
async fn tenacity(service: &Service) -> Answer {
    service.call_async().await
}

/// backon's limit is the sum of the planned sleeps.
async fn backon(service: &Service) -> Answer {
    let backoff = ExponentialBuilder::default()
        .with_min_delay(INITIAL)
        .with_max_delay(MAX)
        .with_jitter()
        .with_total_delay(Some(LIMIT))
        .with_max_times(ATTEMPTS as usize - 1);
    (|| service.call_async()).retry(backoff).await
}

async fn relentless(service: &Service) -> relentless::RetryResult<u64, Refused> {
    relentless::retry_async(|_| service.call_async())
        .stop(relentless::stop::attempts(ATTEMPTS) | relentless::stop::elapsed(LIMIT))
        .wait(relentless::wait::exponential(INITIAL).cap(MAX).full_jitter())
        .clock(TokioClock::new())
        .call()
        .await
}

/// This version has no jitter, which would need the `rand` crate and stores nothing.
async fn tokio_retry2(service: &Service) -> Answer {
    let strategy = ExponentialFactorBackoff::from_millis(100, 2.0).max_delay(MAX).take(ATTEMPTS as usize - 1).max_duration(LIMIT);
    tokio_retry2::Retry::spawn(strategy, || async { service.call_async().await.map_err(tokio_retry2::RetryError::transient) })
        .await
}
