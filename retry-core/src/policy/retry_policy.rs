//! A policy: its parts, and the methods that replace them.

use super::defaults::{DefaultStop, DefaultWait, default_stop, default_wait};
use super::hook_list::HookList;
use super::hooks::{After, Before, BeforeSleep, Fallback, OnFinish};
use super::timers::{DefaultTimer, OwnTimer};
use crate::predicate::failure::{RetryIfFailure, retry_if_failure};
use crate::state::RetryState;
use crate::stop::strategy::Stop;
use crate::wait::strategy::Wait;

/// Puts one typed part in place of another. The one place that lists them all.
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

/// What to do about failures, as a value: the words of `#[retry]`, for code that is given its policy or makes it at run time.
///
/// A policy is immutable and shared: it holds no state of a call, allocates nothing, and serves any number of calls at once. It
/// begins with the defaults: up to 10 attempts within 45 s, a random exponential wait from 100 ms to 5 s, retrying every failure.
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
/// `new` is `const`, the setters cannot be: keep a shared policy in a `LazyLock`. A field of type `RetryPolicy` holds the defaults alone,
/// because each setter changes the type; for any policy over outcomes of type `R`, declare the field a
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
    /// The defaults.
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
    /// When to give up, in place of the present answer.
    pub fn stop<S2: Stop>(self, stop: S2) -> RetryPolicy<S2, W, P, H, T> {
        with!(self, stop = stop)
    }

    /// How long to sleep, in place of the present answer.
    pub fn wait<W2: Wait>(self, wait: W2) -> RetryPolicy<S, W2, P, H, T> {
        with!(self, wait = wait)
    }

    /// Which outcomes to retry, in place of the present answer.
    pub fn retry<P2>(self, retry: P2) -> RetryPolicy<S, W, P2, H, T> {
        with!(self, retry = retry)
    }

    /// Where time comes from, in place of the default: std for sync calls, tokio for async ones.
    pub fn timer<T2>(self, timer: T2) -> RetryPolicy<S, W, P, H, OwnTimer<T2>> {
        with!(self, timer = OwnTimer(timer))
    }

    /// The seed of every call's generator: each then has the same delays.
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// What [`RetryState::name`] says.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Whether to retry at all; `false` makes a call one plain attempt, without hooks.
    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// The same policy, lent: to add to it for one call.
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
    /// A hook before each attempt, after those already there.
    pub fn before<F: Fn(&RetryState)>(self, hook: F) -> RetryPolicy<S, W, P, H::With<Before<F>>, T> {
        with!(self, hook = Before(hook))
    }

    /// A hook after each outcome that is to be retried, also the last, `Fn(&RetryState, &R)`, after those already there.
    pub fn after<F>(self, hook: F) -> RetryPolicy<S, W, P, H::With<After<F>>, T> {
        with!(self, hook = After(hook))
    }

    /// A hook before each sleep, `Fn(&RetryState, &R)`, after those already there.
    pub fn before_sleep<F>(self, hook: F) -> RetryPolicy<S, W, P, H::With<BeforeSleep<F>>, T> {
        with!(self, hook = BeforeSleep(hook))
    }

    /// A hook at the end of the call, `Fn(&RetryState, &R, Finish)`, after those already there.
    pub fn on_finish<F>(self, hook: F) -> RetryPolicy<S, W, P, H::With<OnFinish<F>>, T> {
        with!(self, hook = OnFinish(hook))
    }

    /// What to return in place of the last outcome when the call gives up, `Fn(&RetryState, R) -> R`; a second one is given what
    /// the first returns.
    pub fn fallback<F>(self, fallback: F) -> RetryPolicy<S, W, P, H::With<Fallback<F>>, T> {
        with!(self, hook = Fallback(fallback))
    }
}
