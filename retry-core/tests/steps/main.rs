//! Calls that outlive their process: one attempt as a step, with all parts of the policy.
#![allow(clippy::unchecked_time_subtraction, reason = "these times are constants, long after the epoch")]

use std::time::Duration;

use tenacity::testing::VirtualTimer;
use tenacity_core::*;

mod clock;
mod hooks;
mod in_futures;
mod laws;
mod runs;
mod shared;

const SECOND: Duration = Duration::from_secs(1);
/// Some moment on the wall clock.
const NOON: Duration = Duration::from_secs(1_790_000_000);

/// The durable engine of the tests: it stores a step, and sleeps on its own wall clock.
struct Engine {
    wall: Duration,
    delays: Vec<Duration>,
    saved: Saved,
}

impl Engine {
    fn new(saved: Saved) -> Self {
        Self { wall: NOON, delays: Vec::new(), saved }
    }

    /// Sleeps after a step. Returns the outcome of the call at its end.
    fn after<R>(&mut self, step: Step<R>) -> Option<(R, Report)> {
        match step {
            Step::Done(outcome, report) => Some((outcome, report)),
            Step::Sleep(delay, saved) => {
                self.wall = self.wall.saturating_add(delay);
                self.delays.push(delay);
                self.saved = saved;
                None
            }
        }
    }
}

/// Returns the delay and the progress of a step that goes on.
#[track_caller]
fn sleep<R: std::fmt::Debug>(step: Step<R>) -> (Duration, Saved) {
    match step {
        Step::Sleep(delay, saved) => (delay, saved),
        Step::Done(outcome, report) => panic!("the call has ended: {outcome:?}, {report:?}"),
    }
}

/// Returns the report of a step that ends its call.
#[track_caller]
fn done<R>(step: Step<R>) -> (R, Report) {
    match step {
        Step::Done(outcome, report) => (outcome, report),
        Step::Sleep(delay, saved) => panic!("the call goes on: {delay:?}, {saved:?}"),
    }
}

#[test]
fn a_call_goes_on_at_the_next_attempt() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_exponential(SECOND));
    let (delay, saved) = sleep(policy.step_at(Saved::new(), NOON, || Err::<u8, _>("first")));
    assert_eq!((delay, saved.attempts()), (SECOND, 1));
    let (delay, saved) = sleep(policy.step_at(saved, NOON + SECOND, || Err::<u8, _>("second")));
    assert_eq!((delay, saved.attempts()), (SECOND * 2, 2));
    let (outcome, report) = done(policy.step_at(saved, NOON + SECOND * 3, || Err::<u8, _>("third")));
    assert_eq!((outcome, report.attempts, report.idle_for, report.finish), (Err("third"), 3, SECOND * 3, Finish::Stopped));
}

#[test]
fn one_attempt_may_consume_its_captures() {
    let order = String::from("order 42");
    let (outcome, report) = done(RetryPolicy::new().step(Saved::new(), || Ok::<_, ()>(order)));
    assert_eq!((outcome.as_deref(), report.attempts, report.finish), (Ok("order 42"), 1, Finish::Accepted));
}

#[test]
fn a_final_error_ends_the_call() {
    let policy = RetryPolicy::new().retry(retry_if_err(|error: &&str| *error == "busy"));
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || Err::<(), _>("busy")));
    let (outcome, report) = done(policy.step_at(saved, NOON + SECOND, || Err::<(), _>("forbidden")));
    assert_eq!((outcome, report.attempts, report.finish), (Err("forbidden"), 2, Finish::Accepted));
}

#[test]
fn a_hint_replaces_the_wait() {
    let policy = RetryPolicy::new()
        .wait(wait_fixed(SECOND))
        .retry(retry_if_err(|seconds: &u64| Verdict::RetryAfter(Duration::from_secs(*seconds))));
    assert_eq!(sleep(policy.step_at(Saved::new(), NOON, || Err::<(), u64>(7))).0, SECOND * 7);
}

#[test]
fn a_changed_policy_takes_effect_at_the_next_decision() {
    let policy = |n| RetryPolicy::new().stop(stop_after_attempt(n)).wait(wait_none());
    let saved = (0..3).fold(Saved::new(), |saved, _| sleep(policy(6).step_at(saved, NOON, || None::<u8>)).1);
    let (_, report) = done(policy(2).step_at(saved, NOON, || None::<u8>));
    assert_eq!((report.attempts, report.finish), (4, Finish::Stopped));
}

#[test]
fn a_disabled_policy_makes_one_plain_attempt_more() {
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND));
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    let plain = policy.enabled(false).before(|_: &RetryState| panic!("a hook ran"));
    let (outcome, report) = done(plain.timer(VirtualTimer::new()).step_at(saved, NOON + SECOND * 5, || None::<u8>));
    assert_eq!((outcome, report.attempts, report.finish), (None, 2, Finish::Accepted));
    assert_eq!((report.elapsed, report.idle_for), (SECOND * 5, SECOND));
}

#[test]
fn a_boxed_policy_makes_the_same_steps() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(4)).wait(wait_exponential(SECOND).full_jitter()).seed(7);
    let boxed: BoxedPolicy<Option<u8>> = policy.boxed();
    let mut saved = (Saved::new(), Saved::new());
    for attempt in 1..4 {
        let now = NOON + SECOND * attempt;
        let ours = sleep(boxed.step_at(saved.0, now, || None));
        assert_eq!(ours.0, sleep(policy.step_at(saved.1, now, || None::<u8>)).0);
        saved = (ours.1, ours.1);
    }
    assert_eq!(done(boxed.step_at(saved.0, NOON, || None)).1.attempts, 4);
}

#[test]
fn progress_fits_in_a_cache_line() {
    assert!(size_of::<Saved>() <= 64, "{} bytes", size_of::<Saved>());
}
