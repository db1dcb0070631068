use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3) | stop_after_delay(1min), wait = wait_random(1ns, 2ns))]
fn fetch() -> Result<(), ()> {
    Err(())
}

fn main() {
    assert_eq!(fetch(), Err(()));
}
