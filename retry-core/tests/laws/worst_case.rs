use std::time::Duration;

use proptest::prelude::*;
use tenacity_core::*;

use crate::any::{attempt, duration, limit, steady_wait, stop, thousands, wait};

/// The number of delays to follow in a run.
const FOLLOWED: usize = 1000;

fn policy<S: Stop, W: Wait>(stop: S, wait: W) -> RetryPolicy<S, W> {
    RetryPolicy::new().stop(stop).wait(wait)
}

fn total(delays: impl Iterator<Item = Duration>) -> Duration {
    delays.fold(Duration::ZERO, Duration::saturating_add)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..thousands() })]

    #[test]
    fn no_run_sleeps_longer_than_the_worst_case(stop in stop(), wait in wait(), seed: u64) {
        let policy = policy(stop, wait).seed(seed);
        if let Some(worst) = policy.worst_case() {
            prop_assert!(total(policy.delays().take(FOLLOWED)) <= worst);
        }
    }

    #[test]
    fn no_run_with_slow_attempts_sleeps_longer_than_the_worst_case(
        stop in stop(), wait in wait(), seed: u64, times in prop::collection::vec(duration(), 1..20),
    ) {
        let policy = policy(stop, wait).retry(retry_always()).seed(seed);
        let Some(worst) = policy.worst_case() else { return Ok(()) };
        let mut run = policy.start();
        let (mut elapsed, mut idle) = (Duration::ZERO, Duration::ZERO);
        for time in times {
            elapsed = elapsed.saturating_add(time);
            let Some(delay) = run.record_at((), elapsed).continue_value() else { break };
            idle = idle.saturating_add(delay);
            elapsed = elapsed.saturating_add(delay);
        }
        prop_assert!(idle <= worst);
    }

    #[test]
    fn the_worst_case_without_a_draw_is_the_sum_of_the_delays(n in attempt(), stop in limit(), wait in steady_wait(), timeout in duration()) {
        let n = n % 500 + 1;
        let alone = policy(stop_after_attempt(n), &wait);
        prop_assert_eq!(alone.worst_case(), Some(total(alone.delays())));
        let limited = policy(stop_after_attempt(n) | stop, &wait);
        prop_assert_eq!(limited.worst_case(), Some(total(limited.delays())));
        let cut = limited.timeout(timeout);
        prop_assert_eq!(cut.worst_case(), Some(total(cut.delays())));
    }

    #[test]
    fn jitter_below_a_wait_changes_no_worst_case(n in attempt(), wait in steady_wait()) {
        let stop = stop_after_attempt(n.max(1));
        let worst = policy(stop, &wait).worst_case();
        prop_assert_eq!(policy(stop, (&wait).full_jitter()).worst_case(), worst);
        prop_assert_eq!(policy(stop, (&wait).equal_jitter()).worst_case(), worst);
    }

    #[test]
    fn a_limit_before_the_sleep_bounds_any_wait(limit in duration(), wait in wait(), other in stop()) {
        let worst = policy(stop_before_delay(limit) | other, wait).worst_case();
        prop_assert!(worst.unwrap_or(Duration::MAX) <= limit, "{worst:?}");
    }

    #[test]
    fn a_limit_after_the_sleep_adds_one_delay(limit in duration(), delay in duration()) {
        let worst = policy(stop_after_delay(limit), wait_fixed(delay).full_jitter()).worst_case().unwrap();
        if limit.is_zero() || delay.is_zero() {
            prop_assert_eq!(worst, Duration::ZERO);
        } else {
            // The last sleep starts before the limit, so the sum may be a nanosecond shorter.
            let expected = limit.saturating_add(delay);
            prop_assert!(worst <= expected && expected.abs_diff(worst) <= Duration::from_nanos(1), "{worst:?} {expected:?}");
        }
    }

    #[test]
    fn a_fixed_delay_is_multiplied_by_the_number_of_retries(n in 1..=u32::MAX, delay in duration()) {
        let expected = delay.saturating_mul(n - 1);
        prop_assert_eq!(policy(stop_after_attempt(n), wait_fixed(delay)).worst_case(), Some(expected));
    }

    #[test]
    fn no_run_of_very_many_attempts_sleeps_longer(more in 1..4000_u32, delay in duration(), step in duration(), max in duration()) {
        let stop = stop_after_attempt(4096 + more);
        for wait in [wait_incrementing(delay, step).max(max), wait_incrementing(delay, step / 1_000_000_000)] {
            let policy = policy(stop, wait);
            prop_assert!(policy.worst_case() >= Some(total(policy.delays())));
        }
        let falling = policy(stop, wait_exponential(delay).base(0.999));
        prop_assert!(falling.worst_case() >= Some(total(falling.delays())));
    }

    #[test]
    fn a_policy_without_a_limit_has_no_worst_case_unless_it_never_sleeps(stop in stop(), delay in duration()) {
        let endless = stop_never() & stop;
        prop_assert_eq!(policy(&endless, wait_fixed(delay)).worst_case().is_some(), delay.is_zero());
        prop_assert_eq!(policy(&endless, wait_none()).worst_case(), Some(Duration::ZERO));
    }

    #[test]
    fn any_is_at_most_and_all_is_at_least_each_part(a in limit(), b in limit(), wait in wait()) {
        // `None` counts as the longest.
        let worst = |stop: &dyn Stop| policy(stop, &wait).worst_case().map_or((1, Duration::ZERO), |worst| (0, worst));
        prop_assert!(worst(&(&a).or(&b)) <= worst(&a).min(worst(&b)));
        prop_assert!(worst(&(&a).and(&b)) >= worst(&a).max(worst(&b)));
    }

    #[test]
    fn boxes_change_nothing(stop in stop(), wait in wait()) {
        let typed = policy(stop, wait);
        let boxed = typed.clone().boxed::<Option<()>>();
        prop_assert_eq!(typed.worst_case(), boxed.worst_case());
        prop_assert_eq!(typed.to_string(), boxed.to_string());
    }
}
