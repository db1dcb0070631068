//! The types that the methods and the operator of [`Wait`](super::strategy::Wait) return. The modules `sum`, `jitter` and `clamp`
//! implement them.

use core::time::Duration;

/// Waits the sum of two strategies, at most [`Duration::MAX`]: `a + b`.
///
/// | n | 1 | 2 | 3 | 4 |
/// |---|---|---|---|---|
/// | `wait_fixed(3s) + wait_exponential(1s)` | 4 s | 5 s | 7 s | 11 s |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_fixed(Duration::from_secs(3)) + wait_exponential(Duration::from_secs(1));
/// assert_eq!([1, 2, 3, 4].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_secs()), [4, 5, 7, 11]);
/// ```
///
/// To add only a random time, use [`Wait::jitter`](crate::Wait::jitter) instead. To bound the sum, call
/// [`Wait::at_most`](crate::Wait::at_most) on it.
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitSum<A, B>(pub(crate) A, pub(crate) B);

/// See [`Wait::full_jitter`](crate::Wait::full_jitter).
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitFullJitter<W>(pub(super) W);

/// See [`Wait::equal_jitter`](crate::Wait::equal_jitter).
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitEqualJitter<W>(pub(super) W);

/// See [`Wait::jitter`](crate::Wait::jitter).
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitJitter<W> {
    pub(super) wait: W,
    pub(super) jitter: Duration,
}

impl<W> WaitJitter<W> {
    pub(super) const fn new(wait: W, jitter: Duration) -> Self {
        Self { wait, jitter }
    }
}

/// See [`Wait::jitter_factor`](crate::Wait::jitter_factor).
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitJitterFactor<W> {
    pub(super) wait: W,
    pub(super) factor: f64,
}

impl<W> WaitJitterFactor<W> {
    #[track_caller]
    pub(super) const fn new(wait: W, factor: f64) -> Self {
        assert!(factor >= 0.0 && factor <= 1.0, "jitter_factor(factor): `factor` must be a number from 0 to 1");
        Self { wait, factor }
    }
}

/// See [`Wait::at_least`](crate::Wait::at_least).
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitAtLeast<W> {
    pub(super) wait: W,
    pub(super) min: Duration,
}

impl<W> WaitAtLeast<W> {
    pub(super) const fn new(wait: W, min: Duration) -> Self {
        Self { wait, min }
    }
}

/// See [`Wait::at_most`](crate::Wait::at_most).
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitAtMost<W> {
    pub(super) wait: W,
    pub(super) max: Duration,
}

impl<W> WaitAtMost<W> {
    pub(super) const fn new(wait: W, max: Duration) -> Self {
        Self { wait, max }
    }
}
