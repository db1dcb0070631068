//! Strategies do not allocate when they are called.

use std::hint::black_box;
use std::io::{self, ErrorKind};
use std::time::Duration;

use tenacity::Event;
use tenacity::prelude::*;

use crate::counting::allocations;

/// Calls a strategy for the first attempts and for the last possible one, like a caller that does not know the strategy.
fn assert_frugal(name: &str, mut ask: impl FnMut(&RetryState)) {
    // The thread's generator initializes itself once.
    ask(&RetryState::at(1, Duration::ZERO));
    for n in [1, 2, 3, 9, u32::MAX] {
        let state = RetryState::at(n, Duration::from_secs(n.into())).with_upcoming_sleep(Duration::MAX);
        let before = allocations();
        ask(black_box(&state));
        assert_eq!(allocations(), before, "{name}, attempt {n}");
    }
}

const S: Duration = Duration::from_secs(1);

#[test]
fn waits() {
    let backoff = wait_exponential(S).base(1.5).min(S).max(S * 9);
    let waits: &[(&str, &dyn Wait)] = &[
        ("none", &wait_none()),
        ("fixed", &wait_fixed(S)),
        ("random", &wait_random(S, S * 2)),
        ("incrementing", &wait_incrementing(S, S)),
        ("exponential", &backoff),
        ("fibonacci", &wait_fibonacci(S)),
        ("random exponential", &wait_random_exponential(S)),
        ("exponential jitter", &wait_exponential_jitter(S, S)),
        ("decorrelated jitter", &wait_decorrelated_jitter(S, S * 9)),
        ("chain of a tuple", &wait_chain((wait_none(), backoff))),
        ("chain of an array", &wait_chain([wait_fixed(S); 3])),
        ("chain of a vector", &wait_chain(vec![wait_fixed(S), wait_fixed(S)])),
        ("sum", &(wait_fixed(S) + backoff)),
        ("closure", &wait_fn(|state: &RetryState| S.saturating_mul(state.attempt_number()))),
        ("full jitter", &backoff.full_jitter()),
        ("equal jitter", &backoff.equal_jitter()),
        ("jitter", &backoff.jitter(S)),
        ("jitter factor", &backoff.jitter_factor(0.2)),
        ("clamps", &backoff.at_least(S).at_most(S * 2)),
    ];
    for (name, wait) in waits {
        assert_frugal(name, |state| {
            black_box(wait.delay(state));
        });
    }
}

#[test]
fn stops() {
    let event = Event::new();
    let stops: &[(&str, &dyn Stop)] = &[
        ("never", &stop_never()),
        ("after attempt", &stop_after_attempt(5)),
        ("after delay", &stop_after_delay(S)),
        ("before delay", &stop_before_delay(S)),
        ("when", &stop_when(|| false)),
        ("when event set", &stop_when_event_set(&event)),
        ("closure", &stop_fn(|state: &RetryState| state.idle_for() > S)),
        ("any of all", &(stop_after_attempt(5) & stop_after_delay(S) | stop_never())),
    ];
    for (name, stop) in stops {
        assert_frugal(name, |state| {
            black_box(stop.should_stop(state));
        });
    }
}

type Answer = Result<u8, io::Error>;

#[test]
fn predicates() {
    let predicates: &[(&str, &dyn Predicate<Answer>)] = &[
        ("failure", &retry_if_failure()),
        ("err", &retry_if_err(|error: &io::Error| error.kind() == ErrorKind::TimedOut)),
        ("cause", &retry_if_err(|error: &io::Error| caused_by::<std::fmt::Error>(error))),
        ("ok", &retry_if_ok(|value: &u8| *value == 0)),
        ("result", &retry_if_result(Answer::is_err)),
        ("not result", &retry_if_not_result(Answer::is_ok)),
        ("always", &retry_always()),
        ("never", &retry_never()),
        ("closure", &retry_fn(|answer: &Answer, state: &RetryState| answer.is_err() && state.attempt_number() < 5)),
        ("logic", &(retry_if_failure() & !retry_never() | retry_always())),
    ];
    let answers = [Ok(0), Err(ErrorKind::TimedOut.into()), Err(io::Error::other(std::fmt::Error))];
    for (name, predicate) in predicates {
        assert_frugal(name, |state| {
            for answer in &answers {
                let _ = black_box(predicate.verdict(answer, state));
            }
        });
    }
}
