use core::time::Duration;

use super::memory::Progress;
use crate::nanos::saturated;

/// The progress of one call between two attempts: a small value to store, so that the call outlives its process.
///
/// [`RetryPolicy::step`](crate::RetryPolicy::step) and [`RetryPolicy::resume`](crate::RetryPolicy::resume) continue a call from it. It holds
/// the number of attempts, the wall-clock start, the elapsed time, the planned sleeps and the seed. Nothing in it comes from the operation
/// or its outcomes.
///
/// ```
/// use std::time::Duration;
/// use tenacity::{Saved, Step, prelude::*};
///
/// let policy = RetryPolicy::new().wait(wait_fixed(Duration::from_secs(10)));
/// let Step::Sleep(delay, saved) = policy.step(Saved::new(), || Err::<(), _>("busy")) else { unreachable!() };
/// assert_eq!((delay, saved.attempts()), (Duration::from_secs(10), 1));
/// // Ten seconds later, perhaps in another process:
/// let Step::Done(outcome, report) = policy.step(saved, || Ok::<_, &str>("done")) else { unreachable!() };
/// assert_eq!((outcome, report.attempts), (Ok("done"), 2));
/// ```
///
/// # Stored
///
/// With the feature `serde`, a `Saved` can be stored in any format. In JSON, it has at most 200 characters:
///
/// ```json
/// {"attempts":2,"started":1790000000000000000,"elapsed":3500000000,"idle_for":9000000000,"previous_sleep":6000000000,"seed":7}
/// ```
///
/// All times are whole nanoseconds, at most [`u64::MAX`] (584 years). `started` is counted from the Unix epoch. `started` and `seed` can be
/// `null`. The format is stable: a later version of this crate reads it, and gives a new field a default. An unknown field is an error,
/// because a value of a newer version might otherwise lose its meaning.
///
/// # A clock that changes
///
/// The elapsed time never goes back. If the wall clock is not ahead of the end of the last attempt, the planned sleep counts as the time
/// since then. So a call with a time limit ends even if each process sets its clock back, and a test needs no clock that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Saved {
    /// The number of ended attempts.
    attempts: u32,
    /// When the call started, since the Unix epoch. All times are nanoseconds.
    started: Option<u64>,
    /// The time from the start to the end of the last attempt.
    elapsed: u64,
    /// The sum of the planned sleeps.
    idle_for: u64,
    /// The planned sleep after the last attempt.
    previous_sleep: u64,
    /// The seed that was given or drawn.
    seed: Option<u64>,
}

impl Saved {
    /// Creates the progress of a call that has not begun. Its first random wait draws a seed, which the progress then keeps.
    #[inline]
    pub const fn new() -> Self {
        Self { attempts: 0, started: None, elapsed: 0, idle_for: 0, previous_sleep: 0, seed: None }
    }

    /// Creates the progress of a call that has not begun, with a seed for its random waits. A policy's own
    /// [`seed`](crate::RetryPolicy::seed) wins over it.
    ///
    /// Use it if an engine replays your code and has a deterministic seed for each call. The replay then plans the same delays.
    #[inline]
    pub const fn seeded(seed: u64) -> Self {
        let mut saved = Self::new();
        saved.seed = Some(seed);
        saved
    }

    /// Returns the number of attempts that have ended.
    #[inline]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns when the call started, as the time since the Unix epoch, or `None` if it has not started.
    #[inline]
    pub const fn started(&self) -> Option<Duration> {
        match self.started {
            Some(started) => Some(Duration::from_nanos(started)),
            None => None,
        }
    }

    /// Returns the planned sleep after the last attempt.
    #[inline]
    pub(crate) const fn previous_sleep(&self) -> Duration {
        Duration::from_nanos(self.previous_sleep)
    }

    /// Returns the elapsed time of the call at this wall time, and its start on this clock. A call that has not begun has no start.
    #[inline]
    pub(crate) fn elapsed_at(&self, now: impl FnOnce() -> Option<Duration>) -> (Duration, Option<u64>) {
        let Some(started) = self.started else { return (Duration::from_nanos(self.elapsed), None) };
        let now = now().map_or(0, saturated);
        let gap = now.saturating_sub(started.saturating_add(self.elapsed));
        // Without a clock, or with one that stands still or was set back, the planned sleep is the only evidence of time.
        let elapsed = self.elapsed.saturating_add(if gap == 0 { self.previous_sleep } else { gap });
        (Duration::from_nanos(elapsed), Some(now.saturating_sub(elapsed)))
    }

    /// Returns the memory of the call that continues.
    #[inline]
    pub(crate) fn progress(&self, own_seed: Option<u64>) -> Progress {
        let seed = own_seed.or(self.seed);
        Progress::Retrying {
            seeded: seed.is_some(),
            resumed: true,
            attempts: self.attempts,
            idle_for: Duration::from_nanos(self.idle_for),
            previous_sleep: self.previous_sleep(),
            seed: seed.unwrap_or(0),
        }
    }

    /// Stores the progress of a call that started at this wall time, in nanoseconds, and whose last attempt ended `elapsed` after it.
    #[inline]
    pub(crate) fn of(progress: &Progress, own_seed: Option<u64>, started: u64, elapsed: Duration) -> Self {
        let mut saved = Self { started: Some(started), elapsed: saturated(elapsed), seed: own_seed, ..Self::new() };
        if let Progress::Retrying { seeded, attempts, idle_for, previous_sleep, seed, .. } = *progress {
            saved.attempts = attempts;
            saved.idle_for = saturated(idle_for);
            saved.previous_sleep = saturated(previous_sleep);
            saved.seed = seeded.then_some(seed);
        }
        saved
    }
}

impl Default for Saved {
    fn default() -> Self {
        Self::new()
    }
}
