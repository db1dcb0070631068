use core::time::Duration;

use super::hook_list::HookList;
use super::retry_policy::RetryPolicy;
use crate::state::RetryState;
use crate::stop::strategy::Stop;
use crate::wait::strategy::Wait;

/// How many delays are added up one by one.
const ADDED: u32 = 4096;

impl<S: Stop, W: Wait, P, H: HookList, T> RetryPolicy<S, W, P, H, T> {
    /// The longest that the sleeps of one call can take together, however long its attempts are and whatever is drawn; `None` when
    /// no limit on attempts or time bounds them, or the wait cannot tell.
    ///
    /// | stop | at most |
    /// |---|---|
    /// | `stop_after_attempt(n)` | the sum of the longest delays after attempts 1 to n − 1 |
    /// | `stop_before_delay(d)`, and the policy's `timeout(d)` | `d` |
    /// | `stop_after_delay(d)` | `d` and one delay, the longest |
    /// | `a \| b`, `a & b` | the less, the greater of both |
    /// | conditions, your own | no bound, unless [`surely_stops`](Stop::surely_stops) says more |
    ///
    /// It is exact for delays that are not random, an upper bound for those that are, and saturates at [`Duration::MAX`].
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
    /// So that it costs little at any number of attempts, each delay after the 4096th counts as the longer one of the next and that of
    /// attempt `u32::MAX`: from there on it is an upper bound, for any wait that in between only rises, or only falls.
    ///
    /// A delay that an outcome asks for ([`Verdict::RetryAfter`](crate::Verdict::RetryAfter)) is not foreseen. Where outcomes do,
    /// `stop_before_delay(d)`, alone or in a `|`, and `timeout(d)` still keep the sleeps below `d` together; `stop_after_delay(d)` does
    /// not, because the last may be of any length.
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

    /// The answer when even [`ADDED`] sleeps are not all.
    fn worst_case_after(&self, mut idle: Idle) -> Option<Duration> {
        let (next, last) = (self.delay_after(ADDED + 1, idle.previous), self.delay_after(u32::MAX, Duration::MAX));
        let longest = next.longest.max(last.longest);
        if longest.is_zero() {
            return idle.worst_case();
        }
        if self.goes_on(u32::MAX, Duration::MAX, Duration::MAX) {
            return None;
        }
        // The fewest attempts that come to a total are those that a stop allows most readily.
        let attempts = |total: Duration| {
            let sleeps = total.saturating_sub(idle.most).as_nanos().div_ceil(longest.as_nanos()).max(1);
            u32::try_from(sleeps).map_or(u32::MAX, |sleeps| sleeps.saturating_add(ADDED))
        };
        let goes_on = |total| self.goes_on(attempts(total), idle.before_last(total, longest), total);
        if let Some(refused) = first_refused(idle.worst, Duration::MAX, goes_on) {
            // Refused for its attempts, and not for its time: what is reached is the total of the attempt before.
            let reached = refused.saturating_sub(Duration::from_nanos(1));
            idle.worst = if attempts(reached) < attempts(refused) { reached } else { refused };
        }
        idle.is_known &= next.is_known && last.is_known;
        idle.worst_case()
    }

    /// The delay that can follow attempt `n`.
    fn delay_after(&self, n: u32, previous: Duration) -> Delay {
        let span = self.wait.span(&RetryState::at(n, Duration::ZERO).with_previous_sleep(previous));
        let is_known = span.is_some();
        let (shortest, longest) = span.unwrap_or(Duration::ZERO..=Duration::MAX).into_inner();
        Delay { shortest, longest, is_known }
    }

    /// Whether another sleep, which makes the `total`, may follow attempt `n`.
    fn goes_on(&self, n: u32, elapsed: Duration, total: Duration) -> bool {
        let state = RetryState::at(n, elapsed).with_upcoming_sleep(total.saturating_sub(elapsed));
        self.hooks.limits().timeout.is_none_or(|timeout| total < timeout) && !self.stop.surely_stops(&state)
    }
}

/// The delay after one attempt.
struct Delay {
    shortest: Duration,
    longest: Duration,
    /// Whether the wait can tell them.
    is_known: bool,
}

/// The sleeps before an attempt, over all runs that come to it.
struct Idle {
    least: Duration,
    most: Duration,
    /// The longest delay before the attempt.
    previous: Duration,
    /// The most that a stop allows.
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
    /// The earliest time at which one delay is enough to come to a total: none is refused by fewer stops.
    fn before_last(&self, total: Duration, longest: Duration) -> Duration {
        self.least.max(total.saturating_sub(longest))
    }

