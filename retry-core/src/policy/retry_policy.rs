//! The retry policy: its parts, and the methods that replace them.

use super::defaults::{DefaultStop, DefaultWait, default_stop, default_wait};
use super::hook_list::HookList;
use super::hooks::{After, Before, BeforeSleep, Fallback, OnFinish};
use super::timers::{DefaultTimer, OwnTimer};
use crate::predicate::failure::{RetryIfFailure, retry_if_failure};
use crate::state::RetryState;
use crate::stop::strategy::Stop;
use crate::wait::strategy::Wait;

/// Replaces one part of a policy with one of another type. Only this macro lists all the parts.
macro_rules! with {
    ($policy:ident, stop = $stop:expr) => { with!($policy: $stop, $policy.wait, $policy.retry, $policy.hooks, $policy.timer) };
    ($policy:ident, wait = $wait:expr) => { with!($policy: $policy.stop, $wait, $policy.retry, $policy.hooks, $policy.timer) };
    ($policy:ident, retry = $retry:expr) => { with!($policy: $policy.stop, $policy.wait, $retry, $policy.hooks, $policy.timer) };
    ($policy:ident, hook = $hook:expr) => { with!($policy, hooks = $policy.hooks.with($hook)) };
    ($policy:ident, hooks = $hooks:expr) => { with!($policy: $policy.stop, $policy.wait, $policy.retry, $hooks, $policy.timer) };
    ($policy:ident, timer = $timer:expr) => { with!($policy: $policy.stop, $policy.wait, $policy.retry, $policy.hooks, $timer) };
    ($policy:ident: $stop:expr, $wait:expr, $retry:expr, $hooks:expr, $timer:expr) => {
        RetryPolicy {
            stop: $stop,
            wait: $wait,
            retry: $retry,
            hooks: $hooks,
            timer: $timer,
            name: $policy.name,
            seed: $policy.seed,
            enabled: $policy.enabled,
        }
    };
}

pub(super) use with;

/// A retry policy as a value: the keys of `#[retry]`, for code that receives its policy or builds it at run time.
///
/// A policy is immutable and can be shared. It holds no state of a call, does not allocate, and serves any number of concurrent calls.
/// A new policy has the defaults: up to 10 attempts within 45 s, and a random exponential wait from 100 ms to 5 s. It retries every
/// failure.
///
/// ```
/// use std::{io, time::Duration};
/// use tenacity::prelude::*;
///
/// let policy = RetryPolicy::new()
///     .stop(stop_after_attempt(3))
///     .wait(wait_fixed(Duration::from_millis(1)))
///     .retry(retry_if_err(|e: &io::Error| e.kind() == io::ErrorKind::Interrupted));
///
/// let mut attempts = 0;
/// let read: io::Result<u8> = policy.call(|| {
///     attempts += 1;
///     if attempts < 3 { Err(io::ErrorKind::Interrupted.into()) } else { Ok(7) }
/// });
/// assert_eq!((read.unwrap(), attempts), (7, 3));
/// ```
///
/// `new` is `const`, but most setters cannot be, so keep a shared policy in a `LazyLock`. A field of type `RetryPolicy` can hold only the
/// defaults, because most setters change the type. For a field with any policy over outcomes of type `R`, use
/// [`BoxedPolicy<R>`](crate::BoxedPolicy) and call [`boxed`](Self::boxed).
#[derive(Clone, Copy, Debug)]
#[must_use = "a policy does nothing until it is called"]
pub struct RetryPolicy<S = DefaultStop, W = DefaultWait, P = RetryIfFailure, H = (), T = DefaultTimer> {
    pub(crate) stop: S,
    pub(crate) wait: W,
    pub(crate) retry: P,
    pub(crate) hooks: H,
    pub(crate) timer: T,
    pub(super) name: &'static str,
    pub(crate) seed: Option<u64>,
    pub(crate) enabled: bool,
}

impl RetryPolicy {
    /// Creates a policy with the defaults.
    pub const fn new() -> Self {
        Self {
            stop: default_stop(),
            wait: default_wait(),
            retry: retry_if_failure(),
            hooks: (),
            timer: DefaultTimer,
            name: "",
            seed: None,
            enabled: true,
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl<S, W, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Sets the stop strategy, which decides when to give up.
    pub fn stop<S2: Stop>(self, stop: S2) -> RetryPolicy<S2, W, P, H, T> {
        with!(self, stop = stop)
    }

    /// Sets the wait strategy, which decides how long to sleep.
    pub fn wait<W2: Wait>(self, wait: W2) -> RetryPolicy<S, W2, P, H, T> {
        with!(self, wait = wait)
    }

    /// Sets the predicate, which decides which outcomes to retry.
    pub fn retry<P2>(self, retry: P2) -> RetryPolicy<S, W, P2, H, T> {
        with!(self, retry = retry)
    }

    /// Sets the timer. The default is the standard library's for sync calls, and Tokio's for async calls.
    pub fn timer<T2>(self, timer: T2) -> RetryPolicy<S, W, P, H, OwnTimer<T2>> {
        with!(self, timer = OwnTimer(timer))
    }

    /// Sets the seed of every call's random generator, so every call has the same delays.
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Sets the name that [`RetryState::name`] returns.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Sets whether to retry at all. With `false`, a call makes one plain attempt, without hooks.
    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Borrows the policy, for example to change a part for one call.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # let policy = RetryPolicy::new().wait(wait_none());
    /// let patient = policy.by_ref().stop(stop_after_attempt(20));
    /// assert_eq!(patient.call(|| Some(1)), policy.call(|| Some(1)));
    /// ```
    pub fn by_ref(&self) -> RetryPolicy<&S, &W, &P, &H, &T> {
        with!(self: &self.stop, &self.wait, &self.retry, &self.hooks, &self.timer)
    }
}

impl<S, W, P, H: HookList, T> RetryPolicy<S, W, P, H, T> {
    /// Adds a hook that runs before each attempt, after the hooks already added.
    pub fn before<F: Fn(&RetryState)>(self, hook: F) -> RetryPolicy<S, W, P, H::With<Before<F>>, T> {
        with!(self, hook = Before(hook))
    }

    /// Adds a hook `Fn(&RetryState, &R)` that runs after each outcome that the predicate retries, including the last, and after the hooks
    /// already added.
    pub fn after<F>(self, hook: F) -> RetryPolicy<S, W, P, H::With<After<F>>, T> {
        with!(self, hook = After(hook))
    }

    /// Adds a hook `Fn(&RetryState, &R)` that runs before each sleep, after the hooks already added.
    pub fn before_sleep<F>(self, hook: F) -> RetryPolicy<S, W, P, H::With<BeforeSleep<F>>, T> {
        with!(self, hook = BeforeSleep(hook))
    }

    /// Adds a hook `Fn(&RetryState, &R, Finish)` that runs at the end of the call, after the hooks already added.
    pub fn on_finish<F>(self, hook: F) -> RetryPolicy<S, W, P, H::With<OnFinish<F>>, T> {
        with!(self, hook = OnFinish(hook))
    }

    /// Adds a fallback `Fn(&RetryState, R) -> R` that replaces the last outcome when the call gives up. A second fallback receives the
    /// outcome of the first.
    pub fn fallback<F>(self, fallback: F) -> RetryPolicy<S, W, P, H::With<Fallback<F>>, T> {
        with!(self, hook = Fallback(fallback))
    }
}
