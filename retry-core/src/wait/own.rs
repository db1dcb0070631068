use core::time::Duration;

use super::Wait;
use crate::state::RetryState;

/// Waits what `formula`, applied to the state, gives.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_fn(|state: &RetryState| Duration::from_secs(1) / state.attempt_number());
/// assert_eq!(wait.delay(&RetryState::at(4, Duration::ZERO)), Duration::from_millis(250));
/// ```
pub const fn wait_fn<F>(formula: F) -> WaitFn<F> {
    WaitFn { formula }
}

/// See [`wait_fn`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
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
