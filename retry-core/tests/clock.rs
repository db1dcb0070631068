//! A policy's call reads the clock and sleeps only when it needs to.

use std::cell::Cell;
use std::time::Duration;

use tenacity_core::parts::OwnTimer;
use tenacity_core::strategies::{RetryIfFailure, StopAfterAttempt, WaitFixed};
use tenacity_core::testing::VirtualTimer;
use tenacity_core::*;

const SECOND: Duration = Duration::from_secs(1);

type Paced = RetryPolicy<StopAfterAttempt, WaitFixed, RetryIfFailure, (), OwnTimer<VirtualTimer>>;

/// A policy of two attempts, with a second between them.
fn paced(timer: &VirtualTimer) -> Paced {
    RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND)).timer(timer.clone())
}

#[test]
fn hooks_and_reports_see_the_elapsed_time() {
    let (timer, seen) = (VirtualTimer::new(), Cell::new(0));
    let note = |state: &RetryState| seen.set(state.elapsed().as_secs());
    let fail = || {
        timer.advance(SECOND);
        None::<u8>
    };
    let policy = || paced(&timer);
    policy().before(note).call(fail);
    assert_eq!(seen.take(), 2, "before");
    policy().after(|state: &RetryState, _: &Option<u8>| note(state)).call(fail);
    assert_eq!(seen.take(), 3, "after");
    policy().before_sleep(|state: &RetryState, _: &Option<u8>| note(state)).call(fail);
    assert_eq!(seen.take(), 1, "before_sleep");
    policy().on_finish(|state: &RetryState, _: &Option<u8>, _| note(state)).call(fail);
    assert_eq!(seen.take(), 3, "on_finish");
    let fallback = |state: &RetryState, outcome: Option<u8>| {
        note(state);
        outcome
    };
    policy().fallback(fallback).call(fail);
    assert_eq!(seen.take(), 3, "fallback");
    let (_, report) = policy().call_with_report(fail);
    assert_eq!(report.elapsed, 3 * SECOND);
}

#[test]
fn the_elapsed_time_counts_from_the_start_of_the_call() {
    let timer = VirtualTimer::new();
    timer.advance(10 * SECOND);
    let (_, report) = paced(&timer).call_with_report(|| None::<u8>);
    assert_eq!(report.elapsed, SECOND);
}

#[test]
fn a_strategy_from_a_closure_sees_the_elapsed_time() {
    let (timer, seen) = (VirtualTimer::new(), Cell::new(0));
    let note = |state: &RetryState| seen.set(state.elapsed().as_secs());
    let fail = || {
        timer.advance(SECOND);
        None::<u8>
    };
    let policy = || paced(&timer);
    let stop = stop_fn(|state: &RetryState| {
        note(state);
        state.attempt_number() == 2
    });
    policy().stop(stop).call(fail);
    assert_eq!(seen.take(), 3, "stop");
    let wait = wait_fn(|state: &RetryState| {
        note(state);
        SECOND
    });
    policy().wait(wait).call(fail);
    assert_eq!(seen.take(), 3, "wait");
    let retry = retry_fn(|outcome: &Option<u8>, state: &RetryState| {
        note(state);
        outcome.is_none()
    });
    policy().retry(retry).call(fail);
    assert_eq!(seen.take(), 3, "retry");
}

/// A timer without a clock, which counts its sleeps.
#[derive(Default)]
struct Clockless(Cell<u32>);

impl Clock for Clockless {
    type Instant = ();

    fn now(&self) {
        panic!("the clock was read");
    }

    fn since(&self, (): ()) -> Duration {
        panic!("the clock was read");
    }
}

impl BlockingTimer for Clockless {
    fn sleep(&self, _: Duration) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn a_call_reads_no_clock_if_no_part_needs_it() {
    let (timer, event, budget, stats) = (Clockless::default(), Event::new(), RetryBudget::new().initial(2), RetryStats::new());
    let policy = || RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_fixed(SECOND)).timer(&timer);
    policy().call(|| None::<u8>);
    policy().cancel(&event).budget(&budget).stats(&stats).call(|| None::<u8>);
    assert_eq!(timer.0.get(), 4);
}

#[test]
fn a_delay_of_zero_does_not_sleep() {
    let timer = Clockless::default();
    RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none()).timer(&timer).call(|| None::<u8>);
    assert_eq!(timer.0.get(), 0);
}

#[test]
fn a_disabled_policy_calls_no_hook() {
    RetryPolicy::new().before(|_: &RetryState| panic!("called")).enabled(false).call(|| None::<u8>);
}

#[test]
fn a_skipped_sleep_advances_the_clock_unless_it_is_already_cancelled() {
    let hour = 3600 * SECOND;
    let (event, _guard) = (Event::new(), testing::no_sleep());
    let start = StdTimer.now();
    StdTimer.sleep_or_event(hour, &event);
    assert!(StdTimer.since(start) >= hour);
    event.set();
    StdTimer.sleep_or_event(hour, &event);
    assert!(StdTimer.since(start) < 2 * hour);
}
