//! At most five attempts, 100 ms between them.

use std::time::Duration;

use backon::{ConstantBuilder, Retryable};
use relentless::clock::TokioClock;
use tenacity::prelude::*;
use tokio::time::sleep;
use tokio_retry2::strategy::FixedInterval;

use super::of;
use crate::contender::Column;
use crate::service::{ATTEMPTS, Answer, Refused, Service};

const PAUSE: Duration = Duration::from_millis(100);

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
    let mut attempt = 1;
    loop {
        match service.call_async().await {
            Ok(answer) => return Ok(answer),
            Err(refused) if attempt >= ATTEMPTS => return Err(refused),
            Err(_) => attempt += 1,
        }
        sleep(PAUSE).await;
    }
}

#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_fixed(PAUSE))]
async fn tenacity(service: &Service) -> Answer {
    service.call_async().await
}

async fn backon(service: &Service) -> Answer {
    let backoff = ConstantBuilder::default().with_delay(PAUSE).with_max_times(ATTEMPTS as usize - 1);
    (|| service.call_async()).retry(backoff).await
}

async fn relentless(service: &Service) -> relentless::RetryResult<u64, Refused> {
    relentless::retry_async(|_| service.call_async())
        .stop(relentless::stop::attempts(ATTEMPTS))
        .wait(relentless::wait::fixed(PAUSE))
        .clock(TokioClock::new())
        .call()
        .await
}

async fn tokio_retry2(service: &Service) -> Answer {
    let strategy = FixedInterval::new(PAUSE).take(ATTEMPTS as usize - 1);
    tokio_retry2::Retry::spawn(strategy, || async { service.call_async().await.map_err(tokio_retry2::RetryError::transient) })
        .await
}
