//! 10,000 attempts without a pause. The library's async contenders let other tasks run at every 32nd retry. The hand-written loop never yields
//! its thread.

use std::future::ready;
use std::time::Duration;

use backon::{BlockingRetryable, ConstantBuilder, Retryable};
use tenacity::prelude::*;

use crate::contender::{Contender, blocking, task};
use crate::service::{Answer, Service};

/// The number of refusals of the service.
pub(super) const REFUSALS: u32 = 9_999;

pub(super) const SYNC: &[Contender] =
    &[blocking!(HandWritten, hand_written), blocking!(Tenacity, tenacity), blocking!(Backon, backon)];

pub(super) const ASYNC: &[Contender] =
    &[task!(HandWritten, hand_written_async), task!(Tenacity, tenacity_async), task!(Backon, backon_async)];

/// A limit above the number of attempts made.
const LIMIT: u32 = 20_000;

fn hand_written(service: &Service) -> Answer {
    let mut attempt = 1;
    loop {
        match service.call() {
            Ok(answer) => return Ok(answer),
            Err(refused) if attempt >= LIMIT => return Err(refused),
            Err(_) => attempt += 1,
        }
    }
}

#[retry(stop = stop_after_attempt(LIMIT), wait = wait_none())]
fn tenacity(service: &Service) -> Answer {
    service.call()
}

fn backon(service: &Service) -> Answer {
    let backoff = ConstantBuilder::default().with_delay(Duration::ZERO).with_max_times(LIMIT as usize - 1);
    (|| service.call()).retry(backoff).sleep(|_| {}).call()
}

async fn hand_written_async(service: &Service) -> Answer {
    let mut attempt = 1;
    loop {
        match service.call_async().await {
            Ok(answer) => return Ok(answer),
            Err(refused) if attempt >= LIMIT => return Err(refused),
            Err(_) => attempt += 1,
        }
    }
}

#[retry(stop = stop_after_attempt(LIMIT), wait = wait_none())]
async fn tenacity_async(service: &Service) -> Answer {
    service.call_async().await
}

async fn backon_async(service: &Service) -> Answer {
    let backoff = ConstantBuilder::default().with_delay(Duration::ZERO).with_max_times(LIMIT as usize - 1);
    (|| service.call_async()).retry(backoff).sleep(|_| ready(())).await
}
