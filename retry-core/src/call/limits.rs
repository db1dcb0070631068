//! The limits that can refuse a retry that the stop strategy allows: time limits, cancellation and the budget.

use core::time::Duration;

use crate::shared::budget::RetryBudget;
#[cfg(feature = "std")]
use crate::shared::event::Event;
use crate::time::timer::BlockingTimer;

/// The limits of one call. Each is optional.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
    #[cfg(feature = "std")]
    pub(crate) cancel: Option<&'a Event>,
    pub(crate) budget: Option<&'a RetryBudget>,
    /// Whether the call sleeps outside of this process, so the limits of other calls around it do not bound the sleep.
    pub(crate) sleeps_elsewhere: bool,
}

impl<'a> Limits<'a> {
    /// No limits.
    pub const NONE: Self = Self {
        attempt_timeout: None,
        timeout: None,
        #[cfg(feature = "std")]
        cancel: None,
        budget: None,
        sleeps_elsewhere: false,
    };

    /// Limits the time of one attempt.
    #[must_use]
    #[inline]
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Limits the time of the call.
    #[must_use]
    #[inline]
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Ends the call when `event` is set.
    #[cfg(feature = "std")]
    #[must_use]
    #[inline]
    pub const fn cancel(mut self, event: &'a Event) -> Self {
        self.cancel = Some(event);
        self
    }

    /// Takes a token from `budget` for each retry.
    #[must_use]
    #[inline]
    pub const fn budget(mut self, budget: &'a RetryBudget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// Returns these limits, with each one that `later` sets replaced.
    #[must_use]
    #[inline]
    pub fn replaced_by(self, later: Self) -> Self {
        Self {
            attempt_timeout: later.attempt_timeout.or(self.attempt_timeout),
            timeout: later.timeout.or(self.timeout),
            #[cfg(feature = "std")]
            cancel: later.cancel.or(self.cancel),
            budget: later.budget.or(self.budget),
            sleeps_elsewhere: later.sleeps_elsewhere || self.sleeps_elsewhere,
        }
    }

    /// Makes the budget's deposit for the first attempt of a call.
    #[inline]
    pub fn deposit(self) {
        if let Some(budget) = self.budget {
            budget.deposit();
        }
    }

    /// Blocks for `delay`, or until the call is cancelled. Returns whether it was cancelled; a zero `delay` always returns `false`.
    #[inline]
    pub fn sleep(self, timer: &impl BlockingTimer, delay: Duration) -> bool {
        if delay.is_zero() {
            return false;
        }
        #[cfg(feature = "std")]
        if let Some(event) = self.cancel {
            return timer.sleep_or_event(delay, event);
        }
        timer.sleep(delay);
        false
    }

    /// Whether there is a time limit.
    #[inline]
    pub(crate) const fn has_time(&self) -> bool {
        self.attempt_timeout.is_some() || self.timeout.is_some()
    }

    #[cfg_attr(not(feature = "std"), allow(clippy::unused_self, reason = "an `Event` needs the standard library"))]
    #[inline]
    pub(crate) fn is_cancelled(self) -> bool {
        #[cfg(feature = "std")]
        return self.cancel.is_some_and(Event::is_set);
        #[cfg(not(feature = "std"))]
        false
    }

    /// Returns one token to the budget if `is_due`: a call that retried is accepted, or a retry is not made.
    #[inline]
    pub(crate) fn give_back(self, is_due: bool) {
        if let Some(budget) = self.budget.filter(|_| is_due) {
            budget.give_back();
        }
    }

    /// Takes the token for one retry, if there is one.
    #[inline]
    pub(crate) fn withdraw(self) -> Option<Token<'a>> {
        match self.budget {
            // Dropping a token returns it to the budget, so it must not exist before the withdrawal.
            Some(budget) => budget.try_withdraw().then(|| Token(Some(budget))),
            None => Some(Token(None)),
        }
    }
}

/// The token of one retry, for a call with or without a budget. If it is dropped before it is spent, the retry is not made, and the token
/// returns to the budget.
#[derive(Debug)]
#[must_use = "a dropped token returns to the budget: `spend` it when the retry is made"]
pub struct Token<'a>(Option<&'a RetryBudget>);

impl Token<'_> {
    /// The token of a retry that is already paid for.
    pub(crate) const PAID: Self = Self(None);

    /// Spends the token, because the retry is made.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn spend(mut self) {
        self.0 = None;
    }

    /// Leaves the return of the token to the caller. Returns whether there is a token.
    #[cfg(feature = "std")]
    #[inline]
    pub(crate) fn detach(mut self) -> bool {
        self.0.take().is_some()
    }
}

impl Drop for Token<'_> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn drop(&mut self) {
        if let Some(budget) = self.0 {
            budget.give_back();
        }
    }
}
