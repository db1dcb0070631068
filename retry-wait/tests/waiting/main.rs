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

/// Counts the checks, and measures the time since its start.
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

    /// The number of this check, beginning with 1.
    fn next(&self) -> u64 {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }

    /// A check that takes `time`. It is true if it ends at `since` or later.
    async fn true_since(&self, since: Duration, time: Duration) -> bool {
        self.next();
        let is_true = self.elapsed() + time >= since;
        if !time.is_zero() {
            sleep(time).await;
        }
        is_true
    }
}
