//! Which strategies read the clock, and which predicates read the state. If no part reads them, a call skips both.

use std::time::Duration;

use tenacity_core::__private::{BorrowedPredicate, BorrowedStop, BorrowedWait};
use tenacity_core::*;

const PAUSE: Duration = Duration::from_millis(100);
const LIMIT: Duration = Duration::from_secs(5);

fn asked(_: &RetryState) -> bool {
    false
}

fn own(_: &RetryState) -> Duration {
    PAUSE
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "predicates take references")]
fn judged(_: &Result<u8, u8>, _: &RetryState) -> bool {
    true
}

#[test]
fn a_stop_that_only_counts_or_waits_for_an_event_reads_no_clock() {
    static EVENT: Event = Event::new();
    let (attempts, when) = (stop_after_attempt(3), stop_when(|| false));
    let counting: [&dyn Stop; 8] = [
        &stop_never(),
        &attempts,
        &when,
        &stop_when_event_set(&EVENT),
        &(attempts | when),
        &(attempts & when),
        &BorrowedStop(&attempts),
        &Box::new(attempts),
    ];
    assert!(!counting.into_iter().any(Stop::reads_time));
}

#[test]
fn a_stop_reads_the_clock_when_a_part_does() {
    let (attempts, delay) = (stop_after_attempt(3), stop_after_delay(LIMIT));
    let timed: [&dyn Stop; 9] = [
        &delay,
        &stop_before_delay(LIMIT),
        &stop_fn(asked),
        &(attempts | delay),
        &(delay | attempts),
        &(attempts & delay),
        &(delay & attempts),
        &BorrowedStop(&delay),
        &Box::new(delay),
    ];
    assert!(timed.into_iter().all(Stop::reads_time));
}

#[test]
fn only_a_custom_wait_reads_the_clock() {
    let (fixed, random) = (wait_fixed(PAUSE), wait_random(PAUSE, LIMIT));
    let timeless: [&dyn Wait; 20] = [
        &wait_none(),
        &fixed,
        &random,
        &wait_incrementing(PAUSE, PAUSE),
        &wait_exponential(PAUSE),
        &wait_fibonacci(PAUSE),
        &wait_random_exponential(PAUSE),
        &wait_exponential_jitter(PAUSE, PAUSE),
        &wait_decorrelated_jitter(PAUSE, LIMIT),
        &fixed.jitter(PAUSE),
        &fixed.full_jitter(),
        &fixed.equal_jitter(),
        &fixed.jitter_factor(0.5),
        &fixed.at_least(PAUSE),
        &fixed.at_most(LIMIT),
        &(fixed + random),
        &wait_chain((fixed, random)),
        &wait_chain([fixed, fixed]),
        &wait_chain(vec![fixed]),
        &BorrowedWait(&fixed),
    ];
    assert!(!timeless.into_iter().any(Wait::reads_time));
}

#[test]
fn a_wait_reads_the_clock_when_a_part_does() {
    let (fixed, own) = (wait_fixed(PAUSE), wait_fn(own));
    let timed: [&dyn Wait; 14] = [
        &own,
        &own.jitter(PAUSE),
        &own.full_jitter(),
        &own.equal_jitter(),
        &own.jitter_factor(0.5),
        &own.at_least(PAUSE),
        &own.at_most(LIMIT),
        &(fixed + own),
        &(own + fixed),
        &wait_chain((fixed, own)),
        &wait_chain((own, fixed)),
        &wait_chain([own]),
        &wait_chain(vec![own]),
        &BorrowedWait(&own),
    ];
    assert!(timed.into_iter().all(Wait::reads_time));
}

#[test]
fn a_predicate_of_the_outcome_alone_reads_no_state() {
    struct Flaky;

    impl Retryable for Flaky {
        fn verdict(&self) -> Verdict {
            Verdict::Retry
        }
    }

    let (err, ok) = (retry_if_err(|_: &u8| true), retry_if_ok(|_: &u8| true));
    let blind: [&dyn Predicate<Result<u8, u8>>; 11] = [
        &retry_always(),
        &retry_never(),
        &retry_if_failure(),
        &err,
        &ok,
        &retry_if_result(|_: &Result<u8, u8>| true),
        &retry_if_not_result(|_: &Result<u8, u8>| true),
        &(err | ok),
        &(err & ok),
        &!err,
        &BorrowedPredicate(&err),
    ];
    assert!(!blind.into_iter().any(Predicate::reads_state));
    assert!(!Predicate::<Result<u8, Flaky>>::reads_state(&retry_if_retryable()));
}

#[test]
fn a_predicate_reads_the_state_when_a_part_does() {
    let (err, own) = (retry_if_err(|_: &u8| true), retry_fn(judged));
    let looking: [&dyn Predicate<Result<u8, u8>>; 7] =
        [&own, &(err | own), &(own | err), &(err & own), &(own & err), &!own, &BorrowedPredicate(&own)];
    assert!(looking.into_iter().all(Predicate::reads_state));
}
