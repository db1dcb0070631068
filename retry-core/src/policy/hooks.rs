//! What a policy does beside retrying: its hooks, as a list of any length whose type is known.

use crate::decide::Finish;
use crate::limits::Limits;
use crate::state::RetryState;
use crate::timed_out::TimedOut;

/// What a policy does beside retrying, whatever its outcomes are: its limits.
pub trait Limiting {
    /// The limits, of which later ones replace earlier ones.
    fn limits(&self) -> Limits<'_> {
        Limits::NONE
    }
}

/// The hooks of a policy over outcomes of type `R`, asked in the order in which they were added. [`RetryPolicy`]'s setters make
/// the list; implement it to bundle hooks under one type.
///
/// They are sync: what has to be awaited belongs in the operation, or at the other end of a channel that a hook sends to.
///
/// [`RetryPolicy`]: crate::RetryPolicy
pub trait Hooks<R>: Limiting {
    /// Which of the others must be called.
    fn observed(&self) -> Observed;

    /// Before each attempt.
    fn before(&self, _: &RetryState) {}

    /// After each outcome that is to be retried.
    fn after(&self, _: &RetryState, _: &R) {}

    /// Before each sleep.
    fn before_sleep(&self, _: &RetryState, _: &R) {}

    /// At the end of the call.
    fn on_finish(&self, _: &RetryState, _: &R, _: Finish) {}

    /// What to return when the call gives up.
    fn fallback(&self, _: &RetryState, outcome: R) -> R {
        outcome
    }

    /// How to make the outcome of an attempt that was cut. Without an answer no attempt is cut, whatever the limits say.
    fn outcome_of_cut(&self) -> Option<fn(TimedOut) -> R> {
        None
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
    pub(super) const STATE: Self = Self { begin: false, finish: false, state: true };

    const fn or(self, other: Self) -> Self {
        Self { begin: self.begin || other.begin, finish: self.finish || other.finish, state: self.state || other.state }
    }
}

/// See [`RetryPolicy::before`](crate::RetryPolicy::before).
#[derive(Clone, Copy, Debug)]
pub struct Before<F>(pub(super) F);

/// See [`RetryPolicy::after`](crate::RetryPolicy::after).
#[derive(Clone, Copy, Debug)]
pub struct After<F>(pub(super) F);

/// See [`RetryPolicy::before_sleep`](crate::RetryPolicy::before_sleep).
#[derive(Clone, Copy, Debug)]
pub struct BeforeSleep<F>(pub(super) F);

/// See [`RetryPolicy::on_finish`](crate::RetryPolicy::on_finish).
#[derive(Clone, Copy, Debug)]
pub struct OnFinish<F>(pub(super) F);

/// See [`RetryPolicy::fallback`](crate::RetryPolicy::fallback).
#[derive(Clone, Copy, Debug)]
pub struct Fallback<F>(pub(super) F);

impl Limiting for () {}
impl<F> Limiting for Before<F> {}
impl<F> Limiting for After<F> {}
impl<F> Limiting for BeforeSleep<F> {}
impl<F> Limiting for OnFinish<F> {}
impl<F> Limiting for Fallback<F> {}

impl<R> Hooks<R> for () {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::default()
    }
}

impl<R, F: Fn(&RetryState)> Hooks<R> for Before<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed { begin: true, ..Observed::STATE }
    }

    #[inline]
    fn before(&self, state: &RetryState) {
        (self.0)(state);
    }
}

impl<R, F: Fn(&RetryState, &R)> Hooks<R> for After<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn after(&self, state: &RetryState, outcome: &R) {
        (self.0)(state, outcome);
    }
}

impl<R, F: Fn(&RetryState, &R)> Hooks<R> for BeforeSleep<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn before_sleep(&self, state: &RetryState, outcome: &R) {
        (self.0)(state, outcome);
    }
}

impl<R, F: Fn(&RetryState, &R, Finish)> Hooks<R> for OnFinish<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed { finish: true, ..Observed::STATE }
    }

    #[inline]
    fn on_finish(&self, state: &RetryState, outcome: &R, finish: Finish) {
        (self.0)(state, outcome, finish);
    }
}

impl<R, F: Fn(&RetryState, R) -> R> Hooks<R> for Fallback<F> {
    #[inline]
    fn observed(&self) -> Observed {
        Observed::STATE
    }

    #[inline]
    fn fallback(&self, state: &RetryState, outcome: R) -> R {
        (self.0)(state, outcome)
    }
}

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

        #[inline]
        fn outcome_of_cut(&self) -> Option<fn(TimedOut) -> R> {
            let $hooks = self;
            $first.outcome_of_cut()$(.or($second.outcome_of_cut()))?
        }
    };
}

impl<A: Limiting, B: Limiting> Limiting for (A, B) {
    #[inline]
    fn limits(&self) -> Limits<'_> {
        self.0.limits().replaced_by(self.1.limits())
    }
}

impl<H: Limiting + ?Sized> Limiting for &H {
    #[inline]
    fn limits(&self) -> Limits<'_> {
        (**self).limits()
    }
}

#[cfg(feature = "alloc")]
impl<H: Limiting + ?Sized> Limiting for alloc::boxed::Box<H> {
    #[inline]
    fn limits(&self) -> Limits<'_> {
        (**self).limits()
    }
}

impl<R, A: Hooks<R>, B: Hooks<R>> Hooks<R> for (A, B) {
    forward_hooks!(hooks => hooks.0, hooks.1);
}

impl<R, H: Hooks<R> + ?Sized> Hooks<R> for &H {
    forward_hooks!(hooks => (**hooks));
}

#[cfg(feature = "alloc")]
impl<R, H: Hooks<R> + ?Sized> Hooks<R> for alloc::boxed::Box<H> {
    forward_hooks!(hooks => (**hooks));
}
