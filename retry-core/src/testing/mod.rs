//! Tests of retrying code without sleeps. They need the feature `testing`.
//!
//! There are three ways, from the least intrusive:
//!
//! * [`no_sleep`] around the call: the code under test stays the same, and its retries on this thread do not sleep. The guard lists
//!   the [sleeps](NoSleep::sleeps) that it skipped.
//! * [`VirtualTimer`] as the call's `timer`: it also records every sleep, on any thread, and a test can advance its clock.
//! * [`RetryState::at`](crate::RetryState::at): tests your own strategy at any moment, without a call.
//!
//! For async code, Tokio's `start_paused` also skips the sleeps, on Tokio's own clock.

#[cfg(feature = "testing")]
mod guards;
#[cfg(feature = "testing")]
mod mode;

#[cfg(feature = "std")]
use core::time::Duration;

#[cfg(feature = "testing")]
pub use self::guards::{NoSleep, Seeded, no_sleep, seed};
#[cfg(feature = "testing")]
pub use crate::time::virtual_timer::VirtualTimer;

/// Whether to skip a sleep of `delay`. If so, adds it to the skipped time.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn skips(delay: Duration) -> bool {
    #[cfg(feature = "testing")]
    return mode::skip(delay);
    #[cfg(not(feature = "testing"))]
    {
        let _ = delay;
        false
    }
}

/// Returns the sum of the sleeps that this thread has skipped so far. Clocks of this crate are ahead of real time by this much.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::{prelude::*, testing};
/// let before = testing::skipped();
/// let _guard = testing::no_sleep();
/// let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_fixed(Duration::from_secs(1)));
/// assert_eq!(policy.call(|| None::<u8>), None);
/// assert_eq!(testing::skipped() - before, Duration::from_secs(2));
/// ```
#[cfg(feature = "testing")]
#[inline]
pub fn skipped() -> Duration {
    mode::skipped()
}

#[cfg(all(feature = "std", not(feature = "testing")))]
#[inline]
pub(crate) const fn skipped() -> Duration {
    Duration::ZERO
}

/// Returns the skipped time at the beginning of a call.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn skipped_before_call() -> Duration {
    #[cfg(feature = "testing")]
    return mode::begin();
    #[cfg(not(feature = "testing"))]
    Duration::ZERO
}

/// Whether a guard caps the call at this attempt.
#[inline]
pub(crate) fn is_capped(attempt_number: u32) -> bool {
    #[cfg(feature = "testing")]
    return mode::cap().is_some_and(|attempts| attempt_number >= attempts);
    #[cfg(not(feature = "testing"))]
    {
        let _ = attempt_number;
        false
    }
}

/// Returns the seed of all calls on this thread without a seed of their own.
#[inline]
pub(crate) fn given_seed() -> Option<u64> {
    #[cfg(feature = "testing")]
    return mode::given_seed();
    #[cfg(not(feature = "testing"))]
    None
}
