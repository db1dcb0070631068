use core::time::Duration;

use super::hook_list::HookList;
use super::retry_policy::RetryPolicy;
use crate::state::RetryState;
use crate::stop::strategy::Stop;
use crate::wait::strategy::Wait;

/// The number of delays that are added up one by one.
const ADDED: u32 = 4096;

impl<S: Stop, W: Wait, P, H: HookList, T> RetryPolicy<S, W, P, H, T> {
    /// Returns the longest total time that one call can sleep, for attempts of any length and any random draws. Returns `None` if no limit
    /// on attempts or time bounds the sleeps, or if the wait does not know its longest delay.
    ///
    /// | stop | at most |
    /// |---|---|
    /// | `stop_after_attempt(n)` | the sum of the longest delays after attempts 1 to n − 1 |
    /// | `stop_before_delay(d)`, and the policy's `timeout(d)` | `d` |
    /// | `stop_after_delay(d)` | `d` plus the longest delay |
    /// | `a \| b`, `a & b` | the smaller, the greater of both |
    /// | conditions, your own | no bound, unless [`surely_stops`](Stop::surely_stops) gives one |
    ///
    /// The result is exact for delays that are not random, and an upper bound for random delays. It saturates at [`Duration::MAX`].
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let (second, wait) = (Duration::from_secs(1), wait_exponential(Duration::from_secs(1)).full_jitter());
    /// assert_eq!(RetryPolicy::new().stop(stop_after_attempt(5)).wait(wait).worst_case(), Some(second * (1 + 2 + 4 + 8)));
    /// assert_eq!(RetryPolicy::new().stop(stop_before_delay(second * 9)).wait(wait).worst_case(), Some(second * 9));
    /// assert_eq!(RetryPolicy::new().stop(stop_never()).wait(wait).worst_case(), None);
    /// ```
    ///
    /// The cost is bounded for any number of attempts. Each delay after the 4096th counts as the longer of two delays: the one after attempt
    /// 4097 and the one after attempt `u32::MAX`. If the wait only rises or only falls between those attempts, the result is an upper bound.
    ///
    /// The result does not include delays that an outcome asks for ([`Verdict::RetryAfter`](crate::Verdict::RetryAfter)). If outcomes ask
    /// for delays, `stop_before_delay(d)`, alone or in a `|`, and `timeout(d)` still keep the total below `d`. `stop_after_delay(d)` does
    /// not, because the last delay can have any length.
    pub fn worst_case(&self) -> Option<Duration> {
        if !self.enabled {
            return Some(Duration::ZERO);
        }
        let mut idle = Idle::default();
        for n in 1..=ADDED {
            let Delay { shortest, longest, is_known } = self.delay_after(n, idle.previous);
            let (least, most) = (idle.least.saturating_add(shortest), idle.most.saturating_add(longest));
            let goes_on = |total| self.goes_on(n, idle.before_last(total, longest), total);
            if !goes_on(least) {
                return idle.worst_case();
            }
            idle = Idle {
                least,
                most,
                previous: longest,
                worst: first_refused(idle.worst.max(least), most, goes_on).unwrap_or(idle.worst),
                is_known: idle.is_known && is_known,
            };
        }
        self.worst_case_after(idle)
    }

    /// Returns the worst case of a call that can sleep more than [`ADDED`] times.
    fn worst_case_after(&self, mut idle: Idle) -> Option<Duration> {
        let (next, last) = (self.delay_after(ADDED + 1, idle.previous), self.delay_after(u32::MAX, Duration::MAX));
        let longest = next.longest.max(last.longest);
        if longest.is_zero() {
            return idle.worst_case();
        }
        if self.goes_on(u32::MAX, Duration::MAX, Duration::MAX) {
            return None;
        }
        // A stop allows a total most readily after the fewest attempts that reach it.
        let attempts = |total: Duration| {
            let sleeps = total.saturating_sub(idle.most).as_nanos().div_ceil(longest.as_nanos()).max(1);
            u32::try_from(sleeps).map_or(u32::MAX, |sleeps| sleeps.saturating_add(ADDED))
        };
        let goes_on = |total| self.goes_on(attempts(total), idle.before_last(total, longest), total);
        if let Some(refused) = first_refused(idle.worst, Duration::MAX, goes_on) {
            // If the total is refused for its attempts and not for its time, the call reaches the total of the attempt before.
            let reached = refused.saturating_sub(Duration::from_nanos(1));
            idle.worst = if attempts(reached) < attempts(refused) { reached } else { refused };
        }
        idle.is_known &= next.is_known && last.is_known;
        idle.worst_case()
    }

