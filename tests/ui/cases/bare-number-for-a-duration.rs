// errors: 5

use tenacity::prelude::*;

#[retry(stop = stop_after_delay(30), wait = wait_fixed(0.5))]
fn in_constructors() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_exponential(100ms).max(5))]
fn in_methods() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_fixed("1s"))]
fn a_string() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_fixed(-1s))]
fn a_negative_one() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = (in_constructors(), in_methods(), a_string(), a_negative_one());
}
