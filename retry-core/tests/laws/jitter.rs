//! Each jitter is even over its range, and has the right mean, over 100,000 draws of one run.

use std::time::Duration;

use tenacity_core::*;

const DRAWS: usize = 100_000;

const SECOND: Duration = Duration::from_secs(1);

/// 100,000 sorted delays in seconds.
struct Spread(Vec<f64>);

impl Spread {
    /// Draws the delays of a run at attempt `n`.
    fn of(wait: impl Wait, n: u32) -> Self {
        Self::after(wait, &RetryState::at(n, Duration::ZERO))
    }

    fn after(wait: impl Wait, state: &RetryState) -> Self {
        let state = state.clone().with_seed(0);
        let mut delays: Vec<_> = (0..DRAWS).map(|_| wait.delay(&state).as_secs_f64()).collect();
        delays.sort_unstable_by(f64::total_cmp);
        Self(delays)
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / 1e5
    }

    /// Asserts that the delays fill `[low, high)` evenly.
    fn assert_even(&self, low: f64, high: f64) {
        let span = high - low;
        let [first, last] = [self.0[0], self.0[DRAWS - 1]];
        assert!(low <= first && first < low + span * 1e-3, "the shortest is {first}");
        assert!(high - span * 1e-3 < last && last < high, "the longest is {last}");
        assert!((self.mean() - f64::midpoint(low, high)).abs() < span * 5e-3, "the mean is {}", self.mean());
        for (decile, expected) in
            (1..10_u32).map(|tenth| (self.0[tenth as usize * (DRAWS / 10)], low + span * f64::from(tenth) / 10.0))
        {
            assert!((decile - expected).abs() < span * 1e-2, "a decile is {decile} instead of {expected}");
        }
    }
}

#[test]
fn random_is_even_from_min_to_max() {
    Spread::of(wait_random(SECOND, SECOND * 3), 1).assert_even(1.0, 3.0);
}

#[test]
fn random_exponential_is_even_from_min_to_the_exponential() {
    let wait = wait_random_exponential(SECOND).min(SECOND).max(SECOND * 5);
    Spread::of(wait, 3).assert_even(1.0, 4.0);
    Spread::of(wait, u32::MAX).assert_even(1.0, 5.0);
}

#[test]
fn full_jitter_is_even_from_zero_to_the_delay() {
    Spread::of(wait_fixed(SECOND).full_jitter(), 1).assert_even(0.0, 1.0);
    Spread::of(wait_exponential(SECOND).max(SECOND * 5).full_jitter(), u32::MAX).assert_even(0.0, 5.0);
}

#[test]
fn equal_jitter_is_even_in_the_upper_half() {
    Spread::of(wait_fixed(SECOND).equal_jitter(), 1).assert_even(0.5, 1.0);
}

#[test]
fn added_jitter_is_even_above_the_delay() {
    Spread::of(wait_fixed(SECOND).jitter(SECOND / 4), 1).assert_even(1.0, 1.25);
}

#[test]
fn a_jitter_factor_is_even_around_the_delay() {
    Spread::of(wait_fixed(SECOND).jitter_factor(0.2), 1).assert_even(0.8, 1.2);
    Spread::of(wait_fixed(SECOND).jitter_factor(1.0), 1).assert_even(0.0, 2.0);
}

#[test]
fn exponential_jitter_is_even_above_the_exponential_below_its_cap() {
    let wait = wait_exponential_jitter(SECOND, SECOND / 2);
    Spread::of(wait, 3).assert_even(4.0, 4.5);
    let capped = Spread::of(wait.max(SECOND * 4), 3);
    assert!(capped.0.iter().all(|delay| (delay - 4.0).abs() < 1e-9));
}

#[test]
fn decorrelated_jitter_is_even_from_its_base_to_three_times_the_delay_before() {
    let wait = wait_decorrelated_jitter(SECOND, SECOND * 8);
    for (previous, ceiling) in [(0, 3.0), (1, 3.0), (2, 6.0), (3, 8.0), (8, 8.0)] {
        let state = RetryState::at(1, Duration::ZERO).with_previous_sleep(SECOND * previous);
        Spread::after(wait, &state).assert_even(1.0, ceiling);
    }
}

#[test]
fn a_long_run_of_decorrelated_jitter_does_not_settle_at_its_cap() {
    let (base, max) = (Duration::from_millis(5), Duration::from_secs(2));
    let delays_at_the_cap = |wait: &dyn Wait| {
        let mut previous = Duration::ZERO;
        let run = (1..=100_000).map(|n| {
            previous = wait.delay(&RetryState::at(n, Duration::ZERO).with_previous_sleep(previous).with_seed(0));
            previous
        });
        run.filter(|delay| *delay >= max.mul_f64(0.999)).count()
    };
    assert!(delays_at_the_cap(&wait_decorrelated_jitter(base, max)) < 200);
    // With the sample clamped, as first published, a quarter of the delays are at the cap.
    assert!(delays_at_the_cap(&wait_decorrelated_jitter(base, Duration::MAX).at_most(max)) > 25_000);
}
