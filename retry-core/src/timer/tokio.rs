use core::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use super::{AsyncTimer, Clock};
use crate::ambient::Deadline;
use crate::testing;

/// Tokio's clock and `sleep`: the default of an async retry. It follows `tokio::time::pause`.
///
/// # Panics
///
/// Sleeping panics outside a Tokio runtime, or in one built without `enable_time`, as `tokio::time::sleep` does.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioTimer;

/// The present, moved by the sleeps that tests have skipped.
#[inline]
fn after(skipped: Duration) -> Instant {
    let now = Instant::now();
    if skipped.is_zero() { now } else { now.checked_add(skipped).unwrap_or(now) }
}

impl Clock for TokioTimer {
    type Instant = Instant;

    #[inline]
    fn now(&self) -> Instant {
        after(testing::skipped_before_call())
    }

    #[inline]
    fn since(&self, earlier: Instant) -> Duration {
        after(testing::skipped()).saturating_duration_since(earlier)
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
