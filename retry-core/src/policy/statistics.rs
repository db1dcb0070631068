//! The statistics of a policy, as a member of its list of hooks.

use core::time::Duration;

use super::hook_list::{HookList, Member};
use super::hooks::{Hook, HookNeeds, OutcomeOfCut};
use super::kept_outcome::Forgets;
use super::retry_policy::{RetryPolicy, with};
use crate::outcome::finish::Finish;
use crate::outcome::returned::Outcome;
use crate::shared::stats::RetryStats;
use crate::state::RetryState;

impl<S, W, P, H: HookList, T> RetryPolicy<S, W, P, H, T> {
    /// Counts calls in `stats`, and keeps the statistics already added. Takes a `&RetryStats`, an `Arc<RetryStats>`, or a `RetryStats`.
    pub fn stats<C: AsRef<RetryStats>>(self, stats: C) -> RetryPolicy<S, W, P, H::With<Counted<C>>, T> {
        with!(self, hook = Counted(stats))
    }
}

/// See [`RetryPolicy::stats`].
#[derive(Clone, Copy, Debug)]
pub struct Counted<C>(pub(super) C);

impl<C> Member for Counted<C> {
    type Keep = Forgets;
}

impl<R, C> OutcomeOfCut<R> for Counted<C> {}

impl<R: Outcome, C: AsRef<RetryStats>> Hook<R> for Counted<C> {
    #[inline]
    fn needs(&self) -> HookNeeds {
        // The counts do not need the time.
        HookNeeds { finish: true, ..HookNeeds::default() }
    }

    #[inline]
    fn slept(&self, delay: Duration) {
        self.0.as_ref().count_retry(delay);
    }

    #[inline]
    fn on_finish(&self, state: &RetryState, outcome: &R, finish: Finish) {
        self.0.as_ref().count_call(state, outcome, finish);
    }
}
