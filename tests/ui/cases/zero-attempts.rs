// errors: 1

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(0) | stop_after_delay(30s))]
fn literal() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = literal();
}
