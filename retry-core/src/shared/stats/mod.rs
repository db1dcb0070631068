//! Statistics of calls.

mod counter;

use core::fmt;
use core::time::Duration;

use self::counter::Counter;
use super::atomic::const_fn;
use crate::outcome::finish::Finish;
use crate::outcome::returned::Outcome;
use crate::state::RetryState;

/// Counts the calls and retries of all calls that share it, without a lock. Share it as a `static` or in an `Arc`.
///
/// ```
/// use tenacity::{RetryStats, prelude::*};
///
/// static FETCHES: RetryStats = RetryStats::new();
///
/// #[retry(stop = stop_after_attempt(3), wait = wait_none(), stats = &FETCHES)]
/// fn fetch(url: &str) -> Result<(), &'static str> {
///     if url.is_empty() { Err("no such page") } else { Ok(()) }
/// }
///
/// fetch("/").unwrap();
/// fetch("").unwrap_err();
/// let stats = FETCHES.snapshot();
/// assert_eq!((stats.calls(), stats.succeeded_without_retries, stats.failed_after_retries), (2, 1, 1));
/// assert_eq!((stats.attempts(), stats.retries, stats.stopped), (4, 2, 1));
/// ```
///
/// A retry is counted when its attempt begins, and a call when it ends. So if a call is dropped or cancelled during a sleep, the retry
/// that would have followed is not counted. If a call panics or its future is dropped, the call is not counted, but the retries that it
/// made are. A first-attempt success is one atomic addition. The counters wrap after 2⁶⁴. `slept` counts microseconds.
#[derive(Default)]
pub struct RetryStats {
    succeeded_without_retries: Counter,
    succeeded_after_retries: Counter,
    failed_without_retries: Counter,
    failed_after_retries: Counter,
    retries: Counter,
    slept_micros: Counter,
    stopped: Counter,
    timed_out: Counter,
    cancelled: Counter,
    budget_exhausted: Counter,
}

impl RetryStats {
    const_fn! {
        /// Creates statistics with all counters at zero.
        #[must_use]
        pub const fn new() -> Self {
            Self {
                succeeded_without_retries: Counter::new(),
                succeeded_after_retries: Counter::new(),
                failed_without_retries: Counter::new(),
                failed_after_retries: Counter::new(),
                retries: Counter::new(),
                slept_micros: Counter::new(),
                stopped: Counter::new(),
                timed_out: Counter::new(),
                cancelled: Counter::new(),
                budget_exhausted: Counter::new(),
            }
        }
    }

    /// Returns the current counts. While calls are under way, the numbers may come from slightly different moments.
    pub fn snapshot(&self) -> RetryStatsSnapshot {
        RetryStatsSnapshot {
            succeeded_without_retries: self.succeeded_without_retries.get(),
            succeeded_after_retries: self.succeeded_after_retries.get(),
            failed_without_retries: self.failed_without_retries.get(),
            failed_after_retries: self.failed_after_retries.get(),
            retries: self.retries.get(),
            slept: Duration::from_micros(self.slept_micros.get()),
            stopped: self.stopped.get(),
            timed_out: self.timed_out.get(),
            cancelled: self.cancelled.get(),
            budget_exhausted: self.budget_exhausted.get(),
        }
    }

    /// Counts a retry that begins, after a sleep of this length.
    #[inline]
    pub(crate) fn count_retry(&self, slept: Duration) {
        self.retries.add(1);
        if !slept.is_zero() {
            self.slept_micros.add(u64::try_from(slept.as_micros()).unwrap_or(u64::MAX));
        }
    }

    /// Counts a call that has ended.
    #[inline]
    pub(crate) fn count_call(&self, state: &RetryState, outcome: &impl Outcome, finish: Finish) {
        let call = match (outcome.is_failure(), state.attempt_number()) {
            (false, 1) => &self.succeeded_without_retries,
            (false, _) => &self.succeeded_after_retries,
            (true, 1) => &self.failed_without_retries,
            (true, _) => &self.failed_after_retries,
        };
        call.add(1);
        match finish {
            Finish::Accepted => {}
            Finish::Stopped => self.stopped.add(1),
            Finish::TimedOut => self.timed_out.add(1),
            Finish::Cancelled => self.cancelled.add(1),
            Finish::BudgetExhausted => self.budget_exhausted.add(1),
        }
    }
}

