use core::time::Duration;

use super::memory::Progress;
use crate::nanos::saturated;

/// The progress of one call between two attempts: a small value to store, so that the call outlives its process.
///
/// [`RetryPolicy::step`](crate::RetryPolicy::step) and [`RetryPolicy::resume`](crate::RetryPolicy::resume) continue a call from it. It holds
/// the number of attempts, the wall-clock start, the elapsed time, the planned sleeps and the seed. It holds no part of an outcome, except the
/// delay that an outcome asked for.
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
/// With the feature `serde`, a `Saved` can be stored. In JSON, it has at most 200 characters:
///
/// ```json
/// {"attempts":2,"started":1790000000000000000,"elapsed":3500000000,"idle_for":9000000000,"previous_sleep":6000000000,"seed":7}
/// ```
///
/// All times are whole nanoseconds. This crate writes at most 2⁶³ − 1 (292 years) for each. `started` is counted from the Unix epoch. `started` and `seed` can be `null`.
/// A drawn seed has 53 bits, so stores with signed or floating-point numbers keep it.
///
/// The format is stable. In a format with names, a later version of this crate reads a text of today and gives a new field a default. An
/// unknown field is an error, because a value of a newer version might otherwise lose its meaning. Within `#[serde(flatten)]`, serde cannot
/// find unknown fields.
///
/// # Time
///
/// The elapsed time of a call is its wall-clock time since the first attempt. It is at least the time at the end of the last attempt, plus
/// the planned sleep. So it never goes back, and a call with a time limit ends on any clock. The clock may be set back or stand still, and
/// machines may have clocks that differ. A clock that jumps ahead makes the call look older. A test that skips the sleeps needs no clock of
/// its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Saved {
    /// The number of ended attempts.
    attempts: u32,
    /// When the call started, since the Unix epoch. All times are nanoseconds.
    // An absent key is an error. For an `Option`, serde would accept it.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "serde::Deserialize::deserialize"))]
    started: Option<u64>,
    /// The time from the start to the end of the last attempt.
    elapsed: u64,
    /// The sum of the planned sleeps.
    idle_for: u64,
    /// The planned sleep after the last attempt.
    previous_sleep: u64,
    /// The seed that was given or drawn. A policy's own seed is not stored.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "serde::Deserialize::deserialize"))]
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

    /// Whether no attempt has begun.
    #[inline]
    pub(crate) const fn is_new(&self) -> bool {
        self.attempts == 0 && self.started.is_none()
    }

    /// Returns the sum of the planned sleeps.
    #[inline]
    pub(crate) const fn idle_for(&self) -> Duration {
        Duration::from_nanos(self.idle_for)
    }

    /// Returns the planned sleep after the last attempt.
    #[inline]
    pub(crate) const fn previous_sleep(&self) -> Duration {
        Duration::from_nanos(self.previous_sleep)
    }

    /// Returns the elapsed time of the call at this wall time. A call that has not begun does not ask for the time.
    #[inline]
    pub(crate) fn elapsed_at(&self, now: impl FnOnce() -> Option<Duration>) -> Duration {
        let planned = self.elapsed.saturating_add(self.previous_sleep);
        let by_clock = self.started.map_or(0, |started| now().map_or(0, saturated).saturating_sub(started));
        Duration::from_nanos(planned.max(by_clock))
    }

    /// Returns the memory of the call that continues.
    #[inline]
    pub(crate) fn progress(&self, own_seed: Option<u64>) -> Progress {
        let seed = own_seed.or(self.seed);
        Progress::Retrying {
            seeded: seed.is_some(),
            resumed: true,
            attempts: self.attempts,
            idle_for: self.idle_for(),
            previous_sleep: self.previous_sleep(),
            seed: seed.unwrap_or(0),
        }
    }

    /// Returns the progress after another attempt, which ended `elapsed` after the start of the call. If the call had no start, it started at
    /// this wall time.
    #[inline]
    pub(crate) fn after(
        &self,
        progress: &Progress,
        own_seed: Option<u64>,
        elapsed: Duration,
        start: impl FnOnce() -> Duration,
    ) -> Self {
        let mut saved = *self;
        saved.elapsed = saturated(elapsed);
        saved.started = Some(self.started.unwrap_or_else(|| saturated(start())));
        if let Progress::Retrying { seeded, attempts, idle_for, previous_sleep, seed, .. } = *progress {
            saved.attempts = attempts;
            saved.idle_for = saturated(idle_for);
            saved.previous_sleep = saturated(previous_sleep);
            if own_seed.is_none() {
                saved.seed = seeded.then_some(seed);
            }
        }
        saved
    }
}

impl Default for Saved {
    fn default() -> Self {
        Self::new()
    }
}
