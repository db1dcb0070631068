//! The operator `+` of wait strategies.

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::chain::WaitChain;
use super::closures::WaitFn;
use super::combined::{WaitAtLeast, WaitAtMost, WaitEqualJitter, WaitFullJitter, WaitJitter, WaitJitterFactor, WaitSum};
use super::decorrelated::WaitDecorrelatedJitter;
use super::exponential::{WaitExponential, WaitRandomExponential};
use super::exponential_jitter::WaitExponentialJitter;
use super::fibonacci::WaitFibonacci;
use super::fixed::{WaitFixed, WaitNone};
use super::incrementing::WaitIncrementing;
use super::random::WaitRandom;
use super::strategy::{Wait, WaitText};
use crate::description::write_together;
use crate::operators::pair_operator;
use crate::state::RetryState;

impl<A: Wait, B: Wait> Wait for WaitSum<A, B> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.0.delay(state).saturating_add(self.1.delay(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time() || self.1.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.alternate(), format_args!("{:+} plus {:+}", WaitText(&self.0), WaitText(&self.1)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let (a, b) = (self.0.span(state)?, self.1.span(state)?);
        Some(a.start().saturating_add(*b.start())..=a.end().saturating_add(*b.end()))
    }
}

pair_operator! {
    Add::add gives WaitSum for
    [] WaitNone, [] WaitFixed, [] WaitRandom, [] WaitIncrementing, [] WaitExponential, [] WaitFibonacci, [] WaitRandomExponential,
    [] WaitExponentialJitter, [] WaitDecorrelatedJitter, [L,] WaitChain<L>, [F,] WaitFn<F>, [A, B,] WaitSum<A, B>,
    [W,] WaitFullJitter<W>, [W,] WaitEqualJitter<W>, [W,] WaitJitter<W>, [W,] WaitJitterFactor<W>, [W,] WaitAtLeast<W>,
    [W,] WaitAtMost<W>,
}
#[cfg(feature = "alloc")]
pair_operator! { Add::add gives WaitSum for [] alloc::boxed::Box<dyn Wait + Send + Sync> }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait::fixed::{wait_fixed, wait_none};

    #[test]
    fn a_sum_saturates() {
        let sum = wait_fixed(Duration::MAX) + wait_fixed(Duration::from_nanos(1));
        assert_eq!(sum.delay(&RetryState::at(1, Duration::ZERO)), Duration::MAX);
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn pointers_to_a_wait_are_waits() {
        use alloc::{boxed::Box, sync::Arc};

        let second = Duration::from_secs(1);
        let boxed: Box<dyn Wait + Send + Sync> = Box::new(wait_fixed(second));
        let shared: Arc<dyn Wait + Send + Sync> = Arc::new(wait_fixed(second));
        let wait = boxed + wait_none() + &shared;
        assert_eq!(wait.delay(&RetryState::at(1, Duration::ZERO)), second * 2);
        assert!(!wait.reads_time());
    }
}
