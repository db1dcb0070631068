//! An async function, at most five attempts, no wait.
//!
//! backon sleeps even for a delay of zero, so its sleep here is ready immediately. relentless yields to the executor once instead. tokio-retry2
//! supports only Tokio's sleep, which takes at least one tick of the timer wheel, a millisecond. So it takes part only in the case without
//! failures.

use std::future::ready;
use std::time::Duration;

use backon::{ConstantBuilder, Retryable};
use relentless::clock::TokioClock;
use tenacity::prelude::*;
use tokio_retry2::strategy::FixedInterval;

use crate::contender::{Contender, task};
use crate::service::{ATTEMPTS, Answer, Refused, Service};

pub(super) const AFTER_FAILURES: &[Contender] =
    &[task!(HandWritten, hand_written), task!(Tenacity, tenacity), task!(Backon, backon), task!(Relentless, relentless)];

pub(super) const AT_ONCE: &[Contender] = &[
    task!(HandWritten, hand_written),
    task!(Tenacity, tenacity),
    task!(Backon, backon),
    task!(Relentless, relentless),
    task!(TokioRetry2, tokio_retry2),
];

async fn hand_written(service: &Service) -> Answer {
    let mut attempt = 1;
    loop {
        match service.call_async().await {
            Ok(answer) => return Ok(answer),
            Err(refused) if attempt >= ATTEMPTS => return Err(refused),
            Err(_) => attempt += 1,
        }
    }
}

#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none())]
async fn tenacity(service: &Service) -> Answer {
    service.call_async().await
}

async fn backon(service: &Service) -> Answer {
    let backoff = ConstantBuilder::default().with_delay(Duration::ZERO).with_max_times(ATTEMPTS as usize - 1);
    (|| service.call_async()).retry(backoff).sleep(|_| ready(())).await
}

async fn relentless(service: &Service) -> relentless::RetryResult<u64, Refused> {
    relentless::retry_async(|_| service.call_async())
        .stop(relentless::stop::attempts(ATTEMPTS))
        .wait(relentless::wait::fixed(Duration::ZERO))
        .clock(TokioClock::new())
        .call()
        .await
}

async fn tokio_retry2(service: &Service) -> Answer {
    let strategy = FixedInterval::new(Duration::ZERO).take(ATTEMPTS as usize - 1);
    tokio_retry2::Retry::spawn(strategy, || async { service.call_async().await.map_err(tokio_retry2::RetryError::transient) })
        .await
}
