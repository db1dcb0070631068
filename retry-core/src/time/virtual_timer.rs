use core::future::{Ready, ready};
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec::Vec;

use super::timer::{AsyncTimer, BlockingTimer, Clock};

/// A timer that never sleeps, for `timer = …`: it records every sleep, and its clock advances by them.
///
/// An attempt with a time limit is cut as soon as it waits for something, because on this clock nothing else passes the time.
///
/// Clones share one clock, so that a test can keep one and hand out another.
///
/// ```
/// use std::time::Duration;
/// use tenacity::{prelude::*, testing::VirtualTimer};
///
/// #[retry(stop = stop_before_delay(30s), wait = wait_exponential(1s), timer = timer)]
/// fn fetch(timer: &VirtualTimer) -> Result<(), &'static str> {
///     timer.advance(Duration::from_secs(2)); // the attempt takes its time
///     Err("503")
/// }
///
/// let timer = VirtualTimer::new();
/// assert_eq!(fetch(&timer), Err("503"));
/// assert_eq!(timer.sleeps(), [1, 2, 4, 8].map(Duration::from_secs));
/// assert_eq!(timer.elapsed(), Duration::from_secs(15 + 5 * 2));
/// ```
#[derive(Clone, Debug, Default)]
pub struct VirtualTimer {
    shared: Arc<Mutex<Past>>,
}

#[derive(Debug, Default)]
struct Past {
    elapsed: Duration,
    sleeps: Vec<Duration>,
}

impl VirtualTimer {
    /// A timer at the beginning of its time.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every sleep so far.
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        self.past().sleeps.clone()
    }

    /// The time that has passed on this clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.past().elapsed
    }

    /// Lets time pass that is no sleep: that of an attempt, say.
    pub fn advance(&self, time: Duration) {
        let mut past = self.past();
        past.elapsed = past.elapsed.saturating_add(time);
    }

    fn pass(&self, delay: Duration) {
        self.advance(delay);
        self.past().sleeps.push(delay);
    }

    fn past(&self) -> MutexGuard<'_, Past> {
        // What the lock protects is whole between any two statements.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualTimer {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn since(&self, earlier: Duration) -> Duration {
        self.elapsed().saturating_sub(earlier)
    }
}

impl BlockingTimer for VirtualTimer {
    fn sleep(&self, delay: Duration) {
        self.pass(delay);
    }
}

impl AsyncTimer for VirtualTimer {
    type Sleep = Ready<()>;

    fn sleep(&self, delay: Duration) -> Ready<()> {
        self.pass(delay);
        ready(())
    }

    // The alarm of a limit is no sleep, so it is not recorded.
    fn limit(&self, delay: Duration) -> Ready<()> {
        self.advance(delay);
        ready(())
    }
}
