//! Only the defaults, on a call that succeeds immediately. The attribute's defaults limit the time, so both it and the hand-written loop read
//! the clock at the start. The defaults of the peers count attempts.

use std::time::{Duration, Instant};

use backon::{BlockingRetryable, ExponentialBuilder};
use tenacity::prelude::*;

use crate::contender::{Contender, blocking};
use crate::service::{Answer, Refused, Service};

pub(super) const CONTENDERS: &[Contender] = &[
    blocking!(HandWritten, hand_written),
    blocking!(Tenacity, tenacity),
    blocking!(Backon, backon),
    blocking!(Relentless, relentless),
];

#[inline(never)]
fn hand_written(service: &Service) -> Answer {
    let start = Instant::now();
    let mut ceiling = Duration::from_millis(100);
    let mut attempt = 1;
    loop {
        match service.call() {
            Ok(answer) => return Ok(answer),
            Err(refused) => {
                let delay = ceiling.mul_f64(fastrand::f64());
                if attempt >= 10 || start.elapsed() + delay >= Duration::from_secs(45) {
                    return Err(refused);
                }
                std::thread::sleep(delay);
                ceiling = (ceiling * 2).min(Duration::from_secs(5));
                attempt += 1;
            }
        }
    }
}

#[inline(never)]
#[retry]
fn tenacity(service: &Service) -> Answer {
    service.call()
}

#[inline(never)]
fn backon(service: &Service) -> Answer {
    (|| service.call()).retry(ExponentialBuilder::default()).call()
}

#[inline(never)]
fn relentless(service: &Service) -> relentless::RetryResult<u64, Refused> {
    relentless::retry(|_| service.call()).call()
}
