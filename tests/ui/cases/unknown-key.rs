// errors: 4

use tenacity::prelude::*;

#[retry(sotp = stop_after_attempt(3))]
fn near_miss() -> Result<(), ()> {
    Err(())
}

#[retry(max_attempts = 3, wait = wait_none())]
fn habit() -> Result<(), ()> {
    Err(())
}

#[retry(stop_after_attempt(3))]
fn forgotten_key() -> Result<(), ()> {
    Err(())
}

#[retry(colour = "red")]
fn anything_else() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = (near_miss(), habit(), forgotten_key(), anything_else());
}
