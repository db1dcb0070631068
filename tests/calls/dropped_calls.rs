//! A call that is dropped while it sleeps returns the token of the retry that it never made, and does not count that retry.

use std::time::Duration;

use tenacity::{BoxedPolicy, RetryStats, prelude::*};

const HOUR: Duration = Duration::from_secs(3600);

/// Drops a call while it sleeps after its second attempt, and asserts the state of everything that it shared.
macro_rules! assert_leaves_nothing {
    ($($name:ident: |$budget:ident, $stats:ident| $call:expr;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $name() {
            let (budget, stats) = (RetryBudget::new().initial(5), RetryStats::new());
            let ($budget, $stats) = (&budget, &stats);
            for _ in 0..20 {
                let before = $budget.available();
                tokio::time::timeout(HOUR * 3 / 2, $call).await.expect_err("it sleeps");
                let spent = before + 0.1 - $budget.available();
                assert!((spent - 1.0).abs() < 1e-9, "one retry was made: {spent}");
                for _ in 0..9 {
                    $budget.deposit();
                }
            }
            let snapshot = $stats.snapshot();
            assert_eq!((snapshot.calls(), snapshot.retries, snapshot.slept), (0, 20, 20 * HOUR));
        }
    )*};
}

type Boxed = BoxedPolicy<Option<u8>>;

#[retry(stop = stop_never(), wait = wait_fixed(1h), budget = budget, stats = stats)]
async fn by_attribute(budget: &RetryBudget, stats: &RetryStats) -> Option<u8> {
    None
}

#[retry(policy = policy, budget = budget, stats = stats)]
async fn by_key(policy: &Boxed, budget: &RetryBudget, stats: &RetryStats) -> Option<u8> {
    None
}

/// A policy that waits for an hour, with everything that calls can share.
macro_rules! policy {
    ($budget:ident, $stats:ident) => {
        RetryPolicy::new().stop(stop_never()).wait(wait_fixed(HOUR)).budget($budget).stats($stats)
    };
}

assert_leaves_nothing! {
    the_attribute: |budget, stats| by_attribute(budget, stats);
    the_attribute_over_a_policy: |budget, stats| {
        let policy: Boxed = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(HOUR)).boxed();
        async move { by_key(&policy, budget, stats).await }
    };
    a_block: |budget, stats| {
        let event = tenacity::Event::new();
        retry_block!(
            stop = stop_never(),
            wait = wait_fixed(1h),
            budget = budget,
            stats = stats,
            cancel = event,
            => async move -> Option<u8> { None }
        )
    };
    a_policy: |budget, stats| {
        let policy = policy!(budget, stats);
        async move { policy.call_async(|| async { None::<u8> }).await }
    };
    a_policy_that_can_be_cancelled: |budget, stats| {
        let policy = policy!(budget, stats).cancel(tenacity::Event::new());
        async move { policy.call_async_with_report(|| async { None::<u8> }).await }
    };
    a_policy_over_an_async_closure: |budget, stats| {
        let policy = policy!(budget, stats);
        async move { policy.call_async_mut(async || None::<u8>).await }
    };
}

#[test]
fn a_hook_that_panics_before_the_sleep_returns_the_token() {
    let budget = RetryBudget::new();
    let policy = RetryPolicy::new().budget(&budget).before_sleep(|_: &RetryState, _: &Option<u8>| panic!("hook"));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| policy.call(|| None))).expect_err("the hook panics");
    assert!(budget.available() > 1.0);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_yields_returns_the_token() {
    let budget = RetryBudget::new().capacity(100).initial(100);
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_none()).budget(&budget);
    let mut call = Box::pin(policy.call_async(|| async { None::<u8> }));
    std::future::poll_fn(|context| {
        assert!(call.as_mut().poll(context).is_pending(), "it yields before its 33rd attempt");
        std::task::Poll::Ready(())
    })
    .await;
    drop(call);
    assert!((budget.available() - 69.0).abs() < 1e-9, "31 retries: {}", budget.available());
}
