use core::time::Duration;
use std::{thread, time::Instant};

use super::{BlockingTimer, Clock};
use crate::testing;

/// The standard library's clock and `thread::sleep`: the default of a sync retry.
#[derive(Clone, Copy, Debug, Default)]
pub struct StdTimer;

impl Clock for StdTimer {
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

impl BlockingTimer for StdTimer {
    fn sleep(&self, delay: Duration) {
        if !testing::skips(delay) {
            thread::sleep(delay);
        }
    }
}
