use core::time::Duration;
use std::{thread, time::Instant};

use super::{BlockingTimer, Clock};

/// The standard library's clock and `thread::sleep`: the default of a sync retry.
#[derive(Clone, Copy, Debug, Default)]
pub struct StdTimer;

impl Clock for StdTimer {
    type Instant = Instant;

    #[inline]
    fn now(&self) -> Instant {
        Instant::now()
    }

    #[inline]
    fn since(&self, earlier: Instant) -> Duration {
        earlier.elapsed()
    }
}

impl BlockingTimer for StdTimer {
    fn sleep(&self, delay: Duration) {
        thread::sleep(delay);
    }
}
