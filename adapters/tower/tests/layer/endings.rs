//! Calls that end without a success: a request that can be sent only once, limits, and calls that are dropped.

use std::sync::Mutex;
use std::task::Poll;

use tenacity::{Event, RetryStats, prelude::*};
use tenacity_tower::RetryLayer;
use tower::{Layer, ServiceExt};

use crate::{Fault, Server, millis};

/// A request without `Clone`.
#[derive(Debug, PartialEq)]
struct Upload(u32);

#[tokio::test(start_paused = true)]
async fn a_request_that_cannot_be_copied_gets_one_attempt_that_everyone_hears_of() {
    static STATS: RetryStats = RetryStats::new();
    static BUDGET: RetryBudget = RetryBudget::new();
    let heard: &'static Mutex<Vec<String>> = Box::leak(Box::default());
    let policy = RetryPolicy::new()
        .after(|state: &RetryState, _: &_| heard.lock().unwrap().push(format!("after {}", state.attempt_number())))
        .on_finish(|_: &RetryState, _: &_, finish| heard.lock().unwrap().push(format!("{finish:?}")))
        .stats(&STATS)
        .budget(&BUDGET);
    let full = BUDGET.available();
    let server = Server::refuses(u32::MAX);
    let service = RetryLayer::new(policy).clone_with(|_: &Upload| None).layer(server.clone());
    assert_eq!(service.oneshot(Upload(1)).await, Err(Fault::Refused));
    assert_eq!(server.requests(), 1);
    assert_eq!(*heard.lock().unwrap(), ["after 1", "Stopped"]);
    assert_eq!((STATS.snapshot().stopped, STATS.snapshot().retries), (1, 0));
    assert!(BUDGET.available() >= full, "the first attempt deposits, and nothing is withdrawn");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_cannot_be_copied_any_more_is_sent_itself() {
    let copies = std::sync::atomic::AtomicU32::new(0);
    let copy = move |upload: &Upload| {
        let earlier = copies.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        (earlier < 2).then_some(Upload(upload.0))
    };
    let server = Server::refuses(u32::MAX);
    let service = RetryLayer::new(RetryPolicy::new()).clone_with(copy).layer(server.clone());
    assert_eq!(service.oneshot(Upload(1)).await, Err(Fault::Refused));
    assert_eq!(server.requests(), 3, "two copies, and the request itself");
}

#[tokio::test(start_paused = true)]
async fn a_disabled_policy_makes_one_plain_attempt() {
    let server = Server::refuses(1);
    let policy = RetryPolicy::new().enabled(false).before(|_: &RetryState| panic!("no hook runs"));
    assert_eq!(RetryLayer::new(policy).layer(server.clone()).oneshot(1).await, Err(Fault::Refused));
    assert_eq!(server.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn limits_cut_attempts_and_calls() {
    let hanging = tower::service_fn(async |_: u8| std::future::pending::<Result<u8, Fault>>().await);
    let begun = tokio::time::Instant::now();
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).attempt_timeout(millis(100));
    assert_eq!(RetryLayer::new(policy).layer(hanging).oneshot(1).await, Err(Fault::Cut));
    assert_eq!(begun.elapsed(), millis(200));
    let policy = RetryPolicy::new().timeout(millis(50)).timed_out(|_| Err(Fault::Broken));
    assert_eq!(RetryLayer::new(policy).layer(hanging).oneshot(1).await, Err(Fault::Broken));
    assert_eq!(begun.elapsed(), millis(250));
}

#[tokio::test(start_paused = true)]
async fn an_event_cancels_a_sleeping_call() {
    static SHUTDOWN: Event = Event::new();
    let server = Server::refuses(u32::MAX);
    let policy = RetryPolicy::new().wait(wait_fixed(millis(60_000))).cancel(&SHUTDOWN);
    let call = tokio::spawn(RetryLayer::new(policy).layer(server.clone()).oneshot(1));
    tokio::time::sleep(millis(1)).await;
    SHUTDOWN.set();
    assert_eq!((call.await.unwrap(), server.requests()), (Err(Fault::Refused), 1));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_in_its_sleep_returns_its_token_and_sends_nothing() {
    static BUDGET: RetryBudget = RetryBudget::new();
    let server = Server::refuses(u32::MAX);
    let policy = RetryPolicy::new().wait(wait_fixed(millis(1_000))).budget(&BUDGET);
    let mut call = Box::pin(RetryLayer::new(policy).layer(server.clone()).oneshot(1));
    assert_eq!(poll_once(call.as_mut()).await, Poll::Pending);
    let during = BUDGET.available();
    drop(call);
    assert!(BUDGET.available() > during, "the token is back");
    tokio::time::sleep(millis(5_000)).await;
    assert_eq!(server.requests(), 1);
}

/// Polls the future once.
async fn poll_once<F: Future>(mut future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
}
