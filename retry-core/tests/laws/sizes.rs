//! Each strategy is as small as its parameters, and `Copy` if its parts are.

use std::fmt::Debug;
use std::time::Duration;

use tenacity_core::strategies::{StopWhenEventSet, WaitExponential, WaitExponentialJitter, WaitFibonacci, WaitIncrementing};
use tenacity_core::*;

/// Asserts the size of a strategy in bytes.
fn assert_size<S: Copy + Debug>(_: &S, bytes: usize) {
    assert_eq!(size_of::<S>(), bytes, "{}", std::any::type_name::<S>());
}

const DURATION: usize = size_of::<Duration>();
const FLOAT: usize = size_of::<f64>();

const D: Duration = Duration::from_secs(1);

#[test]
fn a_wait_has_the_size_of_its_parameters() {
    assert_size(&wait_none(), 0);
    assert_size(&wait_fixed(D), DURATION);
    assert_size(&wait_random(D, D), 2 * DURATION);
    assert_size(&wait_incrementing(D, D).max(D), 3 * DURATION);
    assert_size(&wait_exponential(D).base(2.0).min(D).max(D), 3 * DURATION + FLOAT);
    assert_size(&wait_fibonacci(D).max(D), 2 * DURATION);
    assert_size(&wait_random_exponential(D).base(2.0).min(D).max(D), 3 * DURATION + FLOAT);
    assert_size(&wait_exponential_jitter(D, D).base(2.0).min(D).max(D), 4 * DURATION + FLOAT);
    assert_size(&wait_decorrelated_jitter(D, D), 2 * DURATION);
}

#[test]
fn a_wait_of_waits_has_the_size_of_its_parts_and_parameters() {
    let wait = wait_fixed(D);
    assert_size(&wait.full_jitter(), DURATION);
    assert_size(&wait.equal_jitter(), DURATION);
    assert_size(&wait.jitter(D), 2 * DURATION);
    assert_size(&wait.jitter_factor(0.5), DURATION + FLOAT);
    assert_size(&wait.at_least(D), 2 * DURATION);
    assert_size(&wait.at_most(D), 2 * DURATION);
    assert_size(&(wait + wait), 2 * DURATION);
    assert_size(&wait_chain((wait, wait_none(), wait)), 2 * DURATION);
    assert_size(&wait_chain([wait; 5]), 5 * DURATION);
}

#[test]
fn a_stop_has_the_size_of_its_parameters() {
    static EVENT: Event = Event::new();
    assert_size(&stop_never(), 0);
    assert_size(&stop_after_attempt(1), size_of::<u32>());
    assert_size(&stop_after_delay(D), DURATION);
    assert_size(&stop_before_delay(D), DURATION);
    assert_size(&stop_when_event_set(&EVENT), size_of::<&Event>());
    assert_size(&(stop_after_delay(D) | stop_before_delay(D)), 2 * DURATION);
    assert_size(&(stop_after_delay(D) & stop_never()), DURATION);
}

#[test]
fn a_closure_has_the_size_of_its_captures() {
    assert_eq!(size_of_val(&stop_when(|| true)), 0);
    assert_eq!(size_of_val(&stop_fn(|_: &RetryState| true)), 0);
    assert_eq!(size_of_val(&wait_fn(|_: &RetryState| D)), 0);
    let limit = 5_u16;
    assert_eq!(size_of_val(&retry_if_result(move |value: &u16| *value > limit)), size_of::<u16>());
}

#[test]
fn a_predicate_without_parameters_has_no_size() {
    assert_size(&(retry_always() | !retry_never() & retry_if_failure()), 0);
    assert_size(&retry_if_retryable(), 0);
}

#[test]
fn strategies_can_be_constants() {
    const WAIT: WaitExponential = wait_exponential(D).base(1.5).min(D).max(D);
    const JITTER: WaitExponentialJitter = wait_exponential_jitter(D, D).base(1.5).min(D).max(D);
    const STEPS: (WaitIncrementing, WaitFibonacci) = (wait_incrementing(D, D).max(D), wait_fibonacci(D).max(D));
    static EVENT: Event = Event::new();
    static STOP: StopWhenEventSet<&Event> = stop_when_event_set(&EVENT);
    let state = RetryState::at(1, Duration::ZERO);
    assert_eq!(
        [WAIT.delay(&state), JITTER.delay(&state.clone().with_seed(1)), STEPS.0.plus(STEPS.1).delay(&state)],
        [D, D, D * 2]
    );
    assert!(!STOP.should_stop(&state));
}
