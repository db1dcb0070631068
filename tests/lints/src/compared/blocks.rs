//! `retry_block!`, beside the plain block.

use tenacity::prelude::*;

use crate::compared::errors::Busy;

pub fn block(text: &str) -> Result<u8, Busy> {
    #[cfg(feature = "retried")]
    return retry_block!(stop = stop_after_attempt(3), wait = wait_none() => -> Result<u8, Busy> { parse(text) });
    #[cfg(not(feature = "retried"))]
    return parse(text);
}

pub async fn block_async(text: &str) -> Result<u8, Busy> {
    #[cfg(feature = "retried")]
    return retry_block!(stop = stop_after_attempt(3), wait = wait_none() => async -> Result<u8, Busy> {
        use core::hint::black_box;
        black_box(parse(text))
    })
    .await;
    #[cfg(not(feature = "retried"))]
    return async {
        use core::hint::black_box;
        black_box(parse(text))
    }
    .await;
}

fn parse(text: &str) -> Result<u8, Busy> {
    text.parse().map_err(|_| Busy { is_busy: true })
}
