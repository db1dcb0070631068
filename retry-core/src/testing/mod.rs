//! Testing code that retries, without sleeping: feature `testing`.
//!
//! Three ways, from the least intrusive:
//!
//! * [`no_sleep`] around the call: the code under test stays as it is, and its retries on this thread do not sleep. The guard lists
//!   the [sleeps](NoSleep::sleeps) that it skipped.
//! * [`VirtualTimer`] as the call's `timer`: also records every sleep, of any thread, and a test can advance its clock.
//! * [`RetryState::at`](crate::RetryState::at): asks a strategy of your own about any moment, without a call.
//!
//! Tokio's `start_paused` does for async code what the first does, with Tokio's own clock.

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

/// Whether a sleep of `delay` is to be skipped; its time is then counted as passed.
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

/// The time of all sleeps that this thread has skipped so far, for reports: what a clock of this crate shows beyond real time.
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

/// The same where a call begins.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn skipped_before_call() -> Duration {
    #[cfg(feature = "testing")]
    return mode::begin();
    #[cfg(not(feature = "testing"))]
    Duration::ZERO
}

/// Whether the attempt is the last that is allowed.
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

/// The seed of all runs of this thread that are given none.
#[inline]
pub(crate) fn given_seed() -> Option<u64> {
    #[cfg(feature = "testing")]
    return mode::given_seed();
    #[cfg(not(feature = "testing"))]
    None
}
