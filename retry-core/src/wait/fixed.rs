use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::strategy::Wait;
use crate::description::Length;
use crate::state::RetryState;

/// Does not wait, `0`: the next attempt starts immediately.
///
/// | n | 1 | 2 | 9 |
/// |---|---|---|---|
/// | `wait_none()` | 0 | 0 | 0 |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// assert_eq!([1, 2, 9].map(|n| wait_none().delay(&RetryState::at(n, Duration::ZERO))), [Duration::ZERO; 3]);
/// ```
///
/// For anything that others use too, use [`wait_fixed`] instead: retries without a pause add load.
pub const fn wait_none() -> WaitNone {
    WaitNone
}

/// See [`wait_none`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitNone;

impl Wait for WaitNone {
    #[inline]
    fn delay(&self, _: &RetryState) -> Duration {
        Duration::ZERO
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no wait")
    }

    fn span(&self, _: &RetryState) -> Option<RangeInclusive<Duration>> {
        Some(Duration::ZERO..=Duration::ZERO)
    }
}

/// Waits `delay` each time.
///
/// | n | 1 | 2 | 9 |
/// |---|---|---|---|
/// | `wait_fixed(50ms)` | 50 ms | 50 ms | 50 ms |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_fixed(Duration::from_millis(50));
/// assert_eq!([1, 2, 9].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_millis()), [50, 50, 50]);
/// ```
///
/// This is the right wait for tests, and for polling something that only you use. For a service that many clients share, use
/// [`wait_random_exponential`](crate::wait_random_exponential) instead.
pub const fn wait_fixed(delay: Duration) -> WaitFixed {
    WaitFixed { delay }
}

/// See [`wait_fixed`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitFixed {
    delay: Duration,
}

impl Wait for WaitFixed {
    #[inline]
    fn delay(&self, _: &RetryState) -> Duration {
        self.delay
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fixed {}", Length(self.delay))
    }

    fn span(&self, _: &RetryState) -> Option<RangeInclusive<Duration>> {
        Some(self.delay..=self.delay)
    }
}
