// errors: 1

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3), wait = wait_none(), stop = stop_never())]
fn fetch() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = fetch();
}
