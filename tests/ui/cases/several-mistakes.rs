// errors: 5

use tenacity::prelude::*;

#[retry(sotp = stop_never(), wait = wait_fixed(100), retry = , stop = stop_after_attempt(0), stop = stop_never())]
fn five() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = five();
}
