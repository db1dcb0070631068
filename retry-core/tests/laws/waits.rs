use std::time::Duration;

use proptest::prelude::*;
use tenacity_core::*;

use crate::any::{attempt, base, duration, range, state, thousands, wait};

fn at(n: u32) -> RetryState {
    RetryState::at(n, Duration::ZERO)
}

proptest! {
    #![proptest_config(thousands())]

    #[test]
    fn the_same_seed_gives_the_same_delays(wait in wait(), state in state()) {
        let again = state.clone();
        let delays = [wait.delay(&state), wait.delay(&state)];
        prop_assert_eq!(delays, [wait.delay(&again), wait.delay(&again)]);
    }

    #[test]
    fn a_wait_that_reads_no_time_ignores_it(wait in wait(), n in attempt(), seed: u64, elapsed in duration()) {
        let elsewhen = RetryState::at(n, elapsed).with_seed(seed);
        prop_assert!(wait.reads_time() || wait.delay(&at(n).with_seed(seed)) == wait.delay(&elsewhen));
    }

    #[test]
    fn a_cap_is_never_exceeded((min, max) in range(), initial in duration(), more in duration(), base in base(), state in state()) {
        prop_assert!(wait_incrementing(initial, more).max(max).delay(&state) <= max);
        prop_assert!(wait_fibonacci(initial).max(max).delay(&state) <= max);
        prop_assert!(wait_exponential(initial).base(base).min(min).max(max).delay(&state) <= max);
        prop_assert!(wait_random_exponential(initial).base(base).min(min).max(max).delay(&state) <= max);
        prop_assert!(wait_exponential_jitter(initial, more).base(base).min(min).max(max).delay(&state) <= max);
        prop_assert!(wait_decorrelated_jitter(min, max).delay(&state) <= max);
        prop_assert!(wait_random(min, max).delay(&state) <= max);
    }

    #[test]
    fn no_delay_is_below_the_floor(min in duration(), max in duration(), initial in duration(), base in base(), state in state()) {
        prop_assert!(wait_exponential(initial).base(base).min(min).max(max).delay(&state) >= min);
        prop_assert!(wait_random_exponential(initial).base(base).min(min).max(max).delay(&state) >= min);
        prop_assert!(wait_exponential_jitter(initial, max).base(base).min(min).max(max).delay(&state) >= min);
        prop_assert!(wait_decorrelated_jitter(min, min.max(max)).delay(&state) >= min);
        prop_assert!(wait_random(min, min.max(max)).delay(&state) >= min);
    }

    #[test]
    fn clamps_hold_for_any_wait(wait in wait(), (x, y) in range(), state in state()) {
        let between = (&wait).at_least(x).at_most(y).delay(&state);
        prop_assert!(x <= between && between <= y);
        let again = state.clone();
        prop_assert_eq!((&wait).min(x).max(y).delay(&state), (&wait).at_least(x).at_most(y).delay(&again));
    }

    #[test]
    fn a_cap_before_a_jitter_holds_after_it(wait in wait(), max in duration(), state in state()) {
        prop_assert!((&wait).at_most(max).full_jitter().delay(&state) <= max);
        prop_assert!((&wait).at_most(max).equal_jitter().delay(&state) <= max);
    }

    #[test]
    fn each_jitter_stays_in_its_range(delay in duration(), more in duration(), factor in 0.0..=1.0, state in state()) {
        let wait = wait_fixed(delay);
        let full = wait.full_jitter().delay(&state);
        prop_assert!(full < delay || delay.is_zero());
        let equal = wait.equal_jitter().delay(&state);
        prop_assert!(delay / 2 <= equal && (equal < delay || delay.is_zero()));
        let added = wait.jitter(more).delay(&state);
        prop_assert!(delay <= added && added <= delay.saturating_add(more));
        // A nanosecond for rounding, plus the digits that a float drops from a long delay.
        let slack = Duration::from_nanos(1) + delay / (1 << 30);
        let spread = if factor < 1.0 { delay.mul_f64(factor) } else { delay }.saturating_add(slack);
        let around = wait.jitter_factor(factor).delay(&state);
        prop_assert!(delay.saturating_sub(spread) <= around && around <= delay.saturating_add(spread));
    }

    #[test]
    fn a_sum_is_its_parts_and_saturates(a in wait(), b in wait(), state in state()) {
        let again = state.clone();
        let sum = a.delay(&state).saturating_add(b.delay(&state));
        prop_assert_eq!((&a).plus(&b).delay(&again), sum);
    }

    #[test]
    fn wait_none_is_neutral_in_a_sum(wait in wait(), state in state()) {
        let again = state.clone();
        prop_assert_eq!((wait_none() + &wait).delay(&state), wait.delay(&again));
    }

    #[test]
    fn a_chain_uses_the_strategy_of_the_attempt(list in prop::collection::vec(wait(), 1..5), state in state()) {
        let again = state.clone();
        let index = usize::try_from(state.attempt_number().max(1)).unwrap().min(list.len()) - 1;
        prop_assert_eq!(wait_chain(list.clone()).delay(&state), list[index].delay(&again));
    }

    #[test]
    fn every_kind_of_chain_gives_the_same_delays(a in wait(), b in wait(), state in state()) {
        let states = [state.clone(), state.clone()];
        let delay = wait_chain((&a, &b)).delay(&state);
        prop_assert_eq!(wait_chain([&a, &b]).delay(&states[0]), delay);
        prop_assert_eq!(wait_chain(vec![&a, &b]).delay(&states[1]), delay);
    }

    #[test]
    fn a_growing_wait_never_shrinks(unit in duration(), more in duration(), base in 1.0..8.0, n in 0..u32::MAX, max in duration()) {
        let grows = |wait: &dyn Wait| wait.delay(&at(n)) <= wait.delay(&at(n + 1));
        prop_assert!(grows(&wait_incrementing(unit, more).max(max)));
        prop_assert!(grows(&wait_fibonacci(unit).max(max)));
        prop_assert!(grows(&wait_exponential(unit).base(base).max(max)));
    }

    #[test]
    fn an_exponential_never_shrinks_at_any_base_from_one(
        initial in duration(),
        excess in prop_oneof![Just(0.0), 0.0..1e-15, 0.0..1e-9, 0.0..1e-3, 0.0..1e3, 0.0..f64::MAX],
        n in 0..200_u32,
        far in attempt(),
    ) {
        let wait = wait_exponential(initial).base(1.0 + excess);
        let delay = |n| wait.delay(&at(n));
        prop_assert!(delay(n) <= delay(n + 1));
        prop_assert!(delay(far) <= delay(far.saturating_add(1)));
        prop_assert!(initial <= delay(far));
    }

    #[test]
    fn an_exponential_of_two_doubles_exactly(initial in duration(), n in 1..100_u32, max in duration()) {
        let doubled = (1..n).fold(initial, |delay, _| delay.saturating_mul(2));
        prop_assert_eq!(wait_exponential(initial).delay(&at(n)), doubled);
        prop_assert_eq!(wait_exponential(initial).max(max).delay(&at(n)), doubled.min(max));
    }

    #[test]
    fn an_exponential_is_the_power_at_any_base(initial in 1.0..1e9, base in 0.1..10.0, n in 1..30_u32) {
        let wait = wait_exponential(Duration::from_secs_f64(initial)).base(base);
        let expected = initial * f64::powf(base, f64::from(n - 1));
        let actual = wait.delay(&at(n)).as_secs_f64();
        prop_assert!((actual - expected).abs() <= 1e-9 + expected * 1e-12 || expected > 1.8e19, "{actual} {expected}");
    }

    #[test]
    fn increments_are_exact(start in duration(), increment in duration(), n in attempt()) {
        let nanos = increment.as_nanos() * u128::from(n.saturating_sub(1)) + start.as_nanos();
        let expected = if nanos > Duration::MAX.as_nanos() {
            Duration::MAX
        } else {
            Duration::new(u64::try_from(nanos / 1_000_000_000).unwrap(), u32::try_from(nanos % 1_000_000_000).unwrap())
        };
        prop_assert_eq!(wait_incrementing(start, increment).delay(&at(n)), expected);
    }

    #[test]
    fn a_fibonacci_delay_is_the_sum_of_the_two_before(unit in duration(), n in 3..200_u32) {
        let wait = wait_fibonacci(unit);
        let [a, b, c] = [n - 2, n - 1, n].map(|n| wait.delay(&at(n)));
        prop_assert_eq!(a.saturating_add(b), c);
    }
}
