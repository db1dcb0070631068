// errors: 2

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3) || stop_after_delay(30s))]
fn either() -> Option<()> {
    None
}

#[retry(retry = retry_if_failure() && !retry_if_err(|e: &u32| *e == 404))]
fn both() -> Result<(), u32> {
    Ok(())
}

fn main() {
    let _ = (either(), both());
}
