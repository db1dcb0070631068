//! What may refuse a retry that the stop strategy allows: time limits, cancellation and the budget.

use core::time::Duration;

use crate::budget::RetryBudget;
#[cfg(feature = "std")]
use crate::event::Event;
use crate::state::RetryState;
use crate::timer::BlockingTimer;

/// The limits of one call. Each is absent unless given.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
    #[cfg(feature = "std")]
    pub(crate) cancel: Option<&'a Event>,
    pub(crate) budget: Option<&'a RetryBudget>,
}

impl<'a> Limits<'a> {
    /// No limits.
    pub const NONE: Self = Self {
        attempt_timeout: None,
        timeout: None,
        #[cfg(feature = "std")]
        cancel: None,
        budget: None,
    };

    /// The longest that one attempt may take.
    #[must_use]
    #[inline]
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// The longest that the call may take.
    #[must_use]
    #[inline]
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// What ends the call from outside.
    #[cfg(feature = "std")]
    #[must_use]
    #[inline]
    pub const fn cancel(mut self, event: &'a Event) -> Self {
        self.cancel = Some(event);
        self
    }

    /// What pays for retries.
    #[must_use]
    #[inline]
    pub const fn budget(mut self, budget: &'a RetryBudget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// These limits, replaced one by one by those of `later` that were given.
    #[must_use]
    #[inline]
    pub fn replaced_by(self, later: Self) -> Self {
        Self {
            attempt_timeout: later.attempt_timeout.or(self.attempt_timeout),
            timeout: later.timeout.or(self.timeout),
            #[cfg(feature = "std")]
            cancel: later.cancel.or(self.cancel),
            budget: later.budget.or(self.budget),
        }
    }

    /// Pays in for the first attempt of a call.
    #[inline]
    pub fn deposit(self) {
        if let Some(budget) = self.budget {
            budget.deposit();
        }
    }

    /// Blocks for `delay`, or until the call is cancelled.
    #[inline]
    pub fn sleep(self, timer: &impl BlockingTimer, delay: Duration) {
        #[cfg(feature = "std")]
        if let Some(event) = self.cancel {
            return timer.sleep_or_event(delay, event);
        }
        timer.sleep(delay);
    }

    /// Whether a limit, of this call or of one around it, leaves no time for an attempt after the coming sleep.
    #[inline]
    pub(crate) fn would_pass_during_sleep(self, state: &RetryState) -> bool {
        let own = self.timeout.is_some_and(|timeout| state.elapsed.saturating_add(state.upcoming_sleep) >= timeout);
        // Without a pause nothing is slept past the limit around, and a call that waits for nothing need not look for one.
        #[cfg(feature = "std")]
        return own
            || (!state.upcoming_sleep.is_zero()
                && crate::ambient::remaining().is_some_and(|remaining| state.upcoming_sleep >= remaining));
        #[cfg(not(feature = "std"))]
        own
    }

    #[cfg_attr(not(feature = "std"), allow(clippy::unused_self, reason = "an `Event` needs the standard library"))]
    #[inline]
    pub(crate) fn is_cancelled(self) -> bool {
        #[cfg(feature = "std")]
        return self.cancel.is_some_and(Event::is_set);
        #[cfg(not(feature = "std"))]
        false
    }

    /// Gives one token back: the call ends well after `retries` retries.
    #[inline]
    pub(crate) fn reward(self, retries: u32) {
        if let Some(budget) = self.budget.filter(|_| retries > 0) {
            budget.give_back();
        }
    }

    /// Takes the token for one retry; whether there was one.
    #[inline]
    pub(crate) fn withdraw(self) -> bool {
        self.budget.is_none_or(RetryBudget::try_withdraw)
    }
}
