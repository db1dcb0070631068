// errors: 4

use tenacity::prelude::*;

#[retry(stop stop_after_attempt(3))]
fn before_the_value() -> Result<(), ()> {
    Err(())
}

#[retry(stop(stop_after_attempt(3)), wait = wait_none())]
fn parentheses() -> Result<(), ()> {
    Err(())
}

#[retry(wait)]
fn no_value() -> Result<(), ()> {
    Err(())
}

#[retry(wait = , stop = stop_never())]
fn empty_value() -> Result<(), ()> {
    Err(())
}

fn main() {
    let _ = (before_the_value(), parentheses(), no_value(), empty_value());
}
