//! Limits in time.

use core::time::Duration;

use tenacity::prelude::*;

use crate::compared::errors::{Busy, Large};

const LIMIT: Duration = Duration::from_secs(3);

#[cfg_attr(feature = "retried", retry(attempt_timeout = 1s, timeout = 30s))]
pub async fn limited() -> Result<u8, Busy> {
    const NUMBER: u8 = 3;
    tokio::time::sleep(LIMIT).await;
    Ok(NUMBER)
}

#[cfg_attr(feature = "retried", retry(timeout = LIMIT, timed_out = |_| Err(Large([0; 32]))))]
pub async fn limited_by_a_constant() -> Result<u8, Large> {
    tokio::time::sleep(LIMIT).await;
    Err(Large([0; 32]))
}

#[cfg_attr(feature = "retried", retry(timeout = limit.saturating_mul(2), attempt_timeout = limit))]
pub async fn limited_by_an_argument(limit: Duration) -> Option<u8> {
    tokio::time::sleep(limit).await;
    None
}
