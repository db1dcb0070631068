//! The budget and the `cancel` event of a policy, as members of its list of hooks.

use super::hook_list::{HookList, Member};
use super::hooks::{Hook, OutcomeOfCut};
use super::kept_outcome::Forgets;
#[cfg(feature = "std")]
use super::kept_outcome::Keeps;
use super::retry_policy::{RetryPolicy, with};
use crate::call::limits::Limits;
use crate::shared::budget::RetryBudget;
#[cfg(feature = "std")]
use crate::shared::event::Event;

impl<S, W, P, H: HookList, T> RetryPolicy<S, W, P, H, T> {
    /// Pays for retries from `budget`, and replaces a previous budget. Takes a `&RetryBudget`, an `Arc<RetryBudget>`, or a `RetryBudget`.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// let policy = RetryPolicy::new().wait(wait_none()).budget(RetryBudget::new());
    /// let (_, report) = policy.call_with_report(|| None::<u8>);
    /// assert_eq!((report.attempts, report.finish), (2, Finish::BudgetExhausted));
    /// ```
    pub fn budget<B: AsRef<RetryBudget>>(self, budget: B) -> RetryPolicy<S, W, P, H::With<Budgeted<B>>, T> {
        with!(self, hook = Budgeted(budget))
    }

    /// Ends a call from outside through `event`, and replaces a previous event. Once the event is set, the call makes no other attempt and
    /// returns its last outcome ([`Finish::Cancelled`](crate::Finish::Cancelled)). If the call is sleeping, it ends immediately.
    ///
    /// An attempt under way is not cut off. An async call keeps the outcome while it sleeps, so its future is larger, and is `Send` only
    /// if the outcome is.
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
    pub fn cancel<E: AsRef<Event>>(self, event: E) -> RetryPolicy<S, W, P, H::With<Cancellable<E>>, T> {
        with!(self, hook = Cancellable(event))
    }
}

/// See [`RetryPolicy::budget`].
#[derive(Clone, Copy, Debug)]
pub struct Budgeted<B>(pub(super) B);

/// See [`RetryPolicy::cancel`].
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug)]
pub struct Cancellable<E>(pub(super) E);

impl<B: AsRef<RetryBudget>> Member for Budgeted<B> {
    type Keep = Forgets;

    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.budget(self.0.as_ref())
    }
}

impl<R, B: AsRef<RetryBudget>> Hook<R> for Budgeted<B> {}
impl<R, B> OutcomeOfCut<R> for Budgeted<B> {}

#[cfg(feature = "std")]
impl<E: AsRef<Event>> Member for Cancellable<E> {
    type Keep = Keeps;

    #[inline]
    fn limits(&self) -> Limits<'_> {
        Limits::NONE.cancel(self.0.as_ref())
    }
}

#[cfg(feature = "std")]
impl<R, E: AsRef<Event>> Hook<R> for Cancellable<E> {}
#[cfg(feature = "std")]
impl<R, E> OutcomeOfCut<R> for Cancellable<E> {}
