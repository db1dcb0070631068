//! The generators of any duration, state and strategy.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::RngAlgorithm;
use tenacity_core::*;

/// Runs thousands of cases for each law, and writes no files. A failure prints everything that a repetition needs.
pub(crate) fn thousands() -> ProptestConfig {
    let rng_algorithm = RngAlgorithm::XorShift; // several times faster than the default without optimisation
    ProptestConfig { failure_persistence: None, rng_algorithm, ..ProptestConfig::with_cases(4096) }
}

/// Any duration of any order of magnitude. The shortest and the longest ones are more frequent than by chance.
pub(crate) fn duration() -> impl Strategy<Value = Duration> {
    (any::<u64>(), 0..1_000_000_000_u32, 0..72_u32, any::<bool>()).prop_map(|(number, nanos, kind, short)| match kind {
        0..64 if short => Duration::from_nanos(number >> kind),
        0..64 => Duration::new(number >> kind, nanos),
        64..66 => Duration::ZERO,
        66..68 => Duration::from_nanos(1),
        68..70 => Duration::new(u64::MAX, 999_999_998),
        _ => Duration::MAX,
    })
}

/// Two durations in ascending order.
pub(crate) fn range() -> impl Strategy<Value = (Duration, Duration)> {
    (duration(), duration()).prop_map(|(a, b)| (a.min(b), a.max(b)))
}

/// Any attempt of any order of magnitude. The first few and the last ones are more frequent than by chance.
pub(crate) fn attempt() -> impl Strategy<Value = u32> {
    (any::<u32>(), 0..40_u32).prop_map(|(n, kind)| match kind {
        0..32 => n >> kind,
        32..36 => n % 100,
        36 => 0,
        37 => 1,
        38 => u32::MAX - 1,
        _ => u32::MAX,
    })
}

/// Any state, with a seed.
pub(crate) fn state() -> impl Strategy<Value = RetryState> {
    (attempt(), duration(), duration(), duration(), any::<u64>()).prop_map(|(n, elapsed, upcoming, previous, seed)| {
        RetryState::at(n, elapsed).with_upcoming_sleep(upcoming).with_previous_sleep(previous).with_seed(seed)
    })
}

/// Any valid base.
pub(crate) fn base() -> impl Strategy<Value = f64> {
    prop_oneof![
        prop::sample::select(vec![0.0, f64::MIN_POSITIVE, 0.5, 1.0, 1.0 + f64::EPSILON, 2.0, f64::MAX]),
        0.0..4.0,
        prop::num::f64::POSITIVE | prop::num::f64::ZERO,
    ]
}

pub(crate) trait ShownWait: Wait + Debug + Send + Sync {}

impl<W: Wait + Debug + Send + Sync> ShownWait for W {}

pub(crate) type AnyWait = Arc<dyn ShownWait>;

fn shared_wait(wait: impl ShownWait + 'static) -> AnyWait {
    Arc::new(wait)
}

/// Any wait without a draw, up to three levels deep.
pub(crate) fn steady_wait() -> impl Strategy<Value = AnyWait> {
    steady_leaf().prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            (inner.clone(), duration()).prop_map(|(wait, min)| shared_wait(wait.at_least(min))),
            (inner.clone(), duration()).prop_map(|(wait, max)| shared_wait(wait.at_most(max))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| shared_wait(a.plus(b))),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|list| shared_wait(wait_chain(list))),
            prop::collection::vec(inner, 1..4).prop_map(|list| shared_wait(wait_chain(list))),
        ]
    })
}

fn steady_leaf() -> impl Strategy<Value = AnyWait> {
    prop_oneof![
        Just(wait_none()).prop_map(shared_wait),
        duration().prop_map(|delay| shared_wait(wait_fixed(delay))),
        (duration(), duration(), duration()).prop_map(|(start, inc, max)| shared_wait(wait_incrementing(start, inc).max(max))),
        (duration(), base(), duration(), duration())
            .prop_map(|(initial, base, min, max)| shared_wait(wait_exponential(initial).base(base).min(min).max(max))),
        (duration(), duration()).prop_map(|(unit, max)| shared_wait(wait_fibonacci(unit).max(max))),
    ]
}

