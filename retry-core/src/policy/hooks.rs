//! The hooks of a policy, as a statically typed list of any length.

use core::time::Duration;

use super::hook_list::{HookList, Member};
use super::kept_outcome::{Forgets, Keep, Kept};
use crate::call::limits::Limits;
use crate::outcome::finish::Finish;
use crate::outcome::timed_out::TimedOut;
use crate::state::RetryState;

/// The hooks of a policy over outcomes of type `R`. They run in the order in which they were added.
///
/// [`RetryPolicy`]'s setters build the list. The trait is sealed; use it only in the bounds of generic code.
///
/// [`RetryPolicy`]: crate::RetryPolicy
pub trait Hooks<R>: Hook<R> + OutcomeOfCut<R> + HookList {
    /// The state that a call keeps while it sleeps: its outcome, if it can be cancelled.
    type Kept: Kept<R>;
}

impl<R, H: Hook<R> + OutcomeOfCut<R> + HookList> Hooks<R> for H {
    type Kept = <H::Keep as Keep>::Kept<R>;
}

/// The hooks alone, without the outcome of an attempt that was cut off.
pub trait Hook<R> {
    /// Returns which of the other methods must be called.
    fn needs(&self) -> HookNeeds {
        HookNeeds::default()
    }

    /// Runs before each attempt.
    fn before(&self, _: &RetryState) {}

    /// Runs after each outcome that the predicate retries.
    fn after(&self, _: &RetryState, _: &R) {}

    /// Runs before each sleep.
    fn before_sleep(&self, _: &RetryState, _: &R) {}

    /// Runs after a sleep of this length, when the retry begins.
    fn slept(&self, _: Duration) {}

    /// Runs at the end of the call.
    fn on_finish(&self, _: &RetryState, _: &R, _: Finish) {}

    /// Returns the call's outcome when it gives up.
    fn fallback(&self, _: &RetryState, outcome: R) -> R {
        outcome
    }
}

/// Makes the outcome of an attempt that a time limit cut off.
pub trait OutcomeOfCut<R> {
    /// Returns the outcome, or `None` if there is no time limit.
    fn outcome_of_cut(&self, _: TimedOut) -> Option<R> {
        None
    }
}

/// The hooks and the limits of a policy, with their type erased.
pub trait ErasedHooks<R>: Hook<R> + OutcomeOfCut<R> {
    /// Returns the limits.
    fn limits(&self) -> Limits<'_>;
}

impl<R, H: Hooks<R>> ErasedHooks<R> for H {
    fn limits(&self) -> Limits<'_> {
        HookList::limits(self)
    }
}

/// The inputs that a list of hooks needs. A call prepares only these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HookNeeds {
    /// The beginning of attempts.
    pub begin: bool,
    /// The end of the call, also after a success.
    pub finish: bool,
    /// The state, with the correct time.
    pub state: bool,
}

impl HookNeeds {
    const STATE: Self = Self { begin: false, finish: false, state: true };

    const fn or(self, other: Self) -> Self {
        Self { begin: self.begin || other.begin, finish: self.finish || other.finish, state: self.state || other.state }
    }
}

/// Defines the type of a hook made from a closure.
macro_rules! hook {
    ($hook:ident, $setter:literal) => {
        #[doc = concat!("See [`RetryPolicy::", $setter, "`](crate::RetryPolicy::", $setter, ").")]
        #[derive(Clone, Copy, Debug)]
        pub struct $hook<F>(pub(super) F);

        impl<F> Member for $hook<F> {
            type Keep = Forgets;
        }

        impl<R, F> OutcomeOfCut<R> for $hook<F> {}
    };
}

hook!(Before, "before");
hook!(After, "after");
hook!(BeforeSleep, "before_sleep");
hook!(OnFinish, "on_finish");
hook!(Fallback, "fallback");

impl<R, F: Fn(&RetryState)> Hook<R> for Before<F> {
    #[inline]
    fn needs(&self) -> HookNeeds {
        HookNeeds { begin: true, ..HookNeeds::STATE }
    }

