//! The switch that turns retrying off for a whole process, and the record that a call has had a time limit.

use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// Both flags in one byte, because every failure reads both.
static EXCEPTIONS: AtomicU8 = AtomicU8::new(0);

const INACTIVE: u8 = 1;
#[cfg(feature = "std")]
const LIMITED: u8 = 2;

/// The flags of this process at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exceptions(u8);

impl Exceptions {
    #[inline]
    pub(crate) fn now() -> Self {
        Self(EXCEPTIONS.load(Relaxed))
    }

    #[inline]
    pub(crate) const fn is_active(self) -> bool {
        self.0 & INACTIVE == 0
    }

    /// Returns whether a call may be nested in one with a time limit.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) const fn may_be_limited(self) -> bool {
        self.0 & LIMITED != 0
    }
}

/// Records that a call has a time limit.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn note_limit() {
    if !Exceptions::now().may_be_limited() {
        EXCEPTIONS.fetch_or(LIMITED, Relaxed);
    }
}

/// Turns retrying off, or on again, for the whole process.
///
/// While retrying is off, a call gives up after its first failure, as if its stop strategy had ended it. A running call gives up at its
/// next failure. A call reads the switch only after a failure, so the switch costs a success nothing.
///
/// If a test runs on one thread, use [`testing::no_sleep`](https://docs.rs/tenacity/latest/tenacity/testing/fn.no_sleep.html) instead.
/// Its `.attempts(1)` has the same effect for that thread only, and leaves other tests alone.
///
/// ```standalone_crate
/// # use tenacity::prelude::*;
/// let mut attempts = 0;
/// tenacity::set_active(false);
/// let outcome: Option<u8> = RetryPolicy::new().call(|| { attempts += 1; None });
/// tenacity::set_active(true);
/// assert_eq!((outcome, attempts), (None, 1));
/// ```
pub fn set_active(active: bool) {
    if active {
        EXCEPTIONS.fetch_and(!INACTIVE, Relaxed);
    } else {
        EXCEPTIONS.fetch_or(INACTIVE, Relaxed);
    }
}

/// Returns whether retrying is on. See [`set_active`].
#[inline]
pub fn is_active() -> bool {
    Exceptions::now().is_active()
}
