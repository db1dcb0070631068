//! A run without I/O is saved and resumed.

use std::ops::ControlFlow::{Break, Continue};

use tenacity::testing::VirtualTimer;
use tenacity_core::*;

use crate::{NOON, SECOND, done, sleep};

#[test]
fn a_run_goes_on_where_it_was_saved() {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new().stop(stop_after_delay(SECOND * 100)).wait(wait_exponential(SECOND * 10)).timer(&timer);
    let mut run = policy.resume_at(Saved::new(), NOON);
    timer.advance(SECOND * 3);
    assert_eq!(run.record(None::<u8>), Continue(SECOND * 10));
    timer.advance(SECOND); // the caller takes its time
    let saved = run.save_at(NOON + SECOND * 4);
    assert_eq!((saved.attempts(), saved.started()), (1, Some(NOON)));

    let mut run = policy.resume_at(saved, NOON + SECOND * 13);
    assert_eq!((run.state().attempt_number(), run.state().elapsed(), run.state().idle_for()), (2, SECOND * 13, SECOND * 10));
    timer.advance(SECOND * 87);
    assert_eq!(run.record(None::<u8>), Break(None));
    let report = run.report().unwrap();
    assert_eq!((report.attempts, report.elapsed, report.finish), (2, SECOND * 100, Finish::Stopped));
}

#[test]
fn a_run_of_a_boxed_policy_goes_on_where_it_was_saved() {
    let policy: BoxedPolicy<Option<u8>> = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND)).boxed();
    let mut run = policy.resume_at(Saved::new(), NOON);
    assert_eq!(run.record(None), Continue(SECOND));
    let saved = run.save_at(NOON);
    assert_eq!(policy.resume_at(saved, NOON + SECOND).record(None), Break(None));
}

#[test]
fn a_run_and_a_step_continue_each_other() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_exponential(SECOND)).timer(VirtualTimer::new());
    let mut run = policy.start();
    assert_eq!(run.record(None::<u8>), Continue(SECOND));
    let (delay, saved) = sleep(policy.step_at(run.save_at(NOON), NOON + SECOND, || None::<u8>));
    assert_eq!((delay, saved.attempts()), (SECOND * 2, 2));
    let mut run = policy.resume_at(saved, NOON + SECOND * 3);
    assert_eq!(run.record(None::<u8>), Break(None));
    assert_eq!(run.report().map(|report| (report.attempts, report.elapsed)), Some((3, SECOND * 3)));
}

#[test]
fn a_run_with_its_own_clock_saves_that_time() {
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 60));
    let mut run = policy.start();
    assert!(run.record_at(None::<u8>, SECOND * 3600).is_continue());
    let saved = run.save_at(NOON);
    assert_eq!(saved.started(), Some(NOON - SECOND * 3600));
    let (_, report) = done(policy.timer(VirtualTimer::new()).step_at(saved, NOON + SECOND * 60, || Some(1)));
    assert_eq!(report.elapsed, SECOND * 3660);
}

#[test]
fn the_token_of_a_saved_retry_stays_spent() {
    let budget = RetryBudget::new().initial(5);
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND)).budget(&budget);
    let mut run = policy.start();
    assert!(run.record(None::<u8>).is_continue());
    let spent = budget.available();
    let saved = run.save();
    drop(run);
    assert!((budget.available() - spent).abs() < 0.001);

    let mut resumed = policy.resume(saved);
    assert!((budget.available() - spent).abs() < 0.001, "only a call that has not begun deposits");
    assert!(resumed.record(None::<u8>).is_continue());
    drop(resumed);
    assert!((budget.available() - spent).abs() < 0.001, "a retry that is not saved is not made");
}

#[test]
fn a_success_returns_a_token_only_to_the_process_that_retried() {
    let budget = RetryBudget::new().initial(5);
    let policy = RetryPolicy::new().wait(wait_none()).budget(&budget);
    let mut run = policy.start();
    assert!(run.record(None::<u8>).is_continue());
    let saved = run.save();
    let spent = budget.available();
    assert!(policy.resume(saved).record(Some(1)).is_break());
    assert!((budget.available() - spent).abs() < 0.001);

    let mut run = policy.resume(saved);
    assert!(run.record(None::<u8>).is_continue());
    assert!(run.record(Some(1)).is_break());
    assert!((budget.available() - spent).abs() < 0.001, "one token out, the same token back: {}", budget.available());
}

#[test]
fn a_resumed_run_counts_its_first_retry() {
    let stats = RetryStats::new();
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND)).stats(&stats);
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    assert_eq!(stats.snapshot().retries, 0);
    assert!(policy.resume_at(saved, NOON + SECOND).record(Some(1)).is_break());
    assert_eq!((stats.snapshot().retries, stats.snapshot().slept), (1, SECOND));
}

#[test]
fn a_run_that_has_not_begun_is_saved_with_its_start() {
    let policy = RetryPolicy::new().wait(wait_exponential(SECOND).full_jitter()).seed(7).timer(VirtualTimer::new());
    let saved = policy.start().save_at(NOON);
    assert_eq!((saved.attempts(), saved.started()), (0, Some(NOON)));
    let (delay, _) = sleep(policy.step_at(saved, NOON + SECOND, || None::<u8>));
    assert_eq!(Some(delay), policy.delays().next());
}

#[test]
fn a_run_that_is_saved_again_before_its_attempt_has_ended_is_the_same() {
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 60)).timer(VirtualTimer::new());
    let (_, saved) = sleep(policy.step_at(Saved::seeded(7), NOON, || None::<u8>));
    // A worker that shuts down gives the call back. A clock that stands still or was set back does not age it.
    for now in [NOON + SECOND * 60, NOON + SECOND * 70, NOON, NOON] {
        assert_eq!(policy.resume_at(saved, now).save_at(now), saved);
    }
}

#[test]
fn the_progress_of_an_ended_call_lacks_its_last_attempt() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none());
    let mut run = policy.start();
    assert!(run.record(None::<u8>).is_continue());
    assert!(run.record(None::<u8>).is_break());
    assert_eq!(run.save_at(NOON).attempts(), 1);
}

#[test]
fn the_time_that_a_caller_counts_is_that_of_the_whole_call() {
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND * 60)).timer(VirtualTimer::new());
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    let mut run = policy.resume_at(saved, NOON + SECOND * 60);
    assert!(run.record_at(None::<u8>, SECOND * 5).is_continue());
    assert_eq!(run.state().elapsed(), SECOND * 60, "the time never goes back");
    assert!(run.record_at(None::<u8>, SECOND * 130).is_continue());
    assert_eq!(run.state().elapsed(), SECOND * 130);
}

#[test]
fn a_disabled_run_reports_its_attempts() {
    let policy = RetryPolicy::new().wait(wait_none());
    let (_, saved) = sleep(policy.step_at(Saved::new(), NOON, || None::<u8>));
    let disabled = policy.enabled(false);
    let mut run = disabled.resume_at(saved, NOON);
    assert_eq!(run.record(None::<u8>), Break(None));
    assert_eq!(run.report().map(|report| (report.attempts, report.finish)), Some((2, Finish::Accepted)));
    let stats = RetryStats::new();
    let counted = policy.enabled(false).stats(&stats);
    assert!(counted.resume_at(saved, NOON).record(Some(1)).is_break());
    let _ = counted.step_at(saved, NOON, || Some(1));
    assert_eq!((stats.snapshot().retries, stats.snapshot().calls()), (0, 0));
}
