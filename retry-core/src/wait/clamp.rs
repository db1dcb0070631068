//! Clamps, applied where they are written.

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::Wait;
use crate::description::{Cap, Floor, WaitText, write_together};
use crate::state::RetryState;

/// See [`Wait::at_least`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct WaitAtLeast<W> {
    wait: W,
    min: Duration,
}

impl<W> WaitAtLeast<W> {
    pub(super) const fn new(wait: W, min: Duration) -> Self {
        Self { wait, min }
    }
}

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

/// See [`Wait::at_most`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct WaitAtMost<W> {
    wait: W,
    max: Duration,
}

impl<W> WaitAtMost<W> {
    pub(super) const fn new(wait: W, max: Duration) -> Self {
        Self { wait, max }
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
    use super::super::wait_fixed;
    use super::*;

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
