use std::fmt;
use std::marker::PhantomData;

use tenacity_core::{Delays, WaitFixed, wait_fixed};

use crate::judge::judges::ByItself;
use crate::terms::DEFAULT_INTERVAL;

/// The typed parts of a wait, so that nothing is boxed.
///
/// The goal `A` and the timer `T` come from the function that makes the wait: [`AsyncWaiting`](crate::AsyncWaiting) and
/// [`SyncWaiting`](crate::SyncWaiting) name them. The other parts have defaults, which the compiler does not print: the judge `J`, the
/// final errors `X`, the guards `G` and the pauses `W`.
pub struct WaitParts<A, T, J = ByItself, X = (), G = (), W = WaitFixed> {
    pub(crate) timer: T,
    pub(crate) judge: J,
    pub(crate) final_errors: X,
    pub(crate) guards: G,
    pub(crate) delays: Delays<W>,
    pub(crate) goal: PhantomData<fn() -> A>,
}

impl<A, T> WaitParts<A, T> {
    pub(crate) const fn new(timer: T) -> Self {
        Self {
            timer,
            judge: ByItself,
            final_errors: (),
            guards: (),
            delays: Delays::new(wait_fixed(DEFAULT_INTERVAL)),
            goal: PhantomData,
        }
    }
}

/// Each replaces one part, and keeps the others.
impl<A, T, J, X, G, W> WaitParts<A, T, J, X, G, W> {
    pub(crate) fn with_goal<A2>(self) -> WaitParts<A2, T, J, X, G, W> {
        let Self { timer, judge, final_errors, guards, delays, .. } = self;
        WaitParts { timer, judge, final_errors, guards, delays, goal: PhantomData }
    }

    pub(crate) fn with_timer<T2>(self, timer: T2) -> WaitParts<A, T2, J, X, G, W> {
        let Self { judge, final_errors, guards, delays, goal, .. } = self;
        WaitParts { timer, judge, final_errors, guards, delays, goal }
    }

    pub(crate) fn with_judge<J2>(self, judge: impl FnOnce(J) -> J2) -> WaitParts<A, T, J2, X, G, W> {
        let Self { timer, judge: replaced, final_errors, guards, delays, goal } = self;
        WaitParts { timer, judge: judge(replaced), final_errors, guards, delays, goal }
    }

    pub(crate) fn with_final_errors<X2>(self, more: impl FnOnce(X) -> X2) -> WaitParts<A, T, J, X2, G, W> {
        let Self { timer, judge, final_errors, guards, delays, goal } = self;
        WaitParts { timer, judge, final_errors: more(final_errors), guards, delays, goal }
    }

    pub(crate) fn with_guard<G2>(self, guard: G2) -> WaitParts<A, T, J, X, (G, G2), W> {
        let Self { timer, judge, final_errors, guards, delays, goal } = self;
        WaitParts { timer, judge, final_errors, guards: (guards, guard), delays, goal }
    }

    pub(crate) fn with_wait<W2>(self, wait: W2) -> WaitParts<A, T, J, X, G, W2> {
        let Self { timer, judge, final_errors, guards, goal, .. } = self;
        WaitParts { timer, judge, final_errors, guards, delays: Delays::new(wait), goal }
    }
}

impl<A, T, J, X, G, W> fmt::Debug for WaitParts<A, T, J, X, G, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitParts").finish_non_exhaustive()
    }
}
