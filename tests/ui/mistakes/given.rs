// The names in the table's rows.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::{Event, RetryStats};

#[derive(Clone, Debug)]
pub enum ApiError {
    Timeout,
    Status(u16),
    Body { length: usize },
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call failed")
    }
}

impl std::error::Error for ApiError {}

impl From<TimedOut> for ApiError {
    fn from(_: TimedOut) -> Self {
        Self::Timeout
    }
}

pub static BUDGET: RetryBudget = RetryBudget::new();
pub static STATS: RetryStats = RetryStats::new();
pub static SHUTDOWN: Event = Event::new();
pub static DONE: AtomicBool = AtomicBool::new(false);
pub const POLICY: RetryPolicy = RetryPolicy::new();
pub const PAUSE: Duration = Duration::from_secs(1);

pub fn attempt<T>() -> T {
    unimplemented!("the rows are compiled only")
}

pub fn log(_: &ApiError) {}

pub async fn note() {}
