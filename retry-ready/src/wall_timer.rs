//! The timer of probes.

use std::time::{Duration, Instant};

use tenacity_core::{AsyncTimer, Clock};
use tokio::time::Sleep;

use crate::runtime::runtime;

/// Real time. Tests cannot pause it or skip its sleeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WallTimer;

impl Clock for WallTimer {
    type Instant = Instant;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn since(&self, earlier: Instant) -> Duration {
        earlier.elapsed()
    }
}

impl AsyncTimer for WallTimer {
    type Sleep = Sleep;

    fn sleep(&self, delay: Duration) -> Sleep {
        let _entered = runtime().enter();
        tokio::time::sleep(delay)
    }
}
