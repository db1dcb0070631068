//! The policies of a layer, and their decisions.

use std::sync::{Arc, LazyLock};

use tenacity::{BoxedPolicy, KeyedBudget, RetryStats, prelude::*};
use tenacity_tower::RetryLayer;
use tower::{Layer, Service, ServiceExt};

use crate::{Fault, Server, millis};

#[tokio::test(start_paused = true)]
async fn a_policy_is_a_value_a_box_or_shared() {
    type Boxed = BoxedPolicy<Result<&'static str, Fault>>;
    static POLICY: LazyLock<Boxed> = LazyLock::new(|| RetryPolicy::new().stop(stop_after_attempt(3)).boxed());
    let (once, twice) = (Server::refuses(2), Server::refuses(3));
    let typed = || RetryPolicy::new().stop(stop_after_attempt(3));
    let boxed: Boxed = typed().boxed();
    assert_eq!(RetryLayer::new(typed()).layer(once.clone()).oneshot("typed").await, Ok("typed"));
    assert_eq!(RetryLayer::new(boxed.clone()).layer(Server::refuses(2)).oneshot("boxed").await, Ok("boxed"));
    assert_eq!(RetryLayer::new(Arc::new(boxed)).layer(twice.clone()).oneshot("shared").await, Err(Fault::Refused));
    assert_eq!(RetryLayer::new(&*POLICY).layer(Server::refuses(2)).oneshot("static").await, Ok("static"));
    assert_eq!((once.requests(), twice.requests()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn the_predicate_and_the_waits_are_those_of_the_policy() {
    let begun = tokio::time::Instant::now();
    let policy = RetryPolicy::new()
        .wait(wait_fixed(millis(700)))
        .retry(retry_if_err(|fault: &Fault| *fault == Fault::Refused) | retry_if_ok(|answer: &u8| *answer == 0));
    let layer = RetryLayer::new(policy);
    assert_eq!(layer.layer(Server::refuses(2)).oneshot(7_u8).await, Ok(7));
    assert_eq!(begun.elapsed(), millis(1_400));
    let broken = tower::service_fn(async |_: u8| Err::<u8, _>(Fault::Broken));
    assert_eq!(layer.layer(broken).oneshot(7).await, Err(Fault::Broken));
    assert_eq!(begun.elapsed(), millis(1_400));
    let empty = Server::refuses(0);
    let impatient =
        RetryLayer::new(RetryPolicy::new().stop(stop_after_attempt(4)).retry(retry_if_ok(|answer: &u8| *answer == 0)));
    assert_eq!((impatient.layer(empty.clone()).oneshot(0).await, empty.requests()), (Ok(0), 4));
}

#[tokio::test(start_paused = true)]
async fn each_request_has_its_policy_and_its_budget() {
    let budgets: &KeyedBudget<&str> = Box::leak(Box::new(KeyedBudget::new(100)));
    let layer = RetryLayer::with(move |tenant: &&'static str| {
        RetryPolicy::new().stop(stop_after_attempt(if *tenant == "patient" { 9 } else { 2 })).budget(budgets.get(*tenant))
    });
    let server = Server::refuses(u32::MAX);
    let mut service = layer.layer(server.clone());
    assert!(service.ready().await.unwrap().call("hasty").await.is_err());
    assert_eq!(server.requests(), 2);
    for _ in 0..100 {
        assert!(service.ready().await.unwrap().call("patient").await.is_err());
    }
    assert!(server.requests() < 2 + 100 + 20, "the budget of one tenant bounds its retries: {}", server.requests());
    let before = server.requests();
    assert!(service.ready().await.unwrap().call("other").await.is_err());
    assert_eq!(server.requests() - before, 2, "the other tenant has its own budget");
}

#[tokio::test(start_paused = true)]
async fn hooks_and_statistics_take_part() {
    static STATS: RetryStats = RetryStats::new();
    let begun: &'static std::sync::Mutex<Vec<u32>> = Box::leak(Box::default());
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(3))
        .before(|state: &RetryState| begun.lock().unwrap().push(state.attempt_number()))
        .stats(&STATS);
    let service = RetryLayer::new(policy).layer(Server::refuses(2));
    assert_eq!(service.oneshot(1).await, Ok(1));
    assert_eq!(*begun.lock().unwrap(), [1, 2, 3]);
    let counted = STATS.snapshot();
    assert_eq!((counted.calls(), counted.retries, counted.succeeded_after_retries), (1, 2, 1));
}

#[tokio::test(start_paused = true)]
async fn calls_share_nothing_but_the_policy() {
    let server = Server::refuses(3);
    let service =
        RetryLayer::new(RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_fixed(millis(10)))).layer(server.clone());
    // The attempts alternate: 1 and 1 fail, 2 fails, 2 succeeds, 3 succeeds.
    let (one, other) = tokio::join!(service.clone().oneshot("one"), service.oneshot("other"));
    assert_eq!((one, other, server.requests()), (Ok("one"), Ok("other"), 5));
}

#[tokio::test(start_paused = true)]
async fn each_call_has_its_own_time() {
    // A policy for `tower::retry` has one state of `clone_request` for all calls. So a later call would start with the age of the first.
    let policy = RetryPolicy::new().wait(wait_fixed(millis(400))).stop(stop_before_delay(millis(1_000)));
    let service = RetryLayer::new(policy).layer(Server::refuses(u32::MAX));
    for _ in 0..3 {
        let begun = tokio::time::Instant::now();
        assert_eq!(service.clone().oneshot(1).await, Err(Fault::Refused));
        assert_eq!(begun.elapsed(), millis(800));
        tokio::time::sleep(millis(5_000)).await;
    }
}
