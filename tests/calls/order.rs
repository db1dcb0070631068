//! The order of one call: when each part is called, and with which state. The order is that of Python's tenacity, so habits carry over.

use std::cell::RefCell;
use std::time::Duration;

use tenacity::prelude::*;

/// Records `step` with the attempt, the upcoming sleep and the idle time from the state. Times are in milliseconds.
fn note(log: &RefCell<Vec<String>>, step: &str, state: &RetryState) {
    let (sleep, idle) = (state.upcoming_sleep().as_millis(), state.idle_for().as_millis());
    log.borrow_mut().push(format!("{step} {} {sleep} {idle}", state.attempt_number()));
}

/// Retries every error, waits 2 ms longer after each attempt, and stops after the third.
#[retry(
    stop = stop_fn(|state| { note(log, "stop", state); state.attempt_number() >= 3 }),
    wait = wait_fn(|state| { note(log, "wait", state); 2ms * state.attempt_number() }),
    retry = retry_fn(|outcome, state| { note(log, "retry", state); outcome.is_err() }),
    before_sleep = |state, _| note(log, "before_sleep", state),
)]
fn recorded(log: &RefCell<Vec<String>>, fail: u32, attempts: &mut u32) -> Result<u32, u32> {
    *attempts += 1;
    log.borrow_mut().push(format!("body {attempts}"));
    if *attempts <= fail { Err(*attempts) } else { Ok(*attempts) }
}

#[test]
fn an_exhausted_call_runs_its_parts_in_order_and_returns_its_last_outcome() {
    let log = RefCell::default();
    assert_eq!(recorded(&log, 9, &mut 0), Err(3));
    assert_eq!(
        log.take(),
        [
            "body 1",
            "retry 1 0 0",
            "wait 1 0 0",
            "stop 1 2 0",         // the wait is computed before the stop is called
            "before_sleep 1 2 2", // the idle time includes the coming sleep
            "body 2",
            "retry 2 0 2",
            "wait 2 0 2",
            "stop 2 4 2",
            "before_sleep 2 4 6",
            "body 3",
            "retry 3 0 6",
            "wait 3 0 6",
            "stop 3 6 6", // the stop is called after the last attempt too, but no sleep follows
        ]
    );
}

#[test]
fn an_accepted_outcome_ends_the_call_without_further_steps() {
    let log = RefCell::default();
    assert_eq!(recorded(&log, 0, &mut 0), Ok(1));
    assert_eq!(log.take(), ["body 1", "retry 1 0 0"]);
}

#[tokio::test(start_paused = true)]
async fn an_async_call_runs_its_parts_in_the_same_order_and_sleeps_as_planned() {
    #[retry(
        stop = stop_fn(|state| { note(log, "stop", state); state.attempt_number() >= 2 }),
        wait = wait_fn(|state| { note(log, "wait", state); 50ms }),
        retry = retry_fn(|outcome, state| { note(log, "retry", state); outcome.is_none() }),
        before_sleep = |state, _| note(log, "before_sleep", state),
    )]
    async fn recorded(log: &RefCell<Vec<String>>) -> Option<()> {
        log.borrow_mut().push("body".into());
        None
    }

    let (log, start) = (RefCell::default(), tokio::time::Instant::now());
    assert_eq!(recorded(&log).await, None);
    assert_eq!(start.elapsed(), Duration::from_millis(50));
    let expected = ["body", "retry 1 0 0", "wait 1 0 0", "stop 1 50 0", "before_sleep 1 50 50"];
    assert_eq!(log.borrow()[..5], expected);
    assert_eq!(log.borrow()[5..], ["body", "retry 2 0 50", "wait 2 0 50", "stop 2 50 50"]);
}

#[tokio::test(start_paused = true)]
async fn a_hint_replaces_the_wait_and_is_visible_to_stops() {
    let asked = RefCell::new(Vec::new());

    #[retry(
        stop = stop_before_delay(10s) & stop_fn(|state| { asked.borrow_mut().push(state.upcoming_sleep()); true }),
        wait = wait_fn(|_| unreachable!("the hint replaces it")),
        retry = retry_if_err(|secs| Verdict::RetryAfter(Duration::from_secs(*secs))),
    )]
    async fn throttled(asked: &RefCell<Vec<Duration>>, attempt: &mut u64) -> Result<(), u64> {
        *attempt += 1;
        Err(if *attempt < 3 { 4 } else { 3600 })
    }

    let start = tokio::time::Instant::now();
    assert_eq!(throttled(&asked, &mut 0).await, Err(3600));
    assert_eq!(start.elapsed(), Duration::from_secs(8), "an hour would pass the limit, so the third attempt is the last");
    assert_eq!(*asked.borrow(), [Duration::from_secs(3600)]);
}

#[test]
fn a_zero_hint_is_ignored() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(4)).wait(wait_fixed(Duration::from_secs(1)));
    let hint = retry_if_err(|e: &u64| Verdict::RetryAfter(Duration::from_secs(*e)));
    let predicates: [Box<dyn Predicate<Result<(), u64>>>; 3] =
        [Box::new(hint), Box::new(hint & retry_always()), Box::new(retry_never() | hint)];
    for retry in predicates {
        let timer = tenacity::testing::VirtualTimer::new();
        let mut hints = [0, 3, 0, 0].into_iter();
        let _ = policy.retry(retry).timer(&timer).call(|| Err::<(), _>(hints.next().unwrap()));
        assert_eq!(timer.sleeps(), [1, 3, 1].map(Duration::from_secs));
    }
}

#[tokio::test(start_paused = true)]
async fn elapsed_includes_attempts_and_sleeps() {
    let seen = RefCell::new(Vec::new());

    #[retry(
        stop = stop_after_attempt(3),
        wait = wait_fixed(100ms),
        before_sleep = |state, _| seen.borrow_mut().push((state.elapsed().as_millis(), state.previous_sleep().as_millis())),
    )]
    async fn slow(seen: &RefCell<Vec<(u128, u128)>>) -> Option<()> {
        tokio::time::sleep(Duration::from_millis(7)).await;
        None
    }

    assert_eq!(slow(&seen).await, None);
    assert_eq!(*seen.borrow(), [(7, 0), (114, 100)]);
}

#[test]
fn the_state_names_the_function() {
    let name = RefCell::new("");

    #[retry(stop = stop_after_attempt(2), wait = wait_none(), before_sleep = |state, _| *name.borrow_mut() = state.name())]
    fn r#try(name: &RefCell<&'static str>) -> Option<()> {
        None
    }

    assert_eq!(r#try(&name), None);
    assert_eq!(*name.borrow(), "calls::order::try");
}
