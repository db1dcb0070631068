//! The operators `|` and `&` of stop strategies.

use core::fmt;

use super::attempts::{StopAfterAttempt, StopNever};
use super::closures::{StopFn, StopWhen};
use super::combined::{StopAll, StopAny};
use super::delay::{StopAfterDelay, StopBeforeDelay};
use super::strategy::{Stop, StopText};
use crate::description::write_together;
use crate::operators::pair_operator;
use crate::state::RetryState;

impl<A: Stop, B: Stop> Stop for StopAny<A, B> {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        self.0.should_stop(state) || self.1.should_stop(state)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time() || self.1.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.alternate(), format_args!("{} or {}", StopText(&self.0), StopText(&self.1)))
    }

    fn surely_stops(&self, state: &RetryState) -> bool {
        self.0.surely_stops(state) || self.1.surely_stops(state)
    }
}

impl<A: Stop, B: Stop> Stop for StopAll<A, B> {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        self.0.should_stop(state) && self.1.should_stop(state)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time() || self.1.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#} and {:#}", StopText(&self.0), StopText(&self.1))
    }

    fn surely_stops(&self, state: &RetryState) -> bool {
        self.0.surely_stops(state) && self.1.surely_stops(state)
    }
}

/// Implements `|` and `&` for each listed stop strategy.
macro_rules! stop_operators {
    ($($strategies:tt)*) => {
        pair_operator! { BitOr::bitor gives StopAny for $($strategies)* }
        pair_operator! { BitAnd::bitand gives StopAll for $($strategies)* }
    };
}

stop_operators! {
    [] StopNever, [] StopAfterAttempt, [] StopAfterDelay, [] StopBeforeDelay, [F,] StopWhen<F>, [F,] StopFn<F>,
    [A, B,] StopAny<A, B>, [A, B,] StopAll<A, B>,
}
#[cfg(feature = "std")]
stop_operators! { [E,] super::StopWhenEventSet<E> }
#[cfg(feature = "alloc")]
stop_operators! { [] alloc::boxed::Box<dyn Stop + Send + Sync> }

#[cfg(test)]
mod tests {
    use core::{cell::Cell, time::Duration};

    use super::*;
    use crate::stop::attempts::{stop_after_attempt, stop_never};
    use crate::stop::closures::{stop_fn, stop_when};
    use crate::stop::delay::stop_after_delay;

    fn after(attempts: u32) -> RetryState {
        RetryState::at(attempts, Duration::ZERO)
    }

    #[test]
    fn operators_evaluate_from_left_to_right_and_short_circuit() {
        let asked = Cell::new(0);
        let count = stop_fn(|_: &RetryState| {
            asked.set(asked.get() + 1);
            true
        });
        assert!((stop_after_attempt(1) | count).should_stop(&after(1)));
        assert!(!(stop_never() & count).should_stop(&after(1)));
        assert_eq!(asked.get(), 0);
        assert!((stop_never() | count).should_stop(&after(1)));
        assert_eq!(asked.get(), 1);
    }

    #[test]
    fn a_pair_reads_the_time_if_one_of_its_parts_does() {
        assert!(!(stop_after_attempt(3) | stop_when(|| false)).reads_time());
        assert!((stop_after_attempt(3) & stop_after_delay(Duration::ZERO)).reads_time());
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn pointers_to_a_stop_are_stops() {
        use alloc::{boxed::Box, sync::Arc};

        let boxed: Box<dyn Stop + Send + Sync> = Box::new(stop_after_attempt(2));
        let shared: Arc<dyn Stop + Send + Sync> = Arc::new(stop_after_attempt(4));
        let stop = (boxed | stop_never()).and((&shared).or(stop_never()));
        assert!(!stop.should_stop(&after(3)));
        assert!(stop.should_stop(&after(4)));
        assert!(!stop.reads_time());
    }
}
