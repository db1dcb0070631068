//! Waiting for conditions, on virtual clocks.

mod check_values;
mod environment;
mod holding;
mod limits_around;
mod messages;
mod misuse;
mod regressions;
mod schedule;
mod spawned;
mod standstill;

use std::cell::Cell;
use std::time::Duration;

use tokio::time::{Instant, sleep};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Counts its looks, each of which takes some time, and tells what time it is.
struct Looks {
    start: Instant,
    count: Cell<u64>,
}

impl Looks {
    fn new() -> Self {
        Self { start: Instant::now(), count: Cell::new(0) }
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// The number of this look, the first being 1.
    fn next(&self) -> u64 {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }

    /// A look that takes `time`, and then finds whether `since` is past.
    async fn true_since(&self, since: Duration, time: Duration) -> bool {
        self.next();
        let is_true = self.elapsed() + time >= since;
        if !time.is_zero() {
            sleep(time).await;
        }
        is_true
    }
}
