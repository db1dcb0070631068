use core::marker::PhantomData;
use core::time::Duration;
use std::vec::Vec;

use super::mode;

/// A marker that keeps guards on their thread, because the mode is per thread.
type NotSend = PhantomData<*const ()>;

/// Returns a guard that makes retries on this thread skip their sleeps. The clock advances by each skipped sleep immediately, so time
/// limits end a call as usual.
///
/// The guard applies to the default timers, to `FuturesTimer` and to [`Event::timer`](crate::Event::timer), sync and async. Your own timer
/// still sleeps. Several guards can exist together and be dropped in any order. Retries sleep again when the last guard is dropped,
/// including by a panic. The cap of the newest guard counts.
///
/// `attempt_timeout` and `timeout` are not skipped, because a limit is not a sleep. An attempt that hangs is cut off once its limit has
/// passed in real time, or immediately on a paused Tokio clock. Skipped sleeps count towards a `timeout`.
///
/// ```
/// use tenacity::{prelude::*, testing};
///
/// #[retry(stop = stop_after_delay(1h), wait = wait_fixed(10min))]
/// fn patient(attempts: &mut u32) -> Option<()> {
///     *attempts += 1;
///     None
/// }
///
/// let _guard = testing::no_sleep();
/// let mut attempts = 0;
/// assert_eq!((patient(&mut attempts), attempts), (None, 7)); // after 0, 10, … 60 minutes, without a sleep
/// ```
pub fn no_sleep() -> NoSleep {
    NoSleep { number: mode::add_sleepless(), not_send: PhantomData }
}

/// See [`no_sleep`].
#[derive(Debug)]
#[must_use = "retries sleep again as soon as the guard is dropped: bind it, `let _guard = …`"]
pub struct NoSleep {
    number: u64,
    not_send: NotSend,
}

impl Drop for NoSleep {
    fn drop(&mut self) {
        mode::remove_sleepless(self.number);
    }
}

impl NoSleep {
    /// Also makes calls give up after `attempts` attempts, unless they give up earlier.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing};
    /// let _guard = testing::no_sleep().attempts(2);
    /// let (_, report) = RetryPolicy::new().call_with_report(|| None::<()>);
    /// assert_eq!(report.attempts, 2);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `attempts` is 0, because a call makes at least one attempt.
    #[track_caller]
    pub fn attempts(self, attempts: u32) -> Self {
        assert!(attempts > 0, "`no_sleep().attempts(0)` is invalid: a call makes at least one attempt, so pass 1 or more");
        mode::set_attempts(self.number, attempts);
        self
    }

    /// Returns the sleeps that this thread has skipped since the guard was created, in order. A delay of zero is not a sleep.
    ///
    /// If several guards exist, each lists the sleep. So a guard inside the code under test does not hide sleeps from the guard of the test.
    ///
    /// ```
    /// # use std::time::Duration;
    /// use tenacity::{prelude::*, testing};
    ///
    /// #[retry(stop = stop_after_attempt(4), wait = wait_exponential(1s))]
    /// fn fetch() -> Result<(), &'static str> {
    ///     Err("503")
    /// }
    ///
    /// let guard = testing::no_sleep();
    /// assert_eq!(fetch(), Err("503"));
    /// assert_eq!(guard.sleeps(), [1, 2, 4].map(Duration::from_secs));
    /// ```
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        mode::sleeps(self.number)
    }
}

/// Returns a guard that seeds the calls on this thread that have no seed of their own, so each has the same delays. Several guards can
/// exist together and be dropped in any order. The newest one counts.
///
/// ```
/// use tenacity::{prelude::*, testing};
///
/// let policy = RetryPolicy::new();
/// let _guard = testing::seed(7);
/// assert!(policy.delays().eq(policy.seed(7).delays()));
/// ```
pub fn seed(seed: u64) -> Seeded {
    Seeded { number: mode::add_seed(seed), not_send: PhantomData }
}

/// See [`seed`].
#[derive(Debug)]
#[must_use = "calls draw random seeds again as soon as the guard is dropped: bind it, `let _guard = …`"]
pub struct Seeded {
    number: u64,
    not_send: NotSend,
}

impl Drop for Seeded {
    fn drop(&mut self) {
        mode::remove_seed(self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::retry_policy::RetryPolicy;
    use crate::stop::delay::stop_after_delay;
    use crate::wait::fixed::wait_fixed;
    use crate::wait::random::wait_random;

    const HOUR: Duration = Duration::from_secs(3600);

    fn attempts() -> u32 {
        RetryPolicy::new().call_with_report(|| None::<()>).1.attempts
    }

    #[test]
    fn guards_nest() {
        let outer = no_sleep().attempts(3);
        assert_eq!(attempts(), 3);
        {
            let _inner = no_sleep();
            assert!(attempts() > 3);
            let _innermost = no_sleep().attempts(2);
            assert_eq!(attempts(), 2);
        }
        assert_eq!(attempts(), 3);
        drop(outer);
    }

    #[test]
    fn skipped_sleeps_count_towards_a_time_limit() {
        let _guard = no_sleep();
        let policy = RetryPolicy::new().stop(stop_after_delay(24 * HOUR)).wait(wait_fixed(HOUR));
        let (_, report) = policy.call_with_report(|| None::<()>);
        assert_eq!((report.attempts, report.idle_for), (25, 24 * HOUR));
        assert!(report.elapsed >= 24 * HOUR);
    }

    #[test]
    fn the_longest_sleep_can_be_skipped_repeatedly() {
        let _guard = no_sleep();
        let policy = RetryPolicy::new().stop(stop_after_delay(HOUR)).wait(wait_fixed(Duration::MAX));
        for _ in 0..3 {
            assert_eq!(policy.call_with_report(|| None::<()>).1.attempts, 2);
        }
    }

    #[test]
    fn a_seed_of_the_call_takes_precedence_over_that_of_the_thread() {
        let policy = RetryPolicy::new().wait(wait_random(Duration::ZERO, HOUR));
        let own = policy.seed(2).delays().collect::<Vec<_>>();
        let _guard = seed(1);
        assert!(policy.seed(2).delays().eq(own));
        assert!(policy.delays().eq(policy.seed(1).delays()));
    }
}
