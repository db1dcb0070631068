// errors: 3

use std::io;

use tenacity::prelude::*;

#[retry(wrap_error)]
fn unwrapped() -> io::Result<()> {
    Ok(())
}

#[retry(wrap_error)]
fn nothing() {}

#[retry(wrap_error = true, stop = stop_after_attempt(2))]
fn with_a_value() -> Result<(), RetryError<io::Error>> {
    Ok(())
}

fn main() {}
