//! The hooks, the fallback and the limits of a policy act once per step.

use std::cell::RefCell;

use tenacity::testing::VirtualTimer;
use tenacity_core::*;

use crate::{NOON, SECOND, done, sleep};

#[test]
fn each_hook_runs_once_per_step() {
    let events = RefCell::new(Vec::new());
    let note = |event: String| events.borrow_mut().push(event);
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(2))
        .wait(wait_fixed(SECOND))
        .timer(VirtualTimer::new())
        .name("orders")
        .before(|state: &RetryState| note(format!("{} before {} at {:?}", state.name(), state.attempt_number(), state.elapsed())))
        .after(|state: &RetryState, _: &Option<u8>| note(format!("after {}", state.attempt_number())))
        .before_sleep(|state: &RetryState, _: &Option<u8>| note(format!("before sleep {:?}", state.idle_for())))
        .on_finish(|state: &RetryState, _: &Option<u8>, finish| note(format!("{finish:?} {}", state.attempt_number())))
        .fallback(|_: &RetryState, _| Some(0));

    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None));
    assert_eq!(events.take(), ["orders before 1 at 0ns", "after 1", "before sleep 1s"]);
    let (outcome, _) = done(policy.step_at(saved, NOON + SECOND * 3, || None));
    assert_eq!(events.take(), ["orders before 2 at 3s", "after 2", "Stopped 2"]);
    assert_eq!(outcome, Some(0));
}

#[test]
fn an_event_ends_the_call_at_its_next_decision() {
    let shutdown = Event::new();
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND)).cancel(&shutdown);
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    shutdown.set();
    let (_, report) = done(policy.step_at(saved, NOON + SECOND, || None::<u8>));
    assert_eq!((report.attempts, report.finish), (2, Finish::Cancelled));
}

#[test]
fn a_sleep_that_would_pass_the_timeout_of_the_call_ends_it() {
    // A boxed policy hides its time limits, so a sync step accepts it.
    let policy: BoxedPolicy<Option<u8>> =
        RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 40)).timeout(SECOND * 60).boxed();
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None));
    let (_, report) = done(policy.step_at(saved, NOON + SECOND * 40, || None));
    assert_eq!((report.attempts, report.finish), (2, Finish::TimedOut));
}

#[test]
fn the_limit_of_a_call_around_the_step_does_not_bound_the_sleep() {
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 3600));
    let deadline = StdTimer.deadline(StdTimer.now(), SECOND);
    let step = ambient::within(deadline, || {
        let step = policy.step_at(Saved::new(), NOON, || {
            assert!(ambient::remaining().is_some_and(|left| left <= SECOND), "the attempt itself is inside the limit");
            None::<u8>
        });
        assert!(ambient::remaining().is_some());
        step
    });
    assert_eq!(sleep(step).0, SECOND * 3600);
}

#[test]
fn the_hooks_and_the_fallback_of_a_step_are_inside_the_limit_of_a_call_around_it() {
    let is_limited = || assert!(ambient::remaining().is_some());
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(1))
        .before(|state: &RetryState| assert!(state.remaining().is_some()))
        .after(|state: &RetryState, _: &Option<u8>| assert!(state.remaining().is_some()))
        .fallback(|_: &RetryState, outcome: Option<u8>| {
            is_limited();
            outcome
        });
    let deadline = StdTimer.deadline(StdTimer.now(), SECOND * 60);
    let step = ambient::within(deadline, || policy.step_at(Saved::new(), NOON, || None));
    assert_eq!(done(step).1.finish, Finish::Stopped);
}

#[test]
fn the_state_shows_the_time_that_earlier_steps_left() {
    let policy: BoxedPolicy<Option<u8>> = RetryPolicy::new()
        .wait(wait_fixed(SECOND))
        .stop(stop_never())
        .timeout(SECOND * 60)
        .before(|state: &RetryState| assert_eq!(state.remaining(), Some(SECOND * 60 - state.elapsed())))
        .boxed();
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None));
    let (_, report) = done(policy.step_at(saved, NOON + SECOND * 25, || Some(1)));
    assert_eq!(report.elapsed.as_secs(), 25);
}
