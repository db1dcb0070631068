//! A sync function, at most five attempts, no wait.

use std::time::Duration;

use backon::{BlockingRetryable, ConstantBuilder};
use tenacity::prelude::*;

use crate::contender::{Contender, blocking};
use crate::service::{ATTEMPTS, Answer, Refused, Service};

pub(super) const CONTENDERS: &[Contender] = &[
    blocking!(HandWritten, hand_written),
    blocking!(Tenacity, tenacity),
    blocking!(Backon, backon),
    blocking!(Relentless, relentless),
    blocking!(Retry, retry_crate),
];

#[inline(never)]
fn hand_written(service: &Service) -> Answer {
    let mut attempt = 1;
    loop {
        match service.call() {
            Ok(answer) => return Ok(answer),
            Err(refused) if attempt >= ATTEMPTS => return Err(refused),
            Err(_) => attempt += 1,
        }
    }
}

#[inline(never)]
#[retry(stop = stop_after_attempt(ATTEMPTS), wait = wait_none())]
fn tenacity(service: &Service) -> Answer {
    service.call()
}

#[inline(never)]
fn backon(service: &Service) -> Answer {
    let backoff = ConstantBuilder::default().with_delay(Duration::ZERO).with_max_times(ATTEMPTS as usize - 1);
    (|| service.call()).retry(backoff).call()
}

#[inline(never)]
fn relentless(service: &Service) -> relentless::RetryResult<u64, Refused> {
    relentless::retry(|_| service.call())
        .stop(relentless::stop::attempts(ATTEMPTS))
        .wait(relentless::wait::fixed(Duration::ZERO))
        .call()
}

#[inline(never)]
fn retry_crate(service: &Service) -> Result<u64, retry::Error<Refused>> {
    retry::retry(retry::delay::NoDelay.take(ATTEMPTS as usize - 1), || service.call())
}
