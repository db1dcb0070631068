//! Stop strategies that call a closure.

use core::fmt;

use super::strategy::Stop;
use crate::state::RetryState;

/// Stops when `condition()` returns `true`: for a shutdown flag or a closed channel.
///
/// ```
/// # use std::{sync::atomic::{AtomicBool, Ordering}, time::Duration};
/// # use tenacity::prelude::*;
/// let shutdown = AtomicBool::new(false);
/// let stop = stop_when(|| shutdown.load(Ordering::Relaxed));
/// let state = RetryState::at(1, Duration::ZERO);
/// assert!(!stop.should_stop(&state));
/// shutdown.store(true, Ordering::Relaxed);
/// assert!(stop.should_stop(&state));
/// ```
///
/// If the signal should also end a sleep, use an `Event` instead: see `stop_when_event_set`. If the answer depends on the progress of
/// the call, use [`stop_fn`].
pub const fn stop_when<F>(condition: F) -> StopWhen<F> {
    StopWhen { condition }
}

/// See [`stop_when`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopWhen<F> {
    condition: F,
}

impl<F> Stop for StopWhen<F>
where
    F: Fn() -> bool,
{
    #[inline]
    fn should_stop(&self, _: &RetryState) -> bool {
        (self.condition)()
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a condition")
    }
}

/// Stops when `question(state)` returns `true`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let patience = stop_fn(|state: &RetryState| state.idle_for() > Duration::from_secs(60));
/// assert!(!patience.should_stop(&RetryState::at(9, Duration::ZERO)));
/// ```
///
/// If the closure does not need the state, use [`stop_when`] instead: the call then reads no clock for it.
pub const fn stop_fn<F>(question: F) -> StopFn<F> {
    StopFn { question }
}

/// See [`stop_fn`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopFn<F> {
    question: F,
}

impl<F> Stop for StopFn<F>
where
    F: Fn(&RetryState) -> bool,
{
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        (self.question)(state)
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a condition on the state")
    }
}