    #[inline]
    fn before(&self, state: &RetryState) {
        (self.0)(state);
    }
}

impl<R, F: Fn(&RetryState, &R)> Hook<R> for After<F> {
    #[inline]
    fn needs(&self) -> HookNeeds {
        HookNeeds::STATE
    }

    #[inline]
    fn after(&self, state: &RetryState, outcome: &R) {
        (self.0)(state, outcome);
    }
}

impl<R, F: Fn(&RetryState, &R)> Hook<R> for BeforeSleep<F> {
    #[inline]
    fn needs(&self) -> HookNeeds {
        HookNeeds::STATE
    }

    #[inline]
    fn before_sleep(&self, state: &RetryState, outcome: &R) {
        (self.0)(state, outcome);
    }
}

impl<R, F: Fn(&RetryState, &R, Finish)> Hook<R> for OnFinish<F> {
    #[inline]
    fn needs(&self) -> HookNeeds {
        HookNeeds { finish: true, ..HookNeeds::STATE }
    }

    #[inline]
    fn on_finish(&self, state: &RetryState, outcome: &R, finish: Finish) {
        (self.0)(state, outcome, finish);
    }
}

impl<R, F: Fn(&RetryState, R) -> R> Hook<R> for Fallback<F> {
    #[inline]
    fn needs(&self) -> HookNeeds {
        HookNeeds::STATE
    }

    #[inline]
    fn fallback(&self, state: &RetryState, outcome: R) -> R {
        (self.0)(state, outcome)
    }
}

impl<R> Hook<R> for () {}
impl<R> OutcomeOfCut<R> for () {}

/// Implements the methods of [`Hook`] by forwarding to one or two other hooks.
macro_rules! forward_hooks {
    ($hooks:ident => $first:expr $(, $second:expr)?) => {
        #[inline]
        fn needs(&self) -> HookNeeds {
            let $hooks = self;
            $first.needs()$(.or($second.needs()))?
        }

        #[inline]
        fn before(&self, state: &RetryState) {
            let $hooks = self;
            $first.before(state);
            $($second.before(state);)?
        }

        #[inline]
        fn after(&self, state: &RetryState, outcome: &R) {
            let $hooks = self;
            $first.after(state, outcome);
            $($second.after(state, outcome);)?
        }

        #[inline]
        fn before_sleep(&self, state: &RetryState, outcome: &R) {
            let $hooks = self;
            $first.before_sleep(state, outcome);
            $($second.before_sleep(state, outcome);)?
        }

        #[inline]
        fn slept(&self, delay: core::time::Duration) {
            let $hooks = self;
            $first.slept(delay);
            $($second.slept(delay);)?
        }

        #[inline]
        fn on_finish(&self, state: &RetryState, outcome: &R, finish: Finish) {
            let $hooks = self;
            $first.on_finish(state, outcome, finish);
            $($second.on_finish(state, outcome, finish);)?
        }

        #[inline]
        fn fallback(&self, state: &RetryState, outcome: R) -> R {
            let $hooks = self;
            let outcome = $first.fallback(state, outcome);
            $(let outcome = $second.fallback(state, outcome);)?
            outcome
        }
    };
}

pub(super) use forward_hooks;

impl<R, A: Hook<R>, B: Hook<R>> Hook<R> for (A, B) {
    forward_hooks!(hooks => hooks.0, hooks.1);
}

impl<R, A: OutcomeOfCut<R>, B: OutcomeOfCut<R>> OutcomeOfCut<R> for (A, B) {
    #[inline]
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        self.0.outcome_of_cut(cut).or_else(|| self.1.outcome_of_cut(cut))
    }
}

impl<R, H: Hook<R>> Hook<R> for &H {
    forward_hooks!(hooks => (**hooks));
}

impl<R, H: OutcomeOfCut<R>> OutcomeOfCut<R> for &H {
    #[inline]
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        (**self).outcome_of_cut(cut)
    }
}