    fn worst_case(&self) -> Option<Duration> {
        (self.is_known || self.worst < Duration::MAX).then_some(self.worst)
    }
}

/// The shortest total with which a call does not go on, or `high` if it goes on with that; nothing if it does not with `low`.
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
    fn one_attempt_and_a_disabled_policy_sleep_not_at_all() {
        assert_eq!(worst_case(stop_after_attempt(1), wait_fixed(Duration::MAX)), Some(Duration::ZERO));
        let disabled = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND)).enabled(false);
        assert_eq!(disabled.worst_case(), Some(Duration::ZERO));
    }

    #[test]
    fn whole_delays_fill_a_limit_on_time() {
        assert_eq!(worst_case(stop_before_delay(SECOND * 10), wait_fixed(SECOND * 3)), Some(SECOND * 9));
        assert_eq!(worst_case(stop_after_delay(SECOND * 10), wait_fixed(SECOND * 3)), Some(SECOND * 12));
        assert_eq!(worst_case(stop_after_delay(SECOND * 30), wait_exponential(SECOND)), Some(SECOND * 31));
    }

    #[test]
    fn random_delays_fill_it_to_the_end() {
        let wait = wait_fixed(SECOND * 3).full_jitter();
        assert_eq!(worst_case(stop_before_delay(SECOND * 10), wait), Some(SECOND * 10));
        assert_eq!(worst_case(stop_after_delay(SECOND * 10), wait), Some(SECOND * 13));
    }

    #[test]
    fn what_follows_very_many_sleeps_is_not_forgotten() {
        let mut links = vec![wait_fixed(Duration::ZERO); ADDED as usize];
        links.extend([wait_fixed(SECOND * 10), wait_fixed(SECOND)]);
        let policy = RetryPolicy::new().stop(stop_after_attempt(ADDED + 10)).wait(wait_chain(links));
        assert!(policy.worst_case() >= Some(policy.delays().sum()));
    }

    #[test]
    fn a_wait_that_tells_no_delay_after_very_many_has_no_worst_case() {
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
    fn what_is_lent_bounds_as_what_is_owned() {
        let (stop, wait) = (stop_after_attempt(5), wait_fixed(SECOND));
        let (bounded, unbounded) = (BorrowedStop(&stop), BorrowedStop(&stop) & stop_never());
        assert_eq!(worst_case(bounded, BorrowedWait(&wait)), Some(SECOND * 4));
        assert_eq!(worst_case(unbounded, BorrowedWait(&wait)), None);
    }

    #[test]
    fn a_timeout_bounds_as_a_stop_before_the_delay_does() {
        let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 3)).timeout(SECOND * 10);
        assert_eq!(policy.worst_case(), Some(SECOND * 9));
        assert_eq!(policy.wait(wait_fn(RetryState::elapsed)).worst_case(), Some(SECOND * 10));
        assert_eq!(policy.timeout(Duration::ZERO).worst_case(), Some(Duration::ZERO));
    }

    #[test]
    fn all_is_bounded_when_its_parts_are_each_in_its_own_way() {
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
    fn a_decorrelated_delay_is_at_the_longest_three_times_the_one_before() {
        let wait = wait_decorrelated_jitter(SECOND, SECOND * 20);
        assert_eq!(worst_case(stop_after_attempt(5), wait), Some(SECOND * (3 + 9 + 20 + 20)));
    }

    #[test]
    fn a_wait_that_cannot_tell_needs_a_cap_or_a_stop_that_looks_ahead() {
        let wait = wait_fn(RetryState::elapsed);
        assert_eq!(worst_case(stop_after_attempt(3), wait), None);
        assert_eq!(worst_case(stop_after_delay(SECOND), wait), None);
        assert_eq!(worst_case(stop_before_delay(SECOND), wait), Some(SECOND));
        assert_eq!(worst_case(stop_after_attempt(3), wait.at_most(SECOND)), Some(SECOND * 2));
    }

    #[test]
    fn a_falling_delay_that_comes_to_nothing_needs_no_stop() {
        let wait = wait_exponential(Duration::from_millis(8)).base(0.5);
        let total = worst_case(stop_never(), wait);
        assert_eq!(total, worst_case(stop_after_attempt(100), wait));
        assert!(total.is_some_and(|total| total.as_millis() == 15 || total.as_millis() == 16));
    }
}
