use core::time::Duration;
use std::{thread, time::Instant};

use super::{BlockingTimer, Clock};
use crate::ambient::Deadline;
use crate::event::Event;
use crate::testing;

/// The standard library's clock and `thread::sleep`: the default of a sync retry.
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug, Default)]
pub struct StdTimer;

impl StdTimer {
    /// Whether the standard library has a clock: on bare WebAssembly, asking it panics.
    pub(crate) const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));
}

/// The present, where there is a clock.
pub(crate) fn now_if_any() -> Option<Instant> {
    StdTimer::HAS_CLOCK.then(Instant::now)
}

/// The present, moved by the sleeps that tests have skipped.
#[inline]
fn after(skipped: Duration) -> Instant {
    let now = Instant::now();
    if skipped.is_zero() { now } else { now.checked_add(skipped).unwrap_or(now) }
}

impl Clock for StdTimer {
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
