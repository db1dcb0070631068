//! Stacks of tower's own layers around and below the layer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tenacity::prelude::*;
use tenacity_tower::{Retry, RetryLayer};
use tower::util::{BoxCloneService, BoxCloneSyncService};
use tower::{BoxError, Service, ServiceBuilder, ServiceExt};

use crate::{Server, millis};

#[tokio::test(start_paused = true)]
async fn the_stack_is_boxed_cloned_and_spawned() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).boxed();
    let service = ServiceBuilder::new().layer(RetryLayer::new(policy)).service(Server::refuses(2));
    let boxed: BoxCloneService<u8, u8, crate::Fault> = service.clone().boxed_clone();
    let shared = BoxCloneSyncService::new(service);
    assert_eq!(tokio::spawn(boxed.clone().oneshot(7)).await.unwrap(), Ok(7));
    assert_eq!(tokio::spawn(shared.oneshot(8)).await.unwrap(), Ok(8));
}

#[tokio::test(start_paused = true)]
async fn a_service_without_clone_works_behind_a_buffer() {
    /// A service that is not `Clone`.
    struct Single(Server);

    impl Service<u8> for Single {
        type Response = u8;
        type Error = crate::Fault;
        type Future = <Server as Service<u8>>::Future;

        fn poll_ready(&mut self, context: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), crate::Fault>> {
            Service::<u8>::poll_ready(&mut self.0, context)
        }

        fn call(&mut self, request: u8) -> Self::Future {
            self.0.call(request)
        }
    }

    let server = Server::refuses(2);
    let service = ServiceBuilder::new()
        .layer(RetryLayer::new(RetryPolicy::new().wait(wait_fixed(millis(10)))))
        .buffer(4)
        .service(Single(server.clone()));
    let answer: Result<u8, BoxError> = service.oneshot(7).await;
    assert_eq!((answer.unwrap(), server.requests()), (7, 3));
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_concurrency_below_the_layer_is_free_during_a_sleep() {
    let running = Arc::new(AtomicU32::new(0));
    let seen = running.clone();
    let fails_once = tower::service_fn(move |request: &'static str| {
        let attempt = seen.fetch_add(1, Ordering::SeqCst);
        async move { if attempt == 0 { Err(format!("{request} is refused")) } else { Ok(request) } }
    });
    let service = ServiceBuilder::new()
        .layer(RetryLayer::new(RetryPolicy::new().wait(wait_fixed(millis(1_000)))))
        .concurrency_limit(1)
        .service(fails_once);
    let begun = tokio::time::Instant::now();
    let first = tokio::spawn(service.clone().oneshot("first"));
    tokio::time::sleep(millis(1)).await;
    // The first call sleeps, and holds no permit.
    assert_eq!(service.oneshot("second").await.unwrap(), "second");
    assert_eq!(begun.elapsed(), millis(1));
    assert_eq!(first.await.unwrap().unwrap(), "first");
    assert_eq!((begun.elapsed(), running.load(Ordering::SeqCst)), (millis(1_000), 3));
}

#[test]
fn the_inner_service_is_reached() {
    let mut service: Retry<_, _, _, _> = tower::Layer::layer(&RetryLayer::new(RetryPolicy::new()), 7_u8);
    assert_eq!((*service.get_ref(), std::mem::replace(service.get_mut(), 8), service.into_inner()), (7, 7, 8));
}

#[test]
fn debug_shows_the_policy() {
    let layer = RetryLayer::new(RetryPolicy::new().name("orders")).clone_with(|_: &u8| None::<u8>);
    let shown = format!("{layer:?}");
    assert!(shown.contains("orders") && shown.contains("CloneWith"), "{shown}");
}
