//! An async function, at most five attempts and thirty seconds, no wait. As in the sync case, the hand-written loop reads the same clock as
//! often as the attribute does, and backon has no such limit.

use std::time::Duration;

use relentless::clock::TokioClock;
use tenacity::prelude::*;
use tokio::time::Instant;
use tokio_retry2::strategy::{FixedInterval, MaxInterval};

use crate::contender::{Contender, task};
use crate::service::{ATTEMPTS, Answer, Refused, Service};

pub(super) const AFTER_FAILURES: &[Contender] =
    &[task!(HandWritten, hand_written), task!(Tenacity, tenacity), task!(Relentless, relentless)];

pub(super) const AT_ONCE: &[Contender] = &[
    task!(HandWritten, hand_written),
    task!(Tenacity, tenacity),
    task!(Relentless, relentless),
    task!(TokioRetry2, tokio_retry2),
];

const LIMIT: Duration = Duration::from_secs(30);

async fn hand_written(service: &Service) -> Answer {
    let start = Instant::now();
    let mut attempt = 1;
    loop {
        match service.call_async().await {
            Ok(answer) => return Ok(answer),
            Err(refused) if start.elapsed() >= LIMIT || attempt >= ATTEMPTS => return Err(refused),
            Err(_) => attempt += 1,
        }
    }
}

#[retry(stop = stop_after_attempt(ATTEMPTS) | stop_after_delay(LIMIT), wait = wait_none())]
async fn tenacity(service: &Service) -> Answer {
    service.call_async().await
}

async fn relentless(service: &Service) -> relentless::RetryResult<u64, Refused> {
    relentless::retry_async(|_| service.call_async())
        .stop(relentless::stop::attempts(ATTEMPTS) | relentless::stop::elapsed(LIMIT))
        .wait(relentless::wait::fixed(Duration::ZERO))
        .clock(TokioClock::new())
        .call()
        .await
}

async fn tokio_retry2(service: &Service) -> Answer {
    let strategy = FixedInterval::new(Duration::ZERO).take(ATTEMPTS as usize - 1).max_duration(LIMIT);
    tokio_retry2::Retry::spawn(strategy, || async { service.call_async().await.map_err(tokio_retry2::RetryError::transient) })
        .await
}
