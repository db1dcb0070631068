//! Each run has its own random sequence, and each draw is independent of the others.

use std::collections::HashSet;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use tenacity_core::*;

use crate::any::{attempt, thousands};

const SECOND: Duration = Duration::from_secs(1);

/// Moves a uniform delay in `[0, 1)` seconds to `[-0.5, 0.5)`.
fn centred(delay: Duration) -> f64 {
    delay.as_secs_f64() - 0.5
}

/// Returns Pearson's coefficient of 100,000 pairs of draws. For independent draws, its standard deviation is 0.003.
fn correlation(pair: impl Fn(u32) -> [Duration; 2]) -> f64 {
    let sum: f64 = (1..=100_000).map(|i| pair(i).map(centred)).map(|[a, b]| a * b).sum();
    sum / 100_000.0 * 12.0
}

fn draw(state: &RetryState) -> Duration {
    wait_fixed(SECOND).full_jitter().delay(state)
}

#[test]
fn two_draws_in_one_attempt_are_independent() {
    let both = correlation(|n| {
        let state = RetryState::at(n, Duration::ZERO).with_seed(0);
        [draw(&state), draw(&state)]
    });
    assert!(both.abs() < 0.015, "{both}");
}

#[test]
fn draws_of_attempts_in_a_row_are_independent() {
    let both = correlation(|n| [n, n + 1].map(|n| draw(&RetryState::at(n, Duration::ZERO).with_seed(0))));
    assert!(both.abs() < 0.015, "{both}");
}

#[test]
fn runs_of_seeds_in_a_row_are_independent() {
    let both = correlation(|seed| {
        let seed = u64::from(seed);
        [seed, seed + 1].map(|seed| draw(&RetryState::at(1, Duration::ZERO).with_seed(seed)))
    });
    assert!(both.abs() < 0.015, "{both}");
}

/// Returns the first four delays of a run without a given seed.
fn unseeded_run() -> [Duration; 4] {
    let first = RetryState::at(1, Duration::ZERO);
    let wait = wait_fixed(Duration::MAX).full_jitter();
    [(); 4].map(|()| wait.delay(&first))
}

#[test]
fn no_two_runs_share_a_sequence_on_any_thread() {
    let threads = [(); 4].map(|()| thread::spawn(|| (0..10_000).map(|_| unseeded_run()).collect::<Vec<_>>()));
    let delays: Vec<_> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).flatten().collect();
    assert_eq!(delays.iter().collect::<HashSet<_>>().len(), delays.len());
}

#[test]
fn a_run_without_a_given_seed_has_the_right_mean() {
    let wait = wait_fixed(SECOND).full_jitter();
    let mean = (0..100_000).map(|_| wait.delay(&RetryState::at(1, Duration::ZERO)).as_secs_f64()).sum::<f64>() / 1e5;
    assert!((mean - 0.5).abs() < 5e-3, "{mean}");
}

proptest! {
    #![proptest_config(thousands())]

    #[test]
    fn a_seed_gives_each_attempt_its_own_draws(seed: u64, n in attempt(), m in attempt()) {
        let wait = wait_fixed(Duration::MAX).full_jitter();
        let [a, b] = [n, m].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO).with_seed(seed)));
        prop_assert_eq!(a == b, n == m);
    }

    #[test]
    fn different_seeds_give_different_delays(seed: u64, other: u64, n in attempt()) {
        let wait = wait_fixed(Duration::MAX).full_jitter();
        let [a, b] = [seed, other].map(|seed| wait.delay(&RetryState::at(n, Duration::ZERO).with_seed(seed)));
        prop_assert_eq!(a == b, seed == other);
    }

    #[test]
    fn a_clone_of_a_seeded_state_draws_the_same_numbers(seed: u64, n in attempt(), earlier in 0..4_usize) {
        let state = RetryState::at(n, Duration::ZERO).with_seed(seed);
        for _ in 0..earlier {
            draw(&state);
        }
        let copy = state.clone();
        prop_assert_eq!([draw(&state), draw(&state)], [draw(&copy), draw(&copy)]);
    }
}
