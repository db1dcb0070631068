//! The start of a call: its timer, its start time and its memory.

use core::fmt;
use core::time::Duration;

use crate::call::decide::Elapsed;
use crate::call::memory::Memory;
use crate::time::timer::Clock;

/// The start time of a call.
pub trait Start<T: Clock>: Copy {
    /// Whether the start may have read a clock.
    const IS_TIMED: bool = true;

    /// Reads the clock if a part of the call needs the time. `is_asked` shows whether a strategy reads it.
    fn start(timer: &T, is_asked: bool) -> Self;

    /// Returns the instant, if the clock was read.
    fn instant(self) -> Option<T::Instant>;
}

/// The start of a call in which no part reads the time.
#[derive(Clone, Copy, Debug)]
pub struct Untimed;

/// The start of a call in which some part may read the time.
pub struct Timed<T: Clock>(T::Instant);

/// The start of a call that asks its strategies whether they read the time.
pub struct TimedIfAsked<T: Clock>(Option<T::Instant>);

impl<T: Clock> Start<T> for Untimed {
    const IS_TIMED: bool = false;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn start(_: &T, _: bool) -> Self {
        Self
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn instant(self) -> Option<T::Instant> {
        None
    }
}

impl<T: Clock> Start<T> for Timed<T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn start(timer: &T, _: bool) -> Self {
        Self(timer.now())
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn instant(self) -> Option<T::Instant> {
        Some(self.0)
    }
}

impl<T: Clock> Start<T> for TimedIfAsked<T> {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn start(timer: &T, is_asked: bool) -> Self {
        Self(is_asked.then(|| timer.now()))
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn instant(self) -> Option<T::Instant> {
        self.0
    }
}

/// Implements `Copy`, `Clone` and `Debug`. Derived impls would require the timer to implement them, too.
macro_rules! copy_and_debug {
    ($($start:ident)*) => {$(
        impl<T: Clock> Copy for $start<T> {}

        impl<T: Clock> Clone for $start<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T: Clock> fmt::Debug for $start<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($start)).finish_non_exhaustive()
            }
        }
    )*};
}

copy_and_debug! { Timed TimedIfAsked }

/// Begins a call. The method that decides fixes the types of its start and of its memory.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn begin<T: Clock, S: Start<T>, M: Memory + Default>(timer: T) -> (T, S, M) {
    begin_if_asked(timer, true)
}

/// Begins a call that asks its strategies whether they read the time.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn begin_if_asked<T: Clock, S: Start<T>, M: Memory + Default>(timer: T, is_asked: bool) -> (T, S, M) {
    let start = S::start(&timer, is_asked);
    (timer, start, M::default())
}

/// Returns the instant of a start, if the clock was read.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn instant<T: Clock, S: Start<T>>(_: &T, start: S) -> Option<T::Instant> {
    start.instant()
}

/// The time since the start of a call.
#[derive(Debug)]
pub struct SinceStart<'a, T, S>(pub &'a T, pub S);

impl<T: Clock, S: Start<T>> Elapsed for SinceStart<'_, T, S> {
    const READS_CLOCK: bool = S::IS_TIMED;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn elapsed(self) -> Duration {
        self.1.instant().map_or(Duration::ZERO, |start| self.0.since(start))
    }
}
