// errors: 3

use std::time::Duration;

use tenacity::prelude::*;

const NONE: u32 = 0;
const SHORT: Duration = Duration::from_millis(1);

#[retry(stop = stop_after_attempt(NONE))]
fn no_attempts() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_random(1s, SHORT))]
fn reversed_range() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_exponential(1s).base(-2.0).max(5s).full_jitter())]
fn negative_base() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = (no_attempts(), reversed_range(), negative_base());
}
