// errors: 8

use std::time::Duration;

use tenacity::prelude::*;

#[retry(timeout = 5s)]
fn blocking() -> Option<()> {
    None
}

#[retry(attempt_timeout = 5s, timeout = 5s)]
async fn reversed() -> Option<()> {
    None
}

#[retry(timeout = 30)]
async fn without_a_unit() -> Option<()> {
    None
}

#[retry(timeout = "30s")]
async fn quoted() -> Option<()> {
    None
}

#[derive(Debug)]
struct Mute;

#[retry(timeout = 30s)]
async fn cannot_tell() -> Result<(), Mute> {
    Err(Mute)
}

#[retry(timed_out = |_| None)]
async fn without_a_limit() -> Option<()> {
    None
}

#[retry(policy = RetryPolicy::new(), timed_out = |_| None)]
fn cannot_be_cut() -> Option<()> {
    None
}

fn main() {
    let policy = RetryPolicy::new().attempt_timeout(Duration::from_secs(1));
    policy.call(|| None::<()>);
}
