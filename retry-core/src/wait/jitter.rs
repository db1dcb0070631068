//! Jitters spread the retries of clients that failed together. Each jitter applies to the strategy that it is called on.

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::combined::{WaitEqualJitter, WaitFullJitter, WaitJitter, WaitJitterFactor};
use super::strategy::{Wait, WaitText};
use crate::description::{Length, write_together};
use crate::nanos::{from_nanos, to_nanos};
use crate::state::RetryState;

impl<W: Wait> Wait for WaitFullJitter<W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        state.draw().below(self.0.delay(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.sign_plus(), format_args!("{:#}, full jitter", WaitText(&self.0)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        Some(Duration::ZERO..=*self.0.span(state)?.end())
    }
}

impl<W: Wait> Wait for WaitEqualJitter<W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        let delay = self.0.delay(state);
        state.draw().between(delay / 2, delay)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.sign_plus(), format_args!("{:#}, equal jitter", WaitText(&self.0)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let span = self.0.span(state)?;
        Some(*span.start() / 2..=*span.end())
    }
}

impl<W: Wait> Wait for WaitJitter<W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.wait.delay(state).saturating_add(state.draw().below(self.jitter))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.wait.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.sign_plus(), format_args!("{:#}, plus up to {} of jitter", WaitText(&self.wait), Length(self.jitter)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let span = self.wait.span(state)?;
        Some(*span.start()..=span.end().saturating_add(self.jitter))
    }
}

impl<W> WaitJitterFactor<W> {
    #[inline]
    fn spread(&self, delay: Duration) -> Duration {
        from_nanos(to_nanos(delay) * self.factor)
    }
}

impl<W: Wait> Wait for WaitJitterFactor<W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        let delay = self.wait.delay(state);
        let spread = self.spread(delay);
        state.draw().between(delay.saturating_sub(spread), delay.saturating_add(spread))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.wait.reads_time()
    }

    #[expect(clippy::cast_possible_truncation, reason = "the lost digits are rounding errors of the multiplication")]
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In single precision, 0.07 prints as 7%, not as 7.000000000000001%.
        let percent = (self.factor * 100.0) as f32;
        write_together(f, f.sign_plus(), format_args!("{:#}, ±{percent}%", WaitText(&self.wait)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        let span = self.wait.span(state)?;
        let (start, end) = (*span.start(), *span.end());
        Some(start.saturating_sub(self.spread(start))..=end.saturating_add(self.spread(end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait::closures::wait_fn;
    use crate::wait::fixed::{wait_fixed, wait_none};

    fn state() -> RetryState {
        RetryState::at(1, Duration::ZERO).with_seed(11)
    }

    #[test]
    fn no_jitter_leaves_the_delay_exact() {
        for delay in [Duration::ZERO, Duration::from_nanos(1), Duration::new(123_456_789_012, 987_654_321), Duration::MAX] {
            assert_eq!(wait_fixed(delay).jitter(Duration::ZERO).delay(&state()), delay);
            assert_eq!(wait_fixed(delay).jitter_factor(0.0).delay(&state()), delay);
        }
    }

    #[test]
    fn only_added_jitter_changes_a_delay_of_zero() {
        assert_eq!(wait_none().full_jitter().delay(&state()), Duration::ZERO);
        assert_eq!(wait_none().equal_jitter().delay(&state()), Duration::ZERO);
        assert_eq!(wait_none().jitter_factor(1.0).delay(&state()), Duration::ZERO);
        assert!(wait_none().jitter(Duration::from_secs(1)).delay(&state()) > Duration::ZERO);
    }

    #[test]
    fn jitter_of_a_wait_that_reads_the_time_reads_it_too() {
        let wait = || wait_fn(RetryState::elapsed);
        assert!(wait().full_jitter().equal_jitter().jitter(Duration::ZERO).jitter_factor(0.5).reads_time());
        assert!(!wait_none().full_jitter().equal_jitter().jitter(Duration::ZERO).jitter_factor(0.5).reads_time());
    }

    #[test]
    #[should_panic(expected = "`factor` must be a number from 0 to 1")]
    fn a_factor_that_could_make_a_delay_negative_is_refused() {
        let _ = wait_none().jitter_factor(1.000_001);
    }
}
