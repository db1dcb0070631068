use core::future::{Ready, ready};
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec::Vec;

use super::timer::{AsyncTimer, BlockingTimer, Clock};

/// A timer that never sleeps, for `timer = …`. It records every sleep, and advances its clock by the sleep's delay.
///
/// An attempt with a time limit is cut off as soon as it is pending, because nothing else advances this clock.
///
/// Clones share one clock, so a test can keep one clone and pass on another.
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
    /// Creates a timer with its clock at zero.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns every sleep so far.
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        self.past().sleeps.clone()
    }

    /// Returns the time that has passed on this clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.past().elapsed
    }

    /// Advances the clock by `time` without a sleep: for example, by the duration of an attempt.
    pub fn advance(&self, time: Duration) {
        let mut past = self.past();
        past.elapsed = past.elapsed.saturating_add(time);
    }

    fn pass(&self, delay: Duration) {
        self.advance(delay);
        self.past().sleeps.push(delay);
    }

    fn past(&self) -> MutexGuard<'_, Past> {
        // A panic while the lock is held cannot leave `Past` inconsistent.
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

    // The alarm of a limit is not a sleep, so it is not recorded.
    fn limit(&self, delay: Duration) -> Ready<()> {
        self.advance(delay);
        ready(())
    }
}
