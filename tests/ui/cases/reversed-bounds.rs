// errors: 2

use tenacity::prelude::*;

#[retry(wait = wait_random(2s, 1s))]
fn range() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_exponential(1s).min(10s).max(5s))]
fn chain() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = (range(), chain());
}