impl AsRef<Self> for RetryStats {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Debug for RetryStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RetryStats").field(&self.snapshot()).finish()
    }
}

/// The numbers of a [`RetryStats`] at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryStatsSnapshot {
    /// Calls that succeeded at the first attempt.
    pub succeeded_without_retries: u64,
    /// Calls that succeeded at a later attempt.
    pub succeeded_after_retries: u64,
    /// Calls that failed at the first attempt and were not retried.
    pub failed_without_retries: u64,
    /// Calls that failed at a later attempt.
    pub failed_after_retries: u64,
    /// Retries that began, including those of calls under way.
    pub retries: u64,
    /// The sum of the planned sleeps before those retries.
    pub slept: Duration,
    /// Calls that the stop strategy ended.
    pub stopped: u64,
    /// Calls that a time limit ended.
    pub timed_out: u64,
    /// Calls that were cancelled.
    pub cancelled: u64,
    /// Calls that ended because the budget had no token.
    pub budget_exhausted: u64,
}

impl RetryStatsSnapshot {
    /// Returns the number of calls that have ended.
    pub const fn calls(&self) -> u64 {
        self.succeeded().wrapping_add(self.failed())
    }

    /// Returns the number of calls that succeeded.
    pub const fn succeeded(&self) -> u64 {
        self.succeeded_without_retries.wrapping_add(self.succeeded_after_retries)
    }

    /// Returns the number of calls that failed.
    pub const fn failed(&self) -> u64 {
        self.failed_without_retries.wrapping_add(self.failed_after_retries)
    }

    /// Returns the number of attempts that were judged: each was followed by a retry, or was the last of its call.
    pub const fn attempts(&self) -> u64 {
        self.calls().wrapping_add(self.retries)
    }

    /// Returns the number of calls that gave up, which is all calls that ended without an accepted outcome.
    pub const fn give_ups(&self) -> u64 {
        self.stopped.wrapping_add(self.timed_out).wrapping_add(self.cancelled).wrapping_add(self.budget_exhausted)
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn state(attempt_number: u32) -> RetryState {
        RetryState::at(attempt_number, Duration::ZERO)
    }

    #[test]
    fn calls_are_counted_by_outcome_retries_and_finish() {
        let stats = RetryStats::new();
        let (first, third) = (state(1), state(3));
        stats.count_call(&first, &Some(1), Finish::Accepted);
        stats.count_call(&third, &Some(1), Finish::Accepted);
        stats.count_call(&first, &Err::<u8, _>("fatal"), Finish::Accepted);
        for finish in [Finish::Stopped, Finish::TimedOut, Finish::Cancelled, Finish::BudgetExhausted] {
            stats.count_call(&third, &None::<u8>, finish);
        }
        let snapshot = stats.snapshot();
        assert_eq!((snapshot.succeeded_without_retries, snapshot.succeeded_after_retries), (1, 1));
        assert_eq!((snapshot.failed_without_retries, snapshot.failed_after_retries), (1, 4));
        assert_eq!((snapshot.calls(), snapshot.give_ups(), snapshot.timed_out), (7, 4, 1));
    }

    #[test]
    fn sleeps_are_summed() {
        let stats = RetryStats::new();
        stats.count_retry(Duration::from_micros(1500));
        stats.count_retry(Duration::from_secs(1));
        assert_eq!((stats.snapshot().retries, stats.snapshot().slept), (2, Duration::from_micros(1_001_500)));
        stats.count_retry(Duration::MAX);
    }

    #[cfg(feature = "std")]
    #[test]
    fn no_count_is_lost_between_eight_threads() {
        let stats = RetryStats::new();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..10_000 {
                        stats.count_retry(Duration::from_micros(1));
                        stats.count_call(&state(2), &None::<u8>, Finish::Stopped);
                    }
                });
            }
        });
        let snapshot = stats.snapshot();
        assert_eq!((snapshot.calls(), snapshot.attempts(), snapshot.stopped), (80_000, 160_000, 80_000));
        assert_eq!(snapshot.slept, Duration::from_millis(80));
    }
}
