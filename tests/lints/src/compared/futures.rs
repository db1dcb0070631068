//! Functions that return a future.

use core::pin::Pin;

use tenacity::prelude::*;

use crate::compared::errors::Busy;

#[cfg_attr(feature = "retried", retry(stop = stop_after_attempt(2), wait = wait_none()))]
pub fn later(line: &str) -> impl Future<Output = Result<u8, core::num::ParseIntError>> + Send {
    async move { line.trim().parse() }
}

#[cfg_attr(feature = "retried", retry)]
pub fn boxed(number: u8) -> Pin<Box<dyn Future<Output = Result<u8, Busy>> + Send>> {
    let double = number.wrapping_mul(2);
    Box::pin(async move {
        const LIMIT: u8 = 3;
        if double > LIMIT {
            return Err(Busy { is_busy: true });
        }
        Ok(double)
    })
}
