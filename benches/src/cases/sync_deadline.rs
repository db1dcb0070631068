//! A sync function, at most five attempts and thirty seconds, no wait. The hand-written loop reads the clock as often as the
//! attribute does: once at the start, and once after each failure.
//!
//! backon's `with_total_delay` sums planned sleeps and reads no clock, and `retry` has no time limit, so neither takes part.

use std::time::{Duration, Instant};

use tenacity::prelude::*;

use crate::contender::{Contender, blocking};
use crate::service::{ATTEMPTS, Answer, Refused, Service};

pub(super) const CONTENDERS: &[Contender] =
    &[blocking!(HandWritten, hand_written), blocking!(Tenacity, tenacity), blocking!(Relentless, relentless)];

const LIMIT: Duration = Duration::from_secs(30);

#[inline(never)]
fn hand_written(service: &Service) -> Answer {
    let start = Instant::now();
    let mut attempt = 1;
    loop {
        match service.call() {
            Ok(answer) => return Ok(answer),
            Err(refused) if start.elapsed() >= LIMIT || attempt >= ATTEMPTS => return Err(refused),
            Err(_) => attempt += 1,
        }
    }
}

#[inline(never)]
#[retry(stop = stop_after_attempt(ATTEMPTS) | stop_after_delay(LIMIT), wait = wait_none())]
fn tenacity(service: &Service) -> Answer {
    service.call()
}

#[inline(never)]
fn relentless(service: &Service) -> relentless::RetryResult<u64, Refused> {
    relentless::retry(|_| service.call())
        .stop(relentless::stop::attempts(ATTEMPTS) | relentless::stop::elapsed(LIMIT))
        .wait(relentless::wait::fixed(Duration::ZERO))
        .call()
}
