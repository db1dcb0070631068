//! What a policy does beside retrying: its hooks, as a list of any length whose type is known.

use core::time::Duration;

use super::list::{Forgets, Keep, Kept, Limiting, Member};
use crate::call::limits::Limits;
use crate::outcome::finish::Finish;
use crate::outcome::timed_out::TimedOut;
use crate::state::RetryState;

/// The hooks of a policy over outcomes of type `R`, asked in the order in which they were added. [`RetryPolicy`]'s setters make
/// the list; the trait is sealed, and only there for bounds of generic code.
///
/// [`RetryPolicy`]: crate::RetryPolicy
pub trait Hooks<R>: HookList<R> + OutcomeOfCut<R> + Limiting {
    /// What a call keeps while it sleeps: its outcome, if it can be cancelled.
    type Kept: Kept<R>;
}

impl<R, H: HookList<R> + OutcomeOfCut<R> + Limiting> Hooks<R> for H {
    type Kept = <H::Keep as Keep>::Kept<R>;
}

/// The hooks alone, without the outcome of a cut attempt.
pub trait HookList<R> {
    /// Which of the others must be called.
    fn observed(&self) -> Observed {
        Observed::default()
    }

    /// Before each attempt.
    fn before(&self, _: &RetryState) {}

    /// After each outcome that is to be retried.
    fn after(&self, _: &RetryState, _: &R) {}

    /// Before each sleep.
    fn before_sleep(&self, _: &RetryState, _: &R) {}

    /// After a sleep of this length: the retry begins.
    fn slept(&self, _: Duration) {}

    /// At the end of the call.
    fn on_finish(&self, _: &RetryState, _: &R, _: Finish) {}

    /// What to return when the call gives up.
    fn fallback(&self, _: &RetryState, outcome: R) -> R {
        outcome
    }
}

/// Makes the outcome of an attempt that a time limit has cut.
pub trait OutcomeOfCut<R> {
    /// The outcome, or `None` without a time limit.
    fn outcome_of_cut(&self, _: TimedOut) -> Option<R> {
        None
    }
}

/// The hooks and the limits of a policy, without their type.
pub trait ErasedHooks<R>: HookList<R> + OutcomeOfCut<R> {
    /// The limits.
    fn limits(&self) -> Limits<'_>;
}

impl<R, H: Hooks<R>> ErasedHooks<R> for H {
    fn limits(&self) -> Limits<'_> {
        Limiting::limits(self)
    }
}

/// What a list of hooks looks at: what nobody does is not prepared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// The beginning of attempts.
    pub begin: bool,
    /// The end of the call, also after a success.
    pub finish: bool,
    /// The state, whose time must then be right.
    pub state: bool,
}

impl Observed {
    const STATE: Self = Self { begin: false, finish: false, state: true };

    const fn or(self, other: Self) -> Self {
        Self { begin: self.begin || other.begin, finish: self.finish || other.finish, state: self.state || other.state }
    }
}

/// The types of the hooks that a closure makes.
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

impl<R, F: Fn(&RetryState)> HookList<R> for Before<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed { begin: true, ..Observed::STATE }
    }

    #[inline]
    fn before(&self, state: &RetryState) {
        (self.0)(state);
    }
}

impl<R, F: Fn(&RetryState, &R)> HookList<R> for After<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn after(&self, state: &RetryState, outcome: &R) {
        (self.0)(state, outcome);
    }
}

impl<R, F: Fn(&RetryState, &R)> HookList<R> for BeforeSleep<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn before_sleep(&self, state: &RetryState, outcome: &R) {
        (self.0)(state, outcome);
    }
}

impl<R, F: Fn(&RetryState, &R, Finish)> HookList<R> for OnFinish<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed { finish: true, ..Observed::STATE }
    }

    #[inline]
    fn on_finish(&self, state: &RetryState, outcome: &R, finish: Finish) {
        (self.0)(state, outcome, finish);
    }
}

impl<R, F: Fn(&RetryState, R) -> R> HookList<R> for Fallback<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn fallback(&self, state: &RetryState, outcome: R) -> R {
        (self.0)(state, outcome)
    }
}

impl<R> HookList<R> for () {}
impl<R> OutcomeOfCut<R> for () {}

/// Implements the list's methods by calls of others.
macro_rules! forward_hooks {
    ($hooks:ident => $first:expr $(, $second:expr)?) => {
        #[inline]
        fn observed(&self) -> Observed {
            let $hooks = self;
            $first.observed()$(.or($second.observed()))?
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

impl<R, A: HookList<R>, B: HookList<R>> HookList<R> for (A, B) {
    forward_hooks!(hooks => hooks.0, hooks.1);
}

impl<R, A: OutcomeOfCut<R>, B: OutcomeOfCut<R>> OutcomeOfCut<R> for (A, B) {
    #[inline]
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        self.0.outcome_of_cut(cut).or_else(|| self.1.outcome_of_cut(cut))
    }
}

impl<R, H: HookList<R>> HookList<R> for &H {
    forward_hooks!(hooks => (**hooks));
}

impl<R, H: OutcomeOfCut<R>> OutcomeOfCut<R> for &H {
    #[inline]
    fn outcome_of_cut(&self, cut: TimedOut) -> Option<R> {
        (**self).outcome_of_cut(cut)
    }
}
