//! The work that is retried.

use std::cell::Cell;
use std::hint::black_box;

/// The maximum number of attempts of every contender.
pub const ATTEMPTS: u32 = 5;

/// A service that refuses its first calls.
#[derive(Debug)]
pub struct Service {
    refusals: Cell<u32>,
}

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The number of refusals still to come.
    pub left: u32,
}

/// The answer of a call.
pub type Answer = Result<u64, Refused>;

impl Service {
    /// Returns a service that refuses this many calls.
    pub const fn refusing(refusals: u32) -> Self {
        Self { refusals: Cell::new(refusals) }
    }

    /// Makes one call.
    ///
    /// # Errors
    ///
    /// Fails as long as the service refuses.
    #[inline]
    pub fn call(&self) -> Answer {
        match black_box(self.refusals.get()).checked_sub(1) {
            None => Ok(black_box(42)),
            Some(left) => {
                self.refusals.set(left);
                Err(Refused { left })
            }
        }
    }

    /// Makes one call as a future that is ready on its first poll.
    ///
    /// # Errors
    ///
    /// Fails as long as the service refuses.
    #[inline]
    #[expect(clippy::unused_async, reason = "the await that every async body has")]
    pub async fn call_async(&self) -> Answer {
        self.call()
    }
}
