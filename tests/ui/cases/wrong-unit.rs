// errors: 5

use tenacity::prelude::*;

#[retry(stop = stop_after_delay(5m), wait = wait_fixed(10sec))]
fn minutes() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_fixed(1fortnight))]
fn unknown() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_fixed(0.5ns))]
fn too_fine() -> Result<(), ()> {
    Err(())
}

#[retry(wait = wait_fixed(1e3s))]
fn exponent() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = (minutes(), unknown(), too_fine(), exponent());
}
