use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::Wait;
use crate::description::{WaitText, write_together};
use crate::state::RetryState;

/// Waits the sum of two strategies, at most [`Duration::MAX`]: `a + b`.
///
/// | n | 1 | 2 | 3 | 4 |
/// |---|---|---|---|---|
/// | `wait_fixed(3s) + wait_exponential(1s)` | 4 s | 5 s | 7 s | 11 s |
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let wait = wait_fixed(Duration::from_secs(3)) + wait_exponential(Duration::from_secs(1));
/// assert_eq!([1, 2, 3, 4].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_secs()), [4, 5, 7, 11]);
/// ```
///
/// Use [`Wait::jitter`] instead to add nothing but a random time, and [`Wait::at_most`] after the sum to bound it.
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct WaitSum<A, B>(pub(crate) A, pub(crate) B);

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

#[cfg(test)]
mod tests {
    use super::super::{wait_fixed, wait_none};
    use super::*;

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
