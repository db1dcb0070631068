//! The limits and the statistics of a policy, as members of its list of hooks.

use core::time::Duration;

use super::RetryPolicy;
use super::hooks::{After, Before, BeforeSleep, Fallback, Hooks, Limiting, Observed, OnFinish};
use crate::budget::RetryBudget;
use crate::decide::Finish;
#[cfg(feature = "std")]
use crate::event::Event;
use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::state::RetryState;
use crate::stats::RetryStats;
use crate::timed_out::{FromTimeout, TimedOut};

impl<S, W, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// What pays for retries, in place of a budget already there: a `&RetryBudget`, an `Arc` of one, or one that the policy keeps.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// let policy = RetryPolicy::new().wait(wait_none()).budget(RetryBudget::new());
    /// let (_, report) = policy.call_with_report(|| None::<u8>);
    /// assert_eq!((report.attempts, report.finish), (2, Finish::BudgetExhausted));
    /// ```
    pub fn budget<B: AsRef<RetryBudget>>(self, budget: B) -> RetryPolicy<S, W, P, (H, Budgeted<B>), T> {
        with!(self, hook = Budgeted(budget))
    }

    /// Where calls are counted, beside the statistics already there: a `&RetryStats`, an `Arc` of one, or one that the policy keeps.
    pub fn stats<C: AsRef<RetryStats>>(self, stats: C) -> RetryPolicy<S, W, P, (H, Counted<C>), T> {
        with!(self, hook = Counted(stats))
    }

    /// What ends a call from outside, in place of an event already there: a call that sleeps wakes at once, makes its attempt, and
    /// ends with it ([`Finish::Cancelled`]).
    ///
    /// ```
    /// # use tenacity::{Event, prelude::*};
    /// let shutdown = Event::new();
    /// let policy = RetryPolicy::new().cancel(&shutdown);
    /// shutdown.set();
    /// let (_, report) = policy.call_with_report(|| None::<u8>);
    /// assert_eq!((report.attempts, report.finish), (1, Finish::Cancelled));
    /// ```
    #[cfg(feature = "std")]
    pub fn cancel<E: AsRef<Event>>(self, event: E) -> RetryPolicy<S, W, P, (H, Cancellable<E>), T> {
        with!(self, hook = Cancellable(event))
    }

    /// The longest that one attempt of an async call may take, in place of the present limit: the attempt is dropped, and the
    /// predicate judges [`FromTimeout::timed_out`] in its place.
    pub fn attempt_timeout(self, limit: Duration) -> RetryPolicy<S, W, P, (H, AttemptTimeout), T> {
        with!(self, hook = AttemptTimeout(limit))
    }

    /// The longest that an async call may take, in place of the present limit: attempts and sleeps included. An attempt under way is
    /// dropped, and [`FromTimeout::timed_out`] is the outcome; a sleep that would take the call to the limit is not begun, and the last
    /// outcome is returned ([`Finish::TimedOut`]).
    ///
    /// What the operation retries inside sees the limit, too: a nested call on the same task does not begin a sleep that would go
    /// past it.
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
    pub fn timeout(self, limit: Duration) -> RetryPolicy<S, W, P, (H, Timeout), T> {
        with!(self, hook = Timeout(limit))
    }
}

/// See [`RetryPolicy::budget`].
#[derive(Clone, Copy, Debug)]
pub struct Budgeted<B>(pub(super) B);

/// See [`RetryPolicy::stats`].
#[derive(Clone, Copy, Debug)]
pub struct Counted<C>(pub(super) C);

/// See [`RetryPolicy::cancel`].
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug)]
pub struct Cancellable<E>(pub(super) E);

/// See [`RetryPolicy::attempt_timeout`].
#[derive(Clone, Copy, Debug)]
pub struct AttemptTimeout(pub(super) Duration);

/// See [`RetryPolicy::timeout`].
#[derive(Clone, Copy, Debug)]
pub struct Timeout(pub(super) Duration);

impl<B: AsRef<RetryBudget>> Limiting for Budgeted<B> {
    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.budget(self.0.as_ref())
    }
}

impl<R, B: AsRef<RetryBudget>> Hooks<R> for Budgeted<B> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::default()
    }
}

impl<C> Limiting for Counted<C> {}

impl<R: Outcome, C: AsRef<RetryStats>> Hooks<R> for Counted<C> {
    #[inline]
    fn observed(&self) -> Observed {
        // No count needs the time.
        Observed { finish: true, ..Observed::default() }
    }

    #[inline]
    fn before_sleep(&self, state: &RetryState, _: &R) {
        self.0.as_ref().count_retry(state);
    }

    #[inline]
    fn on_finish(&self, state: &RetryState, outcome: &R, finish: Finish) {
        self.0.as_ref().count_call(state, outcome, finish);
    }
}

#[cfg(feature = "std")]
impl<E: AsRef<Event>> Limiting for Cancellable<E> {
    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.cancel(self.0.as_ref())
    }
}

#[cfg(feature = "std")]
impl<R, E: AsRef<Event>> Hooks<R> for Cancellable<E> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::default()
    }
}

impl Limiting for AttemptTimeout {
    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.attempt_timeout(self.0)
    }
}

impl<R: FromTimeout> Hooks<R> for AttemptTimeout {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn outcome_of_cut(&self) -> Option<fn(TimedOut) -> R> {
        Some(R::timed_out)
    }
}

impl Limiting for Timeout {
    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.timeout(self.0)
    }
}

impl<R: FromTimeout> Hooks<R> for Timeout {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn outcome_of_cut(&self) -> Option<fn(TimedOut) -> R> {
        Some(R::timed_out)
    }
}

/// Hooks that a sync call can keep its word about: all but time limits, because nothing can cut what blocks.
///
/// Of a [boxed](RetryPolicy::boxed) policy this is not known; a sync call of one with time limits cuts no attempt, but does not begin a
/// sleep that would go past its `timeout`.
#[diagnostic::on_unimplemented(
    message = "a sync call cannot be cut by `timeout` or `attempt_timeout`",
    label = "this policy has a time limit",
    note = "use `call_async`, or bound the retries instead: `.stop(stop_before_delay(…))`"
)]
pub trait Blocking {}

impl Blocking for () {}
impl<F> Blocking for Before<F> {}
impl<F> Blocking for After<F> {}
impl<F> Blocking for BeforeSleep<F> {}
impl<F> Blocking for OnFinish<F> {}
impl<F> Blocking for Fallback<F> {}
impl<B> Blocking for Budgeted<B> {}
impl<C> Blocking for Counted<C> {}
#[cfg(feature = "std")]
impl<E> Blocking for Cancellable<E> {}
impl<A: Blocking, B: Blocking> Blocking for (A, B) {}
impl<H: Blocking + ?Sized> Blocking for &H {}
#[cfg(feature = "alloc")]
impl<R> Blocking for alloc::boxed::Box<dyn Hooks<R> + Send + Sync> {}
