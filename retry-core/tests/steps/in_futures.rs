//! Async steps: their limits, and where they can run.

use std::future::{pending, ready};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use tenacity::testing::VirtualTimer;
use tenacity_core::*;

use crate::{NOON, SECOND, done, sleep};

type Outcome = Result<u8, TimedOut>;

#[tokio::test(start_paused = true)]
async fn an_async_step_is_one_attempt_with_a_decision() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND));
    let slow = || async {
        tokio::time::sleep(SECOND * 3).await;
        None::<u8>
    };
    let (delay, saved) = sleep(policy.step_async_at(Saved::new(), NOON, slow).await);
    assert_eq!((delay, saved.attempts(), saved.started()), (SECOND, 1, Some(NOON)));
    let (_, report) = done(policy.step_async_at(saved, NOON + SECOND * 10, slow).await);
    assert_eq!((report.attempts, report.elapsed, report.finish), (2, SECOND * 13, Finish::Stopped));
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_of_an_attempt_counts_from_its_step() {
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND)).stop(stop_never()).attempt_timeout(SECOND * 2);
    let (_, saved) = sleep(policy.step_async_at(Saved::new(), NOON, pending::<Outcome>).await);
    let judged = policy.retry(retry_if_err(|cut: &TimedOut| {
        assert_eq!((cut.limit(), cut.length(), cut.attempts()), (Limit::Attempt, SECOND * 2, 2));
        assert_eq!(cut.elapsed(), SECOND * 62, "of the whole call");
        true
    }));
    let (delay, saved) = sleep(judged.step_async_at(saved, NOON + SECOND * 60, pending::<Outcome>).await);
    assert_eq!((delay, saved.attempts()), (SECOND, 2));
}

#[tokio::test(start_paused = true)]
async fn the_first_attempt_of_a_call_that_was_saved_before_it_gets_its_whole_limit() {
    let saved = RetryPolicy::new().start().save_at(NOON);
    let policy = RetryPolicy::new().attempt_timeout(SECOND * 2);
    let slow = || async {
        tokio::time::sleep(SECOND).await;
        Some(1)
    };
    let (outcome, report) = done(policy.step_async_at(saved, NOON + SECOND * 3600, slow).await);
    assert_eq!((outcome, report.attempts, report.elapsed.as_secs()), (Some(1), 1, 3601));
}

#[tokio::test(start_paused = true)]
async fn a_disabled_async_step_has_no_limit() {
    let policy = RetryPolicy::new().attempt_timeout(SECOND).enabled(false);
    let slow = || async {
        tokio::time::sleep(SECOND * 5).await;
        None::<u8>
    };
    let (outcome, report) = done(policy.step_async_at(Saved::new(), NOON, slow).await);
    assert_eq!((outcome, report.elapsed, report.finish), (None, SECOND * 5, Finish::Accepted));
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_the_call_counts_earlier_steps_and_sleeps() {
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND * 50)).stop(stop_never()).timeout(SECOND * 60);
    let (_, saved) = sleep(policy.step_async_at(Saved::new(), NOON, || ready(None::<u8>)).await);
    let start = tokio::time::Instant::now();
    let hung = || async {
        assert!(ambient::remaining().is_some_and(|left| left <= SECOND * 8));
        pending().await
    };
    let (outcome, report): (Outcome, _) = done(policy.step_async_at(saved, NOON + SECOND * 52, hung).await);
    assert_eq!(start.elapsed(), SECOND * 8, "what the earlier steps left");
    let cut = outcome.unwrap_err();
    assert_eq!((cut.limit(), cut.length(), cut.elapsed(), cut.attempts()), (Limit::Call, SECOND * 60, SECOND * 60, 2));
    assert_eq!((report.attempts, report.elapsed, report.finish), (2, SECOND * 60, Finish::TimedOut));
}

#[tokio::test(start_paused = true)]
async fn a_step_after_the_timeout_still_polls_its_attempt_once() {
    let policy = RetryPolicy::new().wait(wait_fixed(SECOND)).stop(stop_never()).timeout(SECOND * 60);
    let (_, saved) = sleep(policy.step_async_at(Saved::new(), NOON, || ready(None::<u8>)).await);
    let late = NOON + SECOND * 3600;
    let (outcome, _) = done(policy.step_async_at(saved, late, || ready(Some(1))).await);
    assert_eq!(outcome, Some(1));
    let (outcome, report) = done(policy.step_async_at(saved, late, pending::<Option<u8>>).await);
    assert_eq!((outcome, report.attempts, report.finish), (None, 2, Finish::TimedOut));
}

#[tokio::test]
async fn a_step_that_borrows_its_policy_can_be_spawned() {
    static POLICY: RetryPolicy = RetryPolicy::new();
    let borrowed = tokio::spawn(POLICY.step_async(Saved::new(), || async { Some(1) })).await.unwrap();
    assert_eq!(done(borrowed).0, Some(1));

    let boxed: Arc<BoxedPolicy<Option<u8>>> = Arc::new(RetryPolicy::new().wait(wait_fixed(SECOND)).boxed());
    let inside = Arc::clone(&boxed);
    let spawned = tokio::spawn(async move { inside.step_async(Saved::new(), || async { None }).await }).await.unwrap();
    assert_eq!(sleep(spawned).0, SECOND);
    let owned = tokio::spawn(StepFuture::new(boxed, Saved::new(), || ready(None))).await.unwrap();
    assert_eq!(sleep(owned).0, SECOND);
}

#[tokio::test]
async fn one_async_attempt_may_consume_its_captures() {
    let order = String::from("order 42");
    let step = RetryPolicy::new().step_async(Saved::new(), || async move { Some(order) }).await;
    assert_eq!(done(step).0.as_deref(), Some("order 42"));
}

#[test]
fn a_dropped_step_decides_nothing() {
    let (budget, stats) = (RetryBudget::new(), RetryStats::new());
    let policy = RetryPolicy::new().budget(&budget).stats(&stats).timer(VirtualTimer::new());
    let mut begun = 0;
    {
        let mut step = pin!(policy.step_async_at(Saved::new(), NOON, || {
            begun += 1;
            pending::<Option<u8>>()
        }));
        assert!(step.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert!(format!("{step:?}").starts_with("StepFuture { saved: Saved"));
    }
    assert_eq!((begun, stats.snapshot().calls()), (1, 0));
    assert!(budget.available() > 1.0, "no token was taken");
}

#[test]
fn a_step_does_not_begin_before_its_first_poll() {
    let budget = RetryBudget::new();
    let before = budget.available();
    let policy = RetryPolicy::new().budget(&budget).timer(VirtualTimer::new());
    drop(policy.step_async(Saved::new(), || -> std::future::Ready<Option<u8>> { panic!("the attempt began") }));
    assert!((budget.available() - before).abs() < f64::EPSILON, "no deposit was made");
}

#[test]
#[should_panic(expected = "polled again after it was ready")]
fn a_step_that_is_polled_after_its_end_panics() {
    let policy = RetryPolicy::new().timer(VirtualTimer::new());
    let mut step = pin!(policy.step_async(Saved::new(), || ready(Some(1))));
    let mut context = Context::from_waker(Waker::noop());
    assert!(step.as_mut().poll(&mut context).is_ready());
    let _ = step.as_mut().poll(&mut context);
}
