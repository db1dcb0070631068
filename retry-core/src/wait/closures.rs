use core::time::Duration;

use super::strategy::Wait;
use crate::state::RetryState;

/// Waits the delay that your closure returns: `formula(state)`.
///
/// | n | 1 | 2 | 3 | 4 |
/// |---|---|---|---|---|
/// | `wait_fn(\|state\| 1s * state.attempt_number().pow(2))` | 1 s | 4 s | 9 s | 16 s |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_fn(|state: &RetryState| Duration::from_secs(1) * state.attempt_number().pow(2));
/// assert_eq!([1, 2, 3, 4].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_secs()), [1, 4, 9, 16]);
/// ```
///
/// If the formula does not need the time, implement [`Wait`] for your own type instead. Its [`reads_time`](Wait::reads_time) can return
/// `false`, so the call reads no clock for it.
pub const fn wait_fn<F>(formula: F) -> WaitFn<F> {
    WaitFn { formula }
}

/// See [`wait_fn`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitFn<F> {
    formula: F,
}

impl<F> Wait for WaitFn<F>
where
    F: Fn(&RetryState) -> Duration,
{
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        (self.formula)(state)
    }
}
