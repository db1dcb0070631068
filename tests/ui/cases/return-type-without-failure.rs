// errors: 3

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3))]
fn queued() -> usize {
    3
}

#[retry]
fn nothing() {}

#[retry]
async fn later() -> Vec<u8> {
    Vec::new()
}

fn main() {
    let _ = (queued(), nothing(), later());
}
