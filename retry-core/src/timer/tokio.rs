use core::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use super::{AsyncTimer, Clock};
use crate::testing;

/// Tokio's clock and `sleep`: the default of an async retry. It follows `tokio::time::pause`.
///
/// # Panics
///
/// Sleeping panics outside a Tokio runtime, or in one built without `enable_time`, as `tokio::time::sleep` does.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioTimer;

impl Clock for TokioTimer {
    type Instant = Instant;

    #[inline]
    fn now(&self) -> Instant {
        let (now, skipped) = (Instant::now(), testing::skipped());
        if skipped.is_zero() { now } else { now.checked_add(skipped).unwrap_or(now) }
    }

    #[inline]
    fn since(&self, earlier: Instant) -> Duration {
        self.now().saturating_duration_since(earlier)
    }
}

impl AsyncTimer for TokioTimer {
    type Sleep = Sleep;

    #[inline]
    fn sleep(&self, delay: Duration) -> Sleep {
        sleep(if testing::skips(delay) { Duration::ZERO } else { delay })
    }
}
