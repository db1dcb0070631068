//! The clamps of a wait strategy: each limits the strategy that it is called on.

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::combined::{WaitAtLeast, WaitAtMost};
use super::strategy::{Wait, WaitText};
use crate::description::{Cap, Floor, write_together};
use crate::state::RetryState;

impl<W: Wait> Wait for WaitAtLeast<W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.min.max(self.wait.delay(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.wait.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.sign_plus(), format_args!("{:#}{}", WaitText(&self.wait), Floor(self.min)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let span = self.wait.span(state)?;
        Some(self.min.max(*span.start())..=self.min.max(*span.end()))
    }
}

impl<W: Wait> Wait for WaitAtMost<W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.max.min(self.wait.delay(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.wait.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.sign_plus(), format_args!("{:#}{}", WaitText(&self.wait), Cap(", at most ", self.max)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let span = self.wait.span(state).unwrap_or(Duration::ZERO..=Duration::MAX);
        Some(self.max.min(*span.start())..=self.max.min(*span.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait::fixed::wait_fixed;

    #[test]
    fn the_clamp_written_last_wins() {
        let (short, long) = (Duration::from_secs(1), Duration::from_secs(2));
        let state = RetryState::at(1, Duration::ZERO);
        assert_eq!(wait_fixed(short).at_least(long).at_most(short).delay(&state), short);
        assert_eq!(wait_fixed(short).at_most(short).at_least(long).delay(&state), long);
    }

    #[test]
    fn min_and_max_are_the_same_clamps() {
        let (short, long) = (Duration::from_secs(1), Duration::from_secs(2));
        let state = RetryState::at(1, Duration::ZERO);
        assert_eq!(wait_fixed(short).min(long).delay(&state), long);
        assert_eq!(wait_fixed(long).max(short).delay(&state), short);
    }

    #[test]
    fn numbers_keep_their_own_min_and_max() {
        let four = "four".len();
        assert_eq!([1.max(four), four.min(3)], [4, 3]);
        assert_eq!(Duration::ZERO.max(Duration::MAX), Duration::MAX);
    }
}
