//! A call in steps is the same call.

use std::time::Duration;

use proptest::prelude::*;
use tenacity::testing::VirtualTimer;
use tenacity_core::*;

use crate::{Engine, NOON};

fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) }
}

fn short() -> impl Strategy<Value = Duration> {
    (0..100_000_u64).prop_map(Duration::from_micros)
}

/// Any wait whose delay depends on the number of the attempt, on draws, or on the last sleep.
#[derive(Clone, Copy, Debug)]
struct AnyWait(u8, Duration, Duration);

impl Wait for AnyWait {
    fn delay(&self, state: &RetryState) -> Duration {
        let Self(kind, a, b) = *self;
        match kind {
            0 => wait_fixed(a).delay(state),
            1 => wait_exponential(a).full_jitter().delay(state),
            2 => wait_decorrelated_jitter(a, a + b).delay(state),
            3 => wait_random(a, a + b).delay(state),
            4 => wait_exponential_jitter(a, b).max(a + b).delay(state),
            _ => wait_fibonacci(a).delay(state),
        }
    }
}

fn wait() -> impl Strategy<Value = AnyWait> {
    (0..6_u8, short(), short()).prop_map(|(kind, a, b)| AnyWait(kind, a, b))
}

/// Makes a call in steps, each with a policy and clocks of its own, as after a restart.
fn in_steps(stop: u32, wait: AnyWait, saved: Saved, durations: &[Duration], successes: u32) -> (Engine, Report) {
    let mut engine = Engine::new(saved);
    for attempt in 1.. {
        let timer = VirtualTimer::new();
        let policy = RetryPolicy::new().stop(stop_after_attempt(stop)).wait(wait).timer(&timer);
        let taken = durations[attempt as usize % durations.len()];
        let made = policy.step_at(engine.saved, engine.wall, || {
            timer.advance(taken);
            (attempt > successes).then_some(())
        });
        engine.wall += taken;
        if let Some((_, report)) = engine.after(made) {
            return (engine, report);
        }
    }
    unreachable!("the stop ends the call");
}

/// Makes the same call in one process.
fn at_one_go(stop: u32, wait: AnyWait, seed: u64, durations: &[Duration], successes: u32) -> (Vec<Duration>, Report) {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new().stop(stop_after_attempt(stop)).wait(wait).timer(&timer).seed(seed);
    let mut attempt = 0;
    let (_, report) = policy.call_with_report(|| {
        attempt += 1;
        timer.advance(durations[attempt as usize % durations.len()]);
        (attempt > successes).then_some(())
    });
    (timer.sleeps(), report)
}

/// Returns the seed of the progress, from its text.
fn seed_of(saved: &Saved) -> Option<u64> {
    let text = format!("{saved:?}");
    text.split("seed: Some(").nth(1)?.split(')').next()?.parse().ok()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_call_in_steps_has_the_delays_and_the_report_of_a_call(
        stop in 1..12_u32, wait in wait(), seed: u64, durations in prop::collection::vec(short(), 1..8), successes in 0..12_u32,
    ) {
        let (engine, in_steps) = in_steps(stop, wait, Saved::seeded(seed), &durations, successes);
        let (sleeps, at_one_go) = at_one_go(stop, wait, seed, &durations, successes);
        prop_assert_eq!(engine.delays.into_iter().filter(|delay| !delay.is_zero()).collect::<Vec<_>>(), sleeps);
        prop_assert_eq!(in_steps, at_one_go);
    }

    #[test]
    fn a_drawn_seed_is_kept(wait in wait()) {
        // The delay before the seed was stored and those after it are the delays of one seed.
        let whole = in_steps(9, wait, Saved::new(), &[Duration::ZERO], 9).0;
        let Some(seed) = seed_of(&whole.saved) else { return Ok(()) };
        prop_assert_eq!(in_steps(9, wait, Saved::seeded(seed), &[Duration::ZERO], 9).0.delays, whole.delays);
    }

    #[test]
    fn the_seed_of_the_policy_wins(wait in wait(), own: u64, saved: u64) {
        let policy = RetryPolicy::new().stop(stop_never()).wait(wait).seed(own);
        let planned: Vec<_> = policy.delays().take(5).collect();
        let mut engine = Engine::new(Saved::seeded(saved));
        for _ in 0..5 {
            let made = policy.step_at(engine.saved, engine.wall, || None::<u8>);
            prop_assert_eq!(engine.after(made), None);
        }
        prop_assert_eq!(engine.delays, planned);
    }

    #[test]
    fn the_seed_of_a_policy_is_not_stored(wait in wait(), own: u64, seed: u64) {
        let policy = RetryPolicy::new().stop(stop_never()).wait(wait);
        let Step::Sleep(_, saved) = policy.seed(own).step_at(Saved::seeded(seed), NOON, || None::<u8>) else { return Ok(()) };
        let next = |policy: RetryPolicy<_, _>| match policy.step_at(saved, NOON, || None::<u8>) {
            Step::Sleep(delay, _) => delay,
            Step::Done(..) => Duration::MAX,
        };
        prop_assert_eq!(next(policy), next(policy.seed(seed)));
    }

    #[test]
    fn a_bounded_policy_ends_on_any_clock(stop in 1..20_u32, wait in wait(), moments in prop::collection::vec(any::<u64>(), 1..20)) {
        let policy = RetryPolicy::new().stop(stop_after_attempt(stop)).wait(wait).timer(VirtualTimer::new());
        let (mut saved, mut elapsed) = (Saved::new(), Duration::ZERO);
        for attempt in 1..=stop {
            let now = NOON.saturating_add(Duration::from_nanos(moments[attempt as usize % moments.len()]));
            let made = policy.by_ref().on_finish(|state: &RetryState, _: &Option<u8>, _| assert!(state.elapsed() >= elapsed));
            match made.step_at(saved, now, || None) {
                Step::Sleep(_, next) => saved = next,
                Step::Done(_, report) => {
                    prop_assert_eq!((attempt, report.attempts), (stop, stop));
                    return Ok(());
                }
            }
            let state = policy.resume_at(saved, now).state();
            prop_assert!(state.elapsed() >= elapsed, "the time went back");
            elapsed = state.elapsed();
        }
        prop_assert!(false, "the call goes on");
    }
}
