// errors: 6

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

fn main() {
    let policy = RetryPolicy::new().attempt_timeout(Duration::from_secs(1));
    policy.call(|| None::<()>);
}
