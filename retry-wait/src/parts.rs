use std::fmt;
use std::marker::PhantomData;

use tenacity_core::strategies::WaitFixed;
use tenacity_core::{Delays, wait_fixed};

use crate::judge::judges::ByItself;
use crate::settings::DEFAULT_INTERVAL;

/// The parts of a wait, except its check. Each has its own type, so nothing is boxed.
///
/// | | part | set by |
/// |---|---|---|
/// | `K` | the kind of wait | the function that makes it, [`report`](crate::Waiting::report), [`during`](crate::Waiting::during) |
/// | `T` | the timer | the function that makes it, [`timer`](crate::Waiting::timer) |
/// | `J` | the judge of a check | [`until`](crate::Until::until) |
/// | `X` | the final errors | [`fail_on`](crate::Waiting::fail_on) |
/// | `G` | the guards and observers | [`fail_if`](crate::Waiting::fail_if), [`fail_when`](crate::Waiting::fail_when), [`on_look`](crate::Waiting::on_look) |
/// | `W` | the pauses | [`every`](crate::Waiting::every), [`wait`](crate::Waiting::wait) |
///
/// In messages, the compiler leaves out parts that have their default: `WaitParts<Found, StdTimer>`.
pub struct WaitParts<K, T, J = ByItself, X = (), G = (), W = WaitFixed> {
    pub(crate) timer: T,
    pub(crate) judge: J,
    pub(crate) final_errors: X,
    pub(crate) guards: G,
    pub(crate) delays: Delays<W>,
    pub(crate) kind: PhantomData<fn() -> K>,
}

impl<K, T> WaitParts<K, T> {
    pub(crate) const fn new(timer: T) -> Self {
        Self {
            timer,
            judge: ByItself,
            final_errors: (),
            guards: (),
            delays: Delays::new(wait_fixed(DEFAULT_INTERVAL)),
            kind: PhantomData,
        }
    }
}

/// Each method replaces one part and keeps the others.
impl<K, T, J, X, G, W> WaitParts<K, T, J, X, G, W> {
    pub(crate) fn with_kind<K2>(self) -> WaitParts<K2, T, J, X, G, W> {
        let Self { timer, judge, final_errors, guards, delays, .. } = self;
        WaitParts { timer, judge, final_errors, guards, delays, kind: PhantomData }
    }

    pub(crate) fn with_timer<T2>(self, timer: T2) -> WaitParts<K, T2, J, X, G, W> {
        let Self { judge, final_errors, guards, delays, kind, .. } = self;
        WaitParts { timer, judge, final_errors, guards, delays, kind }
    }

    pub(crate) fn with_judge<J2>(self, judge: impl FnOnce(J) -> J2) -> WaitParts<K, T, J2, X, G, W> {
        let Self { timer, judge: replaced, final_errors, guards, delays, kind } = self;
        WaitParts { timer, judge: judge(replaced), final_errors, guards, delays, kind }
    }

    pub(crate) fn with_final_errors<X2>(self, more: impl FnOnce(X) -> X2) -> WaitParts<K, T, J, X2, G, W> {
        let Self { timer, judge, final_errors, guards, delays, kind } = self;
        WaitParts { timer, judge, final_errors: more(final_errors), guards, delays, kind }
    }

    pub(crate) fn with_guard<G2>(self, guard: G2) -> WaitParts<K, T, J, X, (G, G2), W> {
        let Self { timer, judge, final_errors, guards, delays, kind } = self;
        WaitParts { timer, judge, final_errors, guards: (guards, guard), delays, kind }
    }

    pub(crate) fn with_wait<W2>(self, wait: W2) -> WaitParts<K, T, J, X, G, W2> {
        let Self { timer, judge, final_errors, guards, kind, .. } = self;
        WaitParts { timer, judge, final_errors, guards, delays: Delays::new(wait), kind }
    }
}

impl<K, T, J, X, G, W> fmt::Debug for WaitParts<K, T, J, X, G, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitParts").finish_non_exhaustive()
    }
}
