//! Calls of policies as spawned tasks. The policies are borrowed, static, shared and boxed. Every async entry that can be spawned is covered.

use std::future::{Ready, ready};
use std::sync::{Arc, LazyLock};

use tenacity::{
    AsyncPolicy, AsyncTimer, AsyncTimerSource, BoxedPolicy, Clock, Hooks, KeyedBudget, Operation, RetryFuture, StopAfterAttempt,
    WaitNone, prelude::*,
};

static BUDGETS: KeyedBudget<String> = KeyedBudget::new(10);
static POLICY: LazyLock<RetryPolicy<StopAfterAttempt, WaitNone>> =
    LazyLock::new(|| RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none()));

async fn later(answer: u8) -> Option<u8> {
    tokio::task::yield_now().await;
    Some(answer)
}

#[tokio::test]
async fn a_lent_policy() {
    let policy = RetryPolicy::new();
    let call = async move { policy.by_ref().stop(stop_after_attempt(2)).call_async(|| later(1)).await };
    assert_eq!(tokio::spawn(call).await.unwrap(), Some(1));
    let boxed: BoxedPolicy<Option<u8>> = RetryPolicy::new().boxed();
    let call = async move { boxed.by_ref().stop(stop_after_attempt(2)).call_async_with_report(|| later(1)).await.0 };
    assert_eq!(tokio::spawn(call).await.unwrap(), Some(1));
}

#[tokio::test]
async fn a_static_policy_with_a_budget_for_each_host() {
    let fetch = |host: &'static str| async move { POLICY.by_ref().budget(BUDGETS.get(host)).call_async(|| later(1)).await };
    assert_eq!(tokio::spawn(fetch("a")).await.unwrap(), Some(1));
    assert_eq!(tokio::spawn(POLICY.call_async(|| later(2))).await.unwrap(), Some(2));
    assert_eq!(tokio::spawn(POLICY.call_async_with_report(|| later(3))).await.unwrap().0, Some(3));
}

#[tokio::test]
async fn a_shared_and_a_boxed_policy() {
    let shared = Arc::new(RetryPolicy::new());
    assert_eq!(tokio::spawn(RetryFuture::new(Arc::clone(&shared), || later(1))).await.unwrap(), Some(1));
    let boxed: Arc<BoxedPolicy<Option<u8>>> = Arc::new(RetryPolicy::new().boxed());
    assert_eq!(tokio::spawn(RetryFuture::new(boxed, || later(1))).await.unwrap(), Some(1));
}

#[tokio::test]
async fn a_boxed_policy_is_changed_for_one_caller_through_a_clone() {
    let policy: BoxedPolicy<Option<u8>> = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).boxed();
    let patient: BoxedPolicy<Option<u8>> = policy.clone().stop(stop_after_attempt(5)).boxed();
    let attempts =
        |policy: BoxedPolicy<Option<u8>>| async move { policy.call_async_with_report(|| async { None }).await.1.attempts };
    assert_eq!((tokio::spawn(attempts(policy)).await.unwrap(), tokio::spawn(attempts(patient)).await.unwrap()), (2, 5));
}

/// A wrapper that is generic over the parts of its policy.
struct Client<S, W, P, H, T>(Arc<RetryPolicy<S, W, P, H, T>>);

impl<S, W, P, H, T> Client<S, W, P, H, T>
where
    S: Stop + Send + Sync + 'static,
    W: Wait + Send + Sync + 'static,
    P: Predicate<Option<u8>> + Send + Sync + 'static,
    H: Hooks<Option<u8>, Kept: Send> + Send + Sync + 'static,
    T: AsyncTimerSource<Timer: AsyncTimer<Sleep: Send> + Clock<Instant: Send>> + Send + Sync + 'static,
{
    fn fetch(&self) -> tokio::task::JoinHandle<Option<u8>> {
        tokio::spawn(RetryFuture::new(Arc::clone(&self.0), || later(7)))
    }
}

#[tokio::test]
async fn a_wrapper_generic_over_the_parts() {
    assert_eq!(Client(Arc::new(RetryPolicy::new())).fetch().await.unwrap(), Some(7));
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).budget(RetryBudget::new()).timer(tenacity::FuturesTimer);
    assert_eq!(Client(Arc::new(policy)).fetch().await.unwrap(), Some(7));
}

/// A named operation that counts down to a success.
struct Countdown(u8);

impl Operation for Countdown {
    type Future = Ready<Option<u32>>;

    fn attempt(&mut self, state: &RetryState) -> Self::Future {
        self.0 = self.0.saturating_sub(1);
        ready((self.0 == 0).then_some(state.attempt_number()))
    }
}

/// A wrapper whose future has a nameable type.
fn named<P: AsyncPolicy<Option<u32>>>(policy: Arc<P>) -> RetryFuture<Arc<P>, Countdown> {
    RetryFuture::new(policy, Countdown(3))
}

#[tokio::test]
async fn a_named_operation_sees_the_state() {
    let policy = Arc::new(RetryPolicy::new().wait(wait_none()));
    assert_eq!(tokio::spawn(named(policy)).await.unwrap(), Some(3));
}
