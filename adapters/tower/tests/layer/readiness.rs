//! The readiness of the inner service, which `tower-test` controls.

use std::time::Duration;

use tenacity::{BoxedPolicy, RetryStats, prelude::*};
use tenacity_tower::{AnyRequest, ByClone, Retry, RetryLayer, Shared};
use tower::{BoxError, ServiceExt};
use tower_test::mock::{self, Mock};
use tower_test::{assert_request_eq, mock::Spawn};

use crate::millis;

type Answers = mock::Handle<&'static str, &'static str>;

type Layered = Retry<Mock<&'static str, &'static str>, Shared<BoxedPolicy<Result<&'static str, BoxError>>>, ByClone, AnyRequest>;

/// Returns a service with the layer, and the handle that answers its requests.
fn layered(policy: BoxedPolicy<Result<&'static str, BoxError>>) -> (Spawn<Layered>, Answers) {
    mock::spawn_layer(RetryLayer::new(policy))
}

#[tokio::test(start_paused = true)]
async fn the_service_that_is_ready_serves_the_first_attempt() {
    let (mut service, mut server) = layered(RetryPolicy::new().boxed());
    server.allow(0);
    assert!(service.poll_ready().is_pending(), "the layer is ready when its service is");
    server.allow(1);
    assert!(service.poll_ready().is_ready());
    let call = tokio::spawn(service.call("hello"));
    assert_request_eq!(server, "hello").send_response("world");
    assert_eq!(call.await.unwrap().unwrap(), "world");
}

#[tokio::test(start_paused = true)]
async fn a_further_attempt_waits_until_a_clone_is_ready() {
    let (mut service, mut server) = layered(RetryPolicy::new().wait(wait_fixed(millis(10))).boxed());
    server.allow(1);
    assert!(service.poll_ready().is_ready());
    let call = tokio::spawn(service.call("hello"));
    assert_request_eq!(server, "hello").send_error("refused");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(!call.is_finished(), "the clone is not ready");
    server.allow(1);
    assert_request_eq!(server, "hello").send_response("world");
    assert_eq!(call.await.unwrap().unwrap(), "world");
}

#[tokio::test(start_paused = true)]
async fn an_error_before_a_further_attempt_ends_the_call() {
    static STATS: RetryStats = RetryStats::new();
    static BUDGET: RetryBudget = RetryBudget::new();
    let full = BUDGET.available();
    let policy = RetryPolicy::new().wait(wait_fixed(millis(10))).stats(&STATS).budget(&BUDGET);
    let (mut service, mut server) = layered(policy.boxed());
    server.allow(1);
    assert!(service.poll_ready().is_ready());
    let call = tokio::spawn(service.call("hello"));
    assert_request_eq!(server, "hello").send_error("refused");
    server.send_error("the connection is gone");
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "the connection is gone");
    assert_eq!((STATS.snapshot().stopped, STATS.snapshot().retries), (1, 1));
    assert!(BUDGET.available() < 0.2, "the retry costs a token: {} of {full}", BUDGET.available());
}

#[tokio::test(start_paused = true)]
async fn a_limit_cuts_the_wait_for_a_service_that_is_never_ready() {
    let (mut service, mut server) = layered(RetryPolicy::new().wait(wait_none()).timeout(millis(500)).boxed());
    server.allow(1);
    assert!(service.poll_ready().is_ready());
    let begun = tokio::time::Instant::now();
    let call = tokio::spawn(service.call("hello"));
    assert_request_eq!(server, "hello").send_error("refused");
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "timed out after 500ms, during attempt 2");
    assert_eq!(begun.elapsed(), millis(500));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_waits_sends_nothing_more() {
    let (service, mut server): (Mock<&str, &str>, Answers) = mock::pair();
    server.allow(1);
    let layered = tower::Layer::layer(&RetryLayer::new(RetryPolicy::new().wait(wait_none())), service.clone());
    let call = tokio::spawn(layered.oneshot("hello"));
    assert_request_eq!(server, "hello").send_error("refused");
    tokio::time::sleep(millis(1)).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    // The permit that the dropped call waited for serves another caller.
    server.allow(1);
    let other = tokio::spawn(service.oneshot("other"));
    assert_request_eq!(server, "other").send_response("served");
    assert_eq!(other.await.unwrap().unwrap(), "served");
}
