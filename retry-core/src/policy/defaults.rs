//! The defaults of a policy. Unlike Python tenacity's, they are bounded and jittered.

use core::time::Duration;

use crate::stop::attempts::{StopAfterAttempt, stop_after_attempt};
use crate::stop::combined::StopAny;
use crate::stop::delay::{StopBeforeDelay, stop_before_delay};
use crate::wait::exponential::{WaitRandomExponential, wait_random_exponential};

/// The type of [`default_stop`].
pub type DefaultStop = StopAny<StopAfterAttempt, StopBeforeDelay>;

/// The type of [`default_wait`].
pub type DefaultWait = WaitRandomExponential;

/// The default stop strategy: `stop_after_attempt(10) | stop_before_delay(45s)`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::{Stop, RetryState};
/// let stop = tenacity::default_stop();
/// assert!(stop.should_stop(&RetryState::at(10, Duration::ZERO)));
/// assert!(stop.should_stop(&RetryState::at(1, Duration::from_secs(45))));
/// ```
#[inline]
pub const fn default_stop() -> DefaultStop {
    StopAny(stop_after_attempt(10), stop_before_delay(Duration::from_secs(45)))
}

/// The default wait strategy: `wait_random_exponential(100ms).max(5s)`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::{Wait, RetryState};
/// let first = tenacity::default_wait().delay(&RetryState::at(1, Duration::ZERO));
/// assert!(first <= Duration::from_millis(100));
/// ```
#[inline]
pub const fn default_wait() -> DefaultWait {
    wait_random_exponential(Duration::from_millis(100)).max(Duration::from_secs(5))
}
