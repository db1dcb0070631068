//! The switch that turns retrying off for a whole process.

use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

static ACTIVE: AtomicBool = AtomicBool::new(true);

/// Turns retrying off, or on again, for the whole process: while it is off, a call gives up after its first failure, as if its stop
/// strategy had said so.
///
/// It is looked at only after a failure, so that it costs a success nothing. A call under way gives up at its next failure. In tests
/// of one thread [`testing::no_sleep`](https://docs.rs/tenacity/latest/tenacity/testing/fn.no_sleep.html) does less harm to their
/// neighbours: its `.attempts(1)` does the same for that thread only.
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
    ACTIVE.store(active, Relaxed);
}

/// Whether retrying is on: see [`set_active`].
#[inline]
pub fn is_active() -> bool {
    ACTIVE.load(Relaxed)
}
