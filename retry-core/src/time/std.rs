use core::time::Duration;
use std::{thread, time::Instant};

use super::ambient::Deadline;
use super::present::by_std;
use super::timer::{BlockingTimer, Clock};
use crate::shared::event::Event;
use crate::testing;

/// The standard library's clock and `thread::sleep`: the default timer of a sync retry.
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug, Default)]
pub struct StdTimer;

impl Clock for StdTimer {
    type Instant = Instant;

    #[inline]
    fn now(&self) -> Instant {
        by_std::now()
    }

    #[inline]
    fn since(&self, earlier: Instant) -> Duration {
        by_std::since(earlier)
    }

    #[inline]
    fn deadline(&self, start: Instant, at: Duration) -> Deadline {
        Deadline::by_std(start, at)
    }
}

impl BlockingTimer for StdTimer {
    fn sleep(&self, delay: Duration) {
        if !testing::skips(delay) {
            thread::sleep(delay);
        }
    }

    fn sleep_or_event(&self, delay: Duration, event: &Event) -> bool {
        event.is_set() || (!testing::skips(delay) && event.block(delay))
    }
}
