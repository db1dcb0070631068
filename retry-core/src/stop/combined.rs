//! The types that the methods and operators of [`Stop`](super::strategy::Stop) return. The module `logic` implements them.

/// Stops when either strategy does: `a | b`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let stop = stop_after_attempt(3) | stop_after_delay(Duration::from_secs(5));
/// assert!(stop.should_stop(&RetryState::at(1, Duration::from_secs(5))));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopAny<A, B>(pub(crate) A, pub(crate) B);

/// Stops when both strategies do: `a & b`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// // At least three attempts, and at least five seconds.
/// let stop = stop_after_attempt(3) & stop_after_delay(Duration::from_secs(5));
/// assert!(!stop.should_stop(&RetryState::at(1, Duration::from_secs(5))));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopAll<A, B>(pub(crate) A, pub(crate) B);
