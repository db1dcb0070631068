//! The decisions that an expansion calls. The types of its strategies choose one.
//!
//! The macro sees only the name of a constructor, and a user's function may have the same name. So the expansion calls the leaner of
//! two decisions by name, and the types pick one. For strategies whose types are marked, [`Attempt`] has an inherent method, which the
//! compiler finds first. For all others, [`Unknown`] has a method of the same name. The picked method fixes the types of the call's
//! memory and of its start, which the expansion leaves open: see [`begin`](super::begin).

use core::time::Duration;

use super::marks::{Memoryless, Timeless};
use super::start::{SinceStart, Timed, TimedIfAsked, Untimed};
use crate::call::decide::{Ask, Attempt, Decision, FinishHook};
use crate::call::memory::{Count, Progress};
use crate::outcome::verdict::Verdict;
use crate::time::timer::Clock;

/// Makes the decisions for strategies that are known by their types. The bounds stand at the `impl`: if a type does not meet them, the
/// compiler goes on to [`Unknown`]. A bound of the method itself would be an error.
macro_rules! decide_known {
    ($($name:ident: $start:ty, $memory:ty, [$($part:ident: $mark:ident),*];)*) => {$(
        impl<'a, V, A, W, S, B, F> Attempt<'a, V, A, W, S, B, F>
        where
            V: Ask<Verdict>,
            A: Ask<()>,
            W: Ask<Duration>,
            S: Ask<bool>,
            B: Ask<()>,
            F: FinishHook,
            $($part: $mark,)*
        {
            /// Decides with this start and this memory.
            #[cfg_attr(not(debug_assertions), inline(always))]
            pub fn $name<T: Clock>(self, timer: &T, start: $start, memory: &mut $memory) -> Decision<'a> {
                self.decide(SinceStart(timer, start), memory)
            }
        }
    )*};
}

decide_known! {
    decide_timed: Timed<T>, Progress, [];
    decide_asked: TimedIfAsked<T>, Progress, [];
    decide_if_asked: TimedIfAsked<T>, Progress, [V: Timeless];
    decide_counting: Timed<T>, Count, [V: Memoryless, W: Memoryless, S: Memoryless];
    decide_untimed: Untimed, Progress, [V: Timeless, W: Timeless, S: Timeless];
    decide_lean: Untimed, Count, [V: Timeless, V: Memoryless, W: Timeless, W: Memoryless, S: Timeless, S: Memoryless];
}

/// The decision of a call whose strategies may read the time and earlier sleeps. Each method is named for the macro's assumption.
pub trait Unknown<'a>: Sized {
    /// Decides with everything that a strategy may read.
    fn decide_unknown<T: Clock>(self, timer: &T, start: Timed<T>, memory: &mut Progress) -> Decision<'a>;

    /// The macro assumed that the predicate reads no time.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn decide_if_asked<T: Clock>(self, timer: &T, start: Timed<T>, memory: &mut Progress) -> Decision<'a> {
        self.decide_unknown(timer, start, memory)
    }

    /// The macro assumed that the strategies read only the number of the attempt and the time.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn decide_counting<T: Clock>(self, timer: &T, start: Timed<T>, memory: &mut Progress) -> Decision<'a> {
        self.decide_unknown(timer, start, memory)
    }

    /// The macro assumed that no strategy reads the time.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn decide_untimed<T: Clock>(self, timer: &T, start: Timed<T>, memory: &mut Progress) -> Decision<'a> {
        self.decide_unknown(timer, start, memory)
    }

    /// The macro assumed that the strategies read only the number of the attempt.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn decide_lean<T: Clock>(self, timer: &T, start: Timed<T>, memory: &mut Progress) -> Decision<'a> {
        self.decide_unknown(timer, start, memory)
    }
}

impl<'a, V, A, W, S, B, F> Unknown<'a> for Attempt<'a, V, A, W, S, B, F>
where
    V: Ask<Verdict>,
    A: Ask<()>,
    W: Ask<Duration>,
    S: Ask<bool>,
    B: Ask<()>,
    F: FinishHook,
{
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn decide_unknown<T: Clock>(self, timer: &T, start: Timed<T>, memory: &mut Progress) -> Decision<'a> {
        self.decide_timed(timer, start, memory)
    }
}
