//! Borrowed strategies as operands.
//!
//! The caller keeps the strategy, because every attempt needs it. A plain reference cannot have operators.

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use crate::operators::pair_operator;
use crate::outcome::verdict::Verdict;
use crate::predicate::logic::{RetryAll, RetryAny, RetryNot};
use crate::predicate::strategy::Predicate;
use crate::state::RetryState;
use crate::stop::combined::{StopAll, StopAny};
use crate::stop::strategy::Stop;
use crate::wait::combined::WaitSum;
use crate::wait::strategy::Wait;

/// A stop strategy that is evaluated before the loop.
#[derive(Debug)]
pub struct BorrowedStop<'a, S: ?Sized>(pub &'a S);

impl<S: Stop + ?Sized> Stop for BorrowedStop<'_, S> {
    #[inline]
    fn should_stop(&self, state: &RetryState) -> bool {
        self.0.should_stop(state)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }

    fn surely_stops(&self, state: &RetryState) -> bool {
        self.0.surely_stops(state)
    }
}

/// A wait strategy that is evaluated before the loop.
#[derive(Debug)]
pub struct BorrowedWait<'a, W: ?Sized>(pub &'a W);

impl<W: Wait + ?Sized> Wait for BorrowedWait<'_, W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.0.delay(state)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        self.0.span(state)
    }
}

/// A predicate that is evaluated before the loop.
#[derive(Debug)]
pub struct BorrowedPredicate<'a, P: ?Sized>(pub &'a P);

impl<R, P: Predicate<R> + ?Sized> Predicate<R> for BorrowedPredicate<'_, P> {
    #[inline]
    fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict {
        self.0.verdict(outcome, state)
    }

    #[inline]
    fn reads_state(&self) -> bool {
        self.0.reads_state()
    }
}

pair_operator! { BitOr::bitor gives StopAny for ['a, S: ?Sized,] BorrowedStop<'a, S> }
pair_operator! { BitAnd::bitand gives StopAll for ['a, S: ?Sized,] BorrowedStop<'a, S> }
pair_operator! { Add::add gives WaitSum for ['a, W: ?Sized,] BorrowedWait<'a, W> }
pair_operator! { BitOr::bitor gives RetryAny for ['a, P: ?Sized,] BorrowedPredicate<'a, P> }
pair_operator! { BitAnd::bitand gives RetryAll for ['a, P: ?Sized,] BorrowedPredicate<'a, P> }

impl<P: ?Sized> core::ops::Not for BorrowedPredicate<'_, P> {
    type Output = RetryNot<Self>;

    #[inline]
    fn not(self) -> RetryNot<Self> {
        RetryNot(self)
    }
}
