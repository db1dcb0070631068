//! The time limits of a policy, as members of its list of hooks.

use core::time::Duration;

use super::budget_and_cancel::Budgeted;
#[cfg(feature = "std")]
use super::budget_and_cancel::Cancellable;
use super::hook_list::{HookList, Member, Sealed};
use super::hooks::{After, Before, BeforeSleep, Fallback, Hook, HookNeeds, OnFinish, OutcomeOfCut, forward_hooks};
use super::kept_outcome::Forgets;
use super::retry_policy::{RetryPolicy, with};
use super::statistics::Counted;
use crate::call::limits::Limits;
use crate::outcome::finish::Finish;
use crate::outcome::timed_out::{FromTimeout, TimedOut};
use crate::state::RetryState;

impl<S, W, P, H: HookList, T> RetryPolicy<S, W, P, H, T> {
    /// Sets the time limit of one attempt of an async call, and replaces a previous one.
    ///
    /// When the limit passes, the call drops the attempt. The predicate then judges the outcome of [`FromTimeout::timed_out`], or of the
    /// closure given to [`timed_out`](Self::timed_out).
    pub fn attempt_timeout(self, limit: Duration) -> RetryPolicy<S, W, P, H::With<AttemptTimeout>, T> {
        with!(self, hook = AttemptTimeout(limit))
    }

    /// Sets the time limit of an async call, including attempts and sleeps, and replaces a previous one.
    ///
    /// If the limit passes during an attempt, the call drops the attempt. It returns the outcome of [`FromTimeout::timed_out`], or of the
    /// closure given to [`timed_out`](Self::timed_out). If a sleep would reach the limit, the call does not begin it and returns its last
    /// outcome ([`Finish::TimedOut`]).
    ///
    /// Nested calls on the same task see the limit, too: they do not begin a sleep that would go past it.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let policy = RetryPolicy::new().timeout(Duration::from_secs(5));
    /// let hung: Option<()> = policy.call_async(|| std::future::pending()).await;
    /// assert_eq!(hung, None);
    /// # }
    /// ```
    pub fn timeout(self, limit: Duration) -> RetryPolicy<S, W, P, H::With<Timeout>, T> {
        with!(self, hook = Timeout(limit))
    }

    /// Sets the closure that makes the outcome of an attempt that a time limit cut off, `Fn(TimedOut) -> R`. Use it for outcomes without
    /// [`FromTimeout`], such as errors of other crates. It can stand before or after the limits.
    ///
    /// ```
    /// # use std::{fmt, time::Duration};
    /// # use tenacity::prelude::*;
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let policy = RetryPolicy::new()
    ///     .stop(stop_after_attempt(2))
    ///     .attempt_timeout(Duration::from_secs(1))
    ///     .timed_out(|cut| Err(fmt::Error).inspect_err(|_| eprintln!("{cut}")));
    /// let hung: fmt::Result = policy.call_async(|| std::future::pending()).await;
    /// assert_eq!(hung, Err(fmt::Error));
    /// # }
    /// ```
    pub fn timed_out<R, F: Fn(TimedOut) -> R>(self, outcome: F) -> RetryPolicy<S, W, P, TimedOutBy<H, F>, T> {
        with!(self, hooks = TimedOutBy { hooks: self.hooks, outcome })
    }
}

/// See [`RetryPolicy::attempt_timeout`].
#[derive(Clone, Copy, Debug)]
pub struct AttemptTimeout(pub(super) Duration);

/// See [`RetryPolicy::timeout`].
#[derive(Clone, Copy, Debug)]
pub struct Timeout(pub(super) Duration);

/// See [`RetryPolicy::timed_out`]. It holds all other hooks, because it makes the outcome for each of their time limits.
#[derive(Clone, Copy, Debug)]
pub struct TimedOutBy<H, F> {
    hooks: H,
    outcome: F,
}

impl Member for AttemptTimeout {
    type Keep = Forgets;

    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.attempt_timeout(self.0)
    }
}

impl Member for Timeout {
    type Keep = Forgets;

    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.timeout(self.0)
    }
}

impl<R> Hook<R> for AttemptTimeout {}
impl<R> Hook<R> for Timeout {}

impl<R: FromTimeout> OutcomeOfCut<R> for AttemptTimeout {
    #[inline]
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        Some(R::timed_out(cut))
    }
}

impl<R: FromTimeout> OutcomeOfCut<R> for Timeout {
    #[inline]
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        Some(R::timed_out(cut))
    }
}

impl<H: HookList, F> Sealed for TimedOutBy<H, F> {}

// A later member is added inside, so the closure also makes the outcome for later limits.
impl<H: HookList, F> HookList for TimedOutBy<H, F> {
    type With<X> = TimedOutBy<H::With<X>, F>;
    type BorrowedWith<'a, X>
        = TimedOutBy<H::BorrowedWith<'a, X>, &'a F>
    where
        Self: 'a;
    type Keep = H::Keep;

    #[inline]
    fn limits(&self) -> Limits<'_> {
        self.hooks.limits()
    }

    #[inline]
    fn with<X>(self, member: X) -> Self::With<X> {
        TimedOutBy { hooks: self.hooks.with(member), outcome: self.outcome }
    }

    #[inline]
    fn borrowed_with<X>(&self, member: X) -> Self::BorrowedWith<'_, X> {
        TimedOutBy { hooks: self.hooks.borrowed_with(member), outcome: &self.outcome }
    }
}

impl<R, H: Hook<R>, F> Hook<R> for TimedOutBy<H, F> {
    forward_hooks!(hooks => hooks.hooks);
}

impl<R, H, F: Fn(TimedOut) -> R> OutcomeOfCut<R> for TimedOutBy<H, F> {
    #[inline]
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        Some((self.outcome)(cut))
    }
}

/// The hooks that a sync call supports: all except time limits, because nothing can cut off an attempt that blocks.
///
/// The type of a [boxed](RetryPolicy::boxed) policy does not show its time limits, so a sync call accepts it. Such a call does not cut
/// off attempts, but does not begin a sleep that would go past its `timeout`.
#[diagnostic::on_unimplemented(
    message = "a sync call cannot be cut by `timeout` or `attempt_timeout`",
    label = "this policy has a time limit",
    note = "use `call_async` or `step_async`, or bound the retries instead: `.stop(stop_before_delay(…))`"
)]
pub trait SyncHooks {}

impl SyncHooks for () {}
impl<F> SyncHooks for Before<F> {}
impl<F> SyncHooks for After<F> {}
impl<F> SyncHooks for BeforeSleep<F> {}
impl<F> SyncHooks for OnFinish<F> {}
impl<F> SyncHooks for Fallback<F> {}
impl<B> SyncHooks for Budgeted<B> {}
impl<C> SyncHooks for Counted<C> {}
#[cfg(feature = "std")]
impl<E> SyncHooks for Cancellable<E> {}
impl<A: SyncHooks, B: SyncHooks> SyncHooks for (A, B) {}
impl<H: SyncHooks> SyncHooks for &H {}
impl<H: SyncHooks, F> SyncHooks for TimedOutBy<H, F> {}