    /// Returns the range of delays that can follow attempt `n`.
    fn delay_after(&self, n: u32, previous: Duration) -> Delay {
        let span = self.wait.span(&RetryState::at(n, Duration::ZERO).with_previous_sleep(previous));
        let is_known = span.is_some();
        let (shortest, longest) = span.unwrap_or(Duration::ZERO..=Duration::MAX).into_inner();
        Delay { shortest, longest, is_known }
    }

    /// Whether another sleep, which brings the sum of the sleeps to `total`, can follow attempt `n`.
    fn goes_on(&self, n: u32, elapsed: Duration, total: Duration) -> bool {
        let state = RetryState::at(n, elapsed).with_upcoming_sleep(total.saturating_sub(elapsed));
        self.hooks.limits().timeout.is_none_or(|timeout| total < timeout) && !self.stop.surely_stops(&state)
    }
}

/// The range of delays after one attempt.
struct Delay {
    shortest: Duration,
    longest: Duration,
    /// Whether the wait knows its range.
    is_known: bool,
}

/// The sum of the sleeps before an attempt, over all runs that reach it.
struct Idle {
    least: Duration,
    most: Duration,
    /// The longest delay before the attempt.
    previous: Duration,
    /// The greatest total that the stop allows.
    worst: Duration,
    is_known: bool,
}

impl Default for Idle {
    fn default() -> Self {
        let zero = Duration::ZERO;
        Self { least: zero, most: zero, previous: zero, worst: zero, is_known: true }
    }
}

impl Idle {
    /// Returns the earliest time from which one delay is enough to reach `total`. The later the time, the more stops refuse the sleep.
    fn before_last(&self, total: Duration, longest: Duration) -> Duration {
        self.least.max(total.saturating_sub(longest))
    }

    fn worst_case(&self) -> Option<Duration> {
        (self.is_known || self.worst < Duration::MAX).then_some(self.worst)
    }
}