/// Any wait, up to four levels deep.
pub(crate) fn wait() -> impl Strategy<Value = AnyWait> {
    let leaf = prop_oneof![
        5 => steady_leaf(),
        5 => random_leaf(),
        1 => Just(wait_fn(RetryState::elapsed as fn(&RetryState) -> Duration)).prop_map(shared_wait),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|wait| shared_wait(wait.full_jitter())),
            inner.clone().prop_map(|wait| shared_wait(wait.equal_jitter())),
            (inner.clone(), duration()).prop_map(|(wait, jitter)| shared_wait(wait.jitter(jitter))),
            (inner.clone(), 0.0..=1.0).prop_map(|(wait, factor)| shared_wait(wait.jitter_factor(factor))),
            (inner.clone(), duration()).prop_map(|(wait, min)| shared_wait(wait.at_least(min))),
            (inner.clone(), duration()).prop_map(|(wait, max)| shared_wait(wait.at_most(max))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| shared_wait(a.plus(b))),
            (inner.clone(), inner.clone()).prop_map(|pair| shared_wait(wait_chain(pair))),
            prop::collection::vec(inner, 1..4).prop_map(|list| shared_wait(wait_chain(list))),
        ]
    })
}

fn random_leaf() -> impl Strategy<Value = AnyWait> {
    prop_oneof![
        range().prop_map(|(min, max)| shared_wait(wait_random(min, max))),
        (duration(), base(), duration(), duration())
            .prop_map(|(initial, base, min, max)| shared_wait(wait_random_exponential(initial).base(base).min(min).max(max))),
        (duration(), duration(), base(), duration()).prop_map(|(initial, jitter, base, max)| {
            shared_wait(wait_exponential_jitter(initial, jitter).base(base).max(max))
        }),
        range().prop_map(|(base, max)| shared_wait(wait_decorrelated_jitter(base, max))),
    ]
}

pub(crate) trait ShownStop: Stop + Debug + Send + Sync {}

impl<S: Stop + Debug + Send + Sync> ShownStop for S {}

pub(crate) type AnyStop = Arc<dyn ShownStop>;

fn shared_stop(stop: impl ShownStop + 'static) -> AnyStop {
    Arc::new(stop)
}

/// Any stop that reads only the attempts and the time, up to three levels deep.
pub(crate) fn limit() -> impl Strategy<Value = AnyStop> {
    pairs_of_stops(limit_leaf())
}

/// Any stop that stops for the rest of a call once it has stopped.
pub(crate) fn lasting_stop() -> impl Strategy<Value = AnyStop> {
    pairs_of_stops(lasting_leaf())
}

/// Any stop, up to three levels deep.
pub(crate) fn stop() -> impl Strategy<Value = AnyStop> {
    let fickle: fn(&RetryState) -> bool = |state| state.attempt_number() % 2 == 0;
    pairs_of_stops(prop_oneof![4 => lasting_leaf(), 1 => Just(stop_fn(fickle)).prop_map(shared_stop)])
}

fn lasting_leaf() -> impl Strategy<Value = AnyStop> {
    let always: fn() -> bool = || true;
    prop_oneof![
        4 => limit_leaf(),
        1 => Just(stop_when(always)).prop_map(shared_stop),
        1 => any::<bool>().prop_map(|set| {
            let event = Event::new();
            if set {
                event.set();
            }
            shared_stop(stop_when_event_set(Arc::new(event)))
        }),
    ]
}

fn limit_leaf() -> impl Strategy<Value = AnyStop> {
    prop_oneof![
        Just(stop_never()).prop_map(shared_stop),
        attempt().prop_map(|n| shared_stop(stop_after_attempt(n.max(1)))),
        duration().prop_map(|limit| shared_stop(stop_after_delay(limit))),
        duration().prop_map(|limit| shared_stop(stop_before_delay(limit))),
    ]
}

fn pairs_of_stops(leaf: impl Strategy<Value = AnyStop> + 'static) -> impl Strategy<Value = AnyStop> {
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| shared_stop(a.or(b))),
            (inner.clone(), inner).prop_map(|(a, b)| shared_stop(a.and(b))),
        ]
    })
}
