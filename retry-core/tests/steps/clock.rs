//! The elapsed time of a call is its wall-clock time, whatever the clocks do.

use std::time::Duration;

use tenacity::testing::VirtualTimer;
use tenacity_core::*;

use crate::{NOON, SECOND, done, sleep};

/// Returns the elapsed time of the call at the end of a step at `now`, whose attempt takes `taken`.
fn elapsed(saved: Saved, now: Duration, taken: Duration) -> Duration {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new().timer(&timer);
    done(policy.step_at(saved, now, || {
        timer.advance(taken);
        Some(1)
    }))
    .1
    .elapsed
}

/// Makes a first attempt at `NOON` that takes two seconds. The planned sleep is a minute.
fn after_one_attempt() -> Saved {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 60)).timer(&timer);
    let step = policy.step_at(Saved::new(), NOON, || {
        timer.advance(SECOND * 2);
        None::<u8>
    });
    sleep(step).1
}

#[test]
fn the_elapsed_time_is_the_wall_time_since_the_first_attempt() {
    let saved = after_one_attempt();
    assert_eq!(saved.started(), Some(NOON));
    assert_eq!(elapsed(saved, NOON + SECOND * 62, SECOND), SECOND * 63);
    assert_eq!(elapsed(saved, NOON + SECOND * 7200, Duration::ZERO), SECOND * 7200, "the process was down for two hours");
}

#[test]
fn the_planned_sleeps_are_the_least_elapsed_time() {
    // An engine that skips a sleep, as a test does, ages the call as if it had slept.
    assert_eq!(elapsed(after_one_attempt(), NOON + SECOND * 10, SECOND), SECOND * 63);
}

#[test]
fn a_clock_that_stands_still_or_was_set_back_counts_the_planned_sleep() {
    let saved = after_one_attempt();
    for now in [NOON + SECOND * 2, NOON + SECOND, NOON - SECOND * 3600, Duration::ZERO] {
        assert_eq!(elapsed(saved, now, SECOND), SECOND * 63, "at {now:?}");
    }
}

#[test]
fn a_call_with_a_time_limit_ends_though_each_process_sets_the_clock_back() {
    let policy = RetryPolicy::new().stop(stop_after_delay(SECOND * 600)).wait(wait_fixed(SECOND * 60)).timer(VirtualTimer::new());
    let (mut saved, mut now) = (Saved::new(), NOON);
    for step in 1..=11 {
        match policy.step_at(saved, now, || None::<u8>) {
            Step::Sleep(_, next) => (saved, now) = (next, now - SECOND * 86_400),
            Step::Done(_, report) => {
                assert_eq!((step, report.elapsed, report.finish), (11, SECOND * 600, Finish::Stopped));
                return;
            }
        }
    }
    panic!("the call goes on: {saved:?}");
}

#[test]
fn a_clock_that_is_barely_ahead_ends_a_call_with_a_time_limit() {
    let policy = RetryPolicy::new().stop(stop_after_delay(SECOND * 60)).wait(wait_fixed(SECOND)).timer(VirtualTimer::new());
    let (mut saved, mut now) = (Saved::new(), NOON);
    for _ in 0..60 {
        now += Duration::from_nanos(1);
        (_, saved) = sleep(policy.step_at(saved, now, || None::<u8>));
    }
    let (_, report) = done(policy.step_at(saved, now, || None::<u8>));
    assert_eq!((report.elapsed.as_secs(), report.finish), (60, Finish::Stopped));
}

#[test]
fn clocks_of_two_machines_that_differ_add_their_difference_once() {
    let (skew, timer) = (SECOND * 5, VirtualTimer::new());
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND)).timer(&timer);
    let (mut saved, mut now) = (Saved::new(), NOON);
    for attempt in 0..40 {
        // Every second attempt runs on the machine whose clock is ahead.
        (_, saved) = sleep(policy.step_at(saved, now + skew * (attempt % 2), || None::<u8>));
        now += SECOND;
    }
    assert_eq!(saved.started(), Some(NOON));
    let passed = elapsed(saved, now, Duration::ZERO);
    assert!(passed >= now - NOON && passed <= now - NOON + skew + SECOND, "{passed:?}");
}

#[test]
fn the_start_of_a_call_stays_when_the_clock_is_set_back() {
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 60)).timer(VirtualTimer::new());
    let earlier = NOON - SECOND * 86_400;
    let (_, saved) = sleep(policy.step_at(after_one_attempt(), earlier, || None::<u8>));
    assert_eq!(saved.started(), Some(NOON));
    assert_eq!(elapsed(saved, earlier + SECOND * 100, Duration::ZERO), SECOND * 122, "62 s, and the planned minute");
}

#[test]
fn a_clock_that_jumps_ahead_ends_the_call() {
    let policy = RetryPolicy::new().stop(stop_after_delay(SECOND * 3600)).timer(VirtualTimer::new());
    let (_, report) = done(policy.step_at(after_one_attempt(), Duration::MAX, || None::<u8>));
    assert_eq!((report.attempts, report.finish), (2, Finish::Stopped));
}

#[test]
fn stops_waits_and_predicates_see_the_time_of_the_whole_call() {
    let policy = RetryPolicy::new()
        .stop(stop_fn(|state: &RetryState| {
            assert_eq!((state.attempt_number(), state.elapsed()), (2, SECOND * 90));
            assert_eq!((state.previous_sleep(), state.idle_for()), (SECOND * 60, SECOND * 60));
            assert_eq!(state.upcoming_sleep(), SECOND * 2);
            true
        }))
        .wait(wait_fn(|state: &RetryState| SECOND * state.attempt_number()))
        .retry(retry_fn(|_: &Option<u8>, state: &RetryState| state.elapsed() == SECOND * 90))
        .timer(VirtualTimer::new());
    let (_, report) = done(policy.step_at(after_one_attempt(), NOON + SECOND * 90, || None::<u8>));
    assert_eq!(report.finish, Finish::Stopped);
}

#[test]
fn a_stop_before_a_delay_sees_the_earlier_steps() {
    let policy =
        RetryPolicy::new().stop(stop_before_delay(SECOND * 100)).wait(wait_fixed(SECOND * 60)).timer(VirtualTimer::new());
    let (_, report) = done(policy.step_at(after_one_attempt(), NOON + SECOND * 62, || None::<u8>));
    assert_eq!((report.attempts, report.finish), (2, Finish::Stopped));
}

#[test]
fn the_system_clock_is_the_default() {
    let before = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let (_, saved) = sleep(RetryPolicy::new().step(Saved::new(), || None::<u8>));
    let after = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let started = saved.started().unwrap();
    assert!(before <= started && started <= after, "{before:?} {started:?} {after:?}");
}
