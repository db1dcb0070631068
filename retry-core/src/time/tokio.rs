use core::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use super::ambient::Deadline;
use super::present::by_tokio;
use super::timer::{AsyncTimer, Clock};
use crate::testing;

/// Tokio's clock and `sleep`: the default timer of an async retry. It follows `tokio::time::pause`.
///
/// # Panics
///
/// Like `tokio::time::sleep`, a sleep panics outside a Tokio runtime, or in one built without `enable_time`.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioTimer;

impl Clock for TokioTimer {
    type Instant = Instant;

    #[inline]
    fn now(&self) -> Instant {
        by_tokio::now()
    }

    #[inline]
    fn since(&self, earlier: Instant) -> Duration {
        by_tokio::since(earlier)
    }

    #[inline]
    fn deadline(&self, start: Instant, at: Duration) -> Deadline {
        Deadline::by_tokio(start, at)
    }
}

impl AsyncTimer for TokioTimer {
    type Sleep = Sleep;

    #[inline]
    fn sleep(&self, delay: Duration) -> Sleep {
        sleep(if testing::skips(delay) { Duration::ZERO } else { delay })
    }

    #[inline]
    fn limit(&self, delay: Duration) -> Sleep {
        sleep(delay)
    }
}
