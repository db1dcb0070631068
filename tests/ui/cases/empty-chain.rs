// errors: 3

use tenacity::prelude::*;

#[retry(wait = wait_chain(()))]
fn tuple() -> Option<u32> {
    None
}

#[retry(wait = wait_chain([]))]
fn array() -> Option<u32> {
    None
}

#[retry(wait = wait_chain(vec![]))]
fn vector() -> Option<u32> {
    None
}

fn main() {
    let _ = (tuple(), array(), vector());
}
