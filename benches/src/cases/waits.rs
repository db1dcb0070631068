//! The three delays of a call that fails three times: exponential from 100 ms to at most 5 s, with full jitter. The delays are computed, not
//! slept.
//!
//! Every contender has a fixed seed, so none draws one here. backon's jitter adds up to the delay to it; tokio-retry2 and `retry` would need the
//! `rand` crate.

use std::hint::black_box;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use tenacity::prelude::*;

use crate::contender::{Contender, blocking};
use crate::service::Service;

pub(super) const CONTENDERS: &[Contender] = &[
    blocking!(HandWritten, hand_written),
    blocking!(Tenacity, tenacity),
    blocking!(Backon, backon),
    blocking!(Relentless, relentless),
];

const INITIAL: Duration = Duration::from_millis(100);
const MAX: Duration = Duration::from_secs(5);
const SEED: u64 = 7;

#[inline(never)]
fn hand_written(_: &Service) -> Duration {
    let mut random = fastrand::Rng::with_seed(black_box(SEED));
    let mut ceiling = INITIAL;
    let mut total = Duration::ZERO;
    for _ in 0..3 {
        total += black_box(ceiling.mul_f64(random.f64()));
        ceiling = (ceiling * 2).min(MAX);
    }
    total
}

#[inline(never)]
fn tenacity(_: &Service) -> Duration {
    let seed = black_box(SEED);
    let wait = wait_exponential(INITIAL).max(MAX).full_jitter();
    (1..=3).map(|attempt| black_box(wait.delay(&RetryState::at(attempt, Duration::ZERO).with_seed(seed)))).sum()
}

#[inline(never)]
fn backon(_: &Service) -> Duration {
    let seed = black_box(SEED);
    let builder = ExponentialBuilder::default().with_min_delay(INITIAL).with_max_delay(MAX).with_jitter().with_jitter_seed(seed);
    builder.build().take(3).map(black_box).sum()
}

#[inline(never)]
fn relentless(_: &Service) -> Duration {
    use relentless::{RetryState, Wait, wait};

    let seed = black_box(SEED);
    let wait = wait::exponential(INITIAL).cap(MAX).full_jitter().with_seed(seed);
    (1..=3).map(|attempt| black_box(wait.next_wait(&RetryState::for_attempt(attempt)))).sum()
}
