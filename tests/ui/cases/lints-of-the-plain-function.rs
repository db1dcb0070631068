// errors: 6

#![deny(dead_code, unused_mut, unused_must_use, unused_variables, unreachable_code)]

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3))]
fn unused_argument(argument: u32) -> Option<u32> {
    None
}

#[retry]
async fn unused_variable() -> Option<u32> {
    let variable = 3;
    None
}

#[retry]
fn unneeded_mut() -> Option<u32> {
    let mut number = 3;
    Some(number)
}

#[retry]
fn unreachable() -> Option<u32> {
    return None;
    println!("never");
}

#[retry]
fn dead() -> Option<u32> {
    None
}

#[must_use]
#[retry]
fn number() -> Option<u32> {
    Some(3)
}

fn main() {
    let _ = (unused_argument(1), unused_variable(), unneeded_mut(), unreachable());
    number();
}