/// Returns the shortest total with which a call does not go on. If it goes on with `high`, returns `high`; if it does not go on with
/// `low`, returns `None`.
fn first_refused(mut low: Duration, mut high: Duration, goes_on: impl Fn(Duration) -> bool) -> Option<Duration> {
    if !goes_on(low) {
        return None;
    }
    if goes_on(high) {
        return Some(high);
    }
    loop {
        let middle = low + high.saturating_sub(low) / 2;
        if middle == low {
            return Some(high);
        }
        if goes_on(middle) { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use core::ops::RangeInclusive;
    use std::vec;

    use super::*;
    use crate::__private::borrowed::{BorrowedStop, BorrowedWait};
    use crate::policy::retry_policy::RetryPolicy;
    use crate::stop::attempts::{stop_after_attempt, stop_never};
    use crate::stop::closures::stop_when;
    use crate::stop::delay::{stop_after_delay, stop_before_delay};
    use crate::wait::chain::wait_chain;
    use crate::wait::closures::wait_fn;
    use crate::wait::decorrelated::wait_decorrelated_jitter;
    use crate::wait::exponential::wait_exponential;
    use crate::wait::fixed::{wait_fixed, wait_none};

    const SECOND: Duration = Duration::from_secs(1);

    fn worst_case(stop: impl Stop, wait: impl Wait) -> Option<Duration> {
        RetryPolicy::new().stop(stop).wait(wait).worst_case()
    }

    #[test]
    fn the_defaults_are_bounded_by_their_attempts() {
        assert_eq!(RetryPolicy::new().worst_case(), Some(Duration::from_millis(100 + 200 + 400 + 800 + 1600 + 3200 + 3 * 5000)));
    }

    #[test]
    fn one_attempt_and_a_disabled_policy_do_not_sleep() {
        assert_eq!(worst_case(stop_after_attempt(1), wait_fixed(Duration::MAX)), Some(Duration::ZERO));
        let disabled = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND)).enabled(false);
        assert_eq!(disabled.worst_case(), Some(Duration::ZERO));
    }

    #[test]
    fn fixed_delays_fill_a_limit_on_time_in_whole_steps() {
        assert_eq!(worst_case(stop_before_delay(SECOND * 10), wait_fixed(SECOND * 3)), Some(SECOND * 9));
        assert_eq!(worst_case(stop_after_delay(SECOND * 10), wait_fixed(SECOND * 3)), Some(SECOND * 12));
        assert_eq!(worst_case(stop_after_delay(SECOND * 30), wait_exponential(SECOND)), Some(SECOND * 31));
    }

    #[test]
    fn random_delays_fill_a_limit_on_time_to_its_end() {
        let wait = wait_fixed(SECOND * 3).full_jitter();
        assert_eq!(worst_case(stop_before_delay(SECOND * 10), wait), Some(SECOND * 10));
        assert_eq!(worst_case(stop_after_delay(SECOND * 10), wait), Some(SECOND * 13));
    }

    #[test]
    fn delays_after_very_many_sleeps_count() {
        let mut links = vec![wait_fixed(Duration::ZERO); ADDED as usize];
        links.extend([wait_fixed(SECOND * 10), wait_fixed(SECOND)]);
        let policy = RetryPolicy::new().stop(stop_after_attempt(ADDED + 10)).wait(wait_chain(links));
        assert!(policy.worst_case() >= Some(policy.delays().sum()));
    }

    #[test]
    fn a_wait_without_a_known_delay_after_very_many_has_no_worst_case() {
        struct Forgetful;

        impl Wait for Forgetful {
            fn delay(&self, _: &RetryState) -> Duration {
                SECOND
            }

            fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
                (state.attempt_number() <= ADDED + 1).then_some(SECOND..=SECOND)
            }
        }

        assert_eq!(worst_case(stop_after_attempt(ADDED), Forgetful), Some(SECOND * (ADDED - 1)));
        assert_eq!(worst_case(stop_after_attempt(ADDED * 2), Forgetful), None);
    }

    #[test]
    fn borrowed_strategies_bound_like_owned_ones() {
        let (stop, wait) = (stop_after_attempt(5), wait_fixed(SECOND));
        let (bounded, unbounded) = (BorrowedStop(&stop), BorrowedStop(&stop) & stop_never());
        assert_eq!(worst_case(bounded, BorrowedWait(&wait)), Some(SECOND * 4));
        assert_eq!(worst_case(unbounded, BorrowedWait(&wait)), None);
    }

    #[test]
    fn a_timeout_bounds_like_stop_before_delay() {
        let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 3)).timeout(SECOND * 10);
        assert_eq!(policy.worst_case(), Some(SECOND * 9));
        assert_eq!(policy.wait(wait_fn(RetryState::elapsed)).worst_case(), Some(SECOND * 10));
        assert_eq!(policy.timeout(Duration::ZERO).worst_case(), Some(Duration::ZERO));
    }

    #[test]
    fn stop_all_is_bounded_if_each_part_is() {
        let (stop, wait) = (stop_after_attempt(5), wait_fixed(SECOND).full_jitter());
        assert_eq!(worst_case(stop & stop_before_delay(SECOND * 9), wait), Some(SECOND * 9));
        assert_eq!(worst_case(stop & stop_before_delay(SECOND), wait), Some(SECOND * 4));
        assert_eq!(worst_case(stop & stop_when(|| true), wait), None);
    }

    #[test]
    fn a_chain_ends_with_its_last_wait() {
        let wait = wait_chain((wait_fixed(SECOND * 60), wait_fixed(SECOND), wait_none()));
        assert_eq!(worst_case(stop_after_attempt(9), wait), Some(SECOND * 61));
        assert_eq!(worst_case(stop_never(), wait), Some(SECOND * 61));
    }

    #[test]
    fn a_decorrelated_delay_is_at_most_three_times_the_one_before() {
        let wait = wait_decorrelated_jitter(SECOND, SECOND * 20);
        assert_eq!(worst_case(stop_after_attempt(5), wait), Some(SECOND * (3 + 9 + 20 + 20)));
    }

    #[test]
    fn a_wait_of_unknown_length_needs_a_cap_or_a_stop_that_looks_ahead() {
        let wait = wait_fn(RetryState::elapsed);
        assert_eq!(worst_case(stop_after_attempt(3), wait), None);
        assert_eq!(worst_case(stop_after_delay(SECOND), wait), None);
        assert_eq!(worst_case(stop_before_delay(SECOND), wait), Some(SECOND));
        assert_eq!(worst_case(stop_after_attempt(3), wait.at_most(SECOND)), Some(SECOND * 2));
    }

    #[test]
    fn a_delay_that_falls_to_zero_needs_no_stop() {
        let wait = wait_exponential(Duration::from_millis(8)).base(0.5);
        let total = worst_case(stop_never(), wait);
        assert_eq!(total, worst_case(stop_after_attempt(100), wait));
        assert!(total.is_some_and(|total| total.as_millis() == 15 || total.as_millis() == 16));
    }
}
