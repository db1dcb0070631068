//! Policies as values: hooks, reports, sharing, runs and planned delays.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::{BoxedPolicy, Report};

const MS: Duration = Duration::from_millis(1);

#[test]
fn hooks_of_one_kind_run_in_the_order_they_were_added() {
    let log = RefCell::new(Vec::new());
    let note = |step: &'static str| log.borrow_mut().push(step);
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(2))
        .wait(wait_none())
        .before(|_| note("before"))
        .after(|_: &RetryState, _: &Option<u8>| note("after"))
        .before_sleep(|_: &RetryState, _: &Option<u8>| note("before_sleep 1"))
        .before_sleep(|_: &RetryState, _: &Option<u8>| note("before_sleep 2"))
        .on_finish(|_: &RetryState, _: &Option<u8>, finish| {
            assert_eq!(finish, Finish::Stopped);
            note("on_finish");
        })
        .fallback(|_: &RetryState, _: Option<u8>| Some(1))
        .fallback(|_: &RetryState, found: Option<u8>| found.map(|n| n + 1));
    assert_eq!(policy.call(|| None), Some(2));
    let expected = ["before", "after", "before_sleep 1", "before_sleep 2", "before", "after", "on_finish"];
    assert_eq!(log.take(), expected);
}

#[test]
fn a_disabled_policy_makes_one_plain_attempt() {
    let (attempts, hooks) = (Cell::new(0), Cell::new(0));
    let policy =
        RetryPolicy::new().enabled(false).before(|_| hooks.set(1)).on_finish(|_: &RetryState, _: &Option<()>, _| hooks.set(2));
    let (outcome, report) = policy.call_with_report(|| {
        attempts.set(attempts.get() + 1);
        None::<()>
    });
    assert_eq!((outcome, attempts.get(), hooks.get(), report.attempts), (None, 1, 0, 1));
}

#[tokio::test(start_paused = true)]
async fn a_report_has_the_attempts_and_times_of_a_call() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_fixed(10 * MS));
    let expected = |report: Report, finish| {
        assert_eq!((report.attempts, report.elapsed, report.idle_for, report.finish), (3, 23 * MS, 20 * MS, finish));
    };
    let slow = async || tokio::time::sleep(MS).await;

    let (outcome, report) = policy
        .call_async_with_report(|| async {
            slow().await;
            None::<()>
        })
        .await;
    assert_eq!(outcome, None);
    expected(report, Finish::Stopped);

    let mut attempts = 0;
    let (outcome, report) = policy
        .call_async_mut_with_report(async || {
            attempts += 1;
            slow().await;
            (attempts == 3).then_some(attempts)
        })
        .await;
    assert_eq!(outcome, Some(3));
    expected(report, Finish::Accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_async_call_can_be_spawned_while_it_borrows_a_shared_local() {
    static POLICY: RetryPolicy = RetryPolicy::new();
    let attempts = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&attempts);
    let task = tokio::spawn(async move {
        let name = String::from("shared");
        let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none());
        let found = policy
            .call_async(|| async {
                tokio::task::yield_now().await;
                (counter.fetch_add(1, Ordering::Relaxed) == 1).then_some(name.len())
            })
            .await;
        (found, POLICY.call_async(|| async { Some(name.len()) }).await)
    });
    assert_eq!(task.await.unwrap(), (Some(6), Some(6)));
    assert_eq!(attempts.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn an_async_closure_lends_a_mutable_value_to_its_attempts() {
    let mut buffer = Vec::new();
    async fn push(buffer: &mut Vec<u8>) -> Result<usize, ()> {
        tokio::task::yield_now().await;
        buffer.push(0);
        if buffer.len() < 3 { Err(()) } else { Ok(buffer.len()) }
    }
    let policy = RetryPolicy::new();
    assert_eq!(policy.call_async_mut(async || push(&mut buffer).await).await, Ok(3));
    assert_eq!(buffer.len(), 3);
}

#[test]
fn a_boxed_policy_is_the_same_and_can_be_shared() {
    const fn shared<T: Send + Sync>(value: T) -> T {
        value
    }
    let typed =
        RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none()).retry(retry_if_err(|e: &u8| *e < 9)).name("orders");
    let names = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&names);
    let boxed: BoxedPolicy<Result<(), u8>> = shared(
        typed
            .on_finish(move |state: &RetryState, _: &Result<(), u8>, _| {
                assert_eq!(state.name(), "orders");
                seen.fetch_add(state.attempt_number(), Ordering::Relaxed);
            })
            .boxed(),
    );
    assert_eq!(typed.call(|| Err::<(), _>(1)), Err(1));
    assert_eq!([boxed.call(|| Err(1)), boxed.call(|| Err(9))], [Err(1), Err(9)]);
    assert_eq!(names.load(Ordering::Relaxed), 3 + 1);
}

#[test]
fn a_run_is_driven_by_any_clock() {
    let policy = RetryPolicy::new().stop(stop_before_delay(Duration::from_secs(10))).wait(wait_fixed(Duration::from_secs(4)));
    let mut run = policy.start();
    let seconds = Duration::from_secs;
    assert_eq!(run.state().attempt_number(), 1);
    assert_eq!(run.record_at(Err::<(), _>(1), seconds(1)), ControlFlow::Continue(seconds(4)));
    assert_eq!((run.state().attempt_number(), run.state().previous_sleep(), run.finish()), (2, seconds(4), None));
    assert_eq!(
        run.record_at(Err::<(), _>(2), seconds(0)),
        ControlFlow::Continue(seconds(4)),
        "a clock that jumps back refunds nothing"
    );
    assert_eq!(run.record_at(Err::<(), _>(3), Duration::MAX), ControlFlow::Break(Err(3)));
    let report = run.report().unwrap();
    assert_eq!((report.attempts, report.idle_for, report.finish), (3, seconds(8), Finish::Stopped));
}

#[test]
fn the_planned_delays_are_available_before_the_first_call() {
    let seconds = |delays: &[u64]| delays.iter().copied().map(Duration::from_secs).collect::<Vec<_>>();
    let policy = RetryPolicy::new().stop(stop_after_delay(Duration::from_secs(6))).wait(wait_exponential(Duration::from_secs(1)));
    assert_eq!(policy.delays().collect::<Vec<_>>(), seconds(&[1, 2, 4]));
    assert_eq!(policy.timeout(Duration::from_secs(3)).delays().collect::<Vec<_>>(), seconds(&[1]));
    let seeded = RetryPolicy::new().seed(5);
    assert!(seeded.delays().eq(seeded.delays()));
    assert_eq!(seeded.delays().count(), 9, "ten attempts");
    assert_eq!(RetryPolicy::new().stop(stop_never()).wait(wait_none()).delays().take(1000).count(), 1000);
}

#[test]
fn a_borrowed_policy_can_be_extended_for_one_call() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none());
    let finished = Cell::new(0);
    let observed = policy.by_ref().on_finish(|state: &RetryState, _: &Option<()>, _| finished.set(state.attempt_number()));
    assert_eq!(observed.call(|| None), None);
    assert_eq!(finished.get(), 2);
}
