//! The whole client stack of a server that uses axum or hyper: box, time limit, and budget.

use std::time::Duration;

use http::{Method, Request};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tenacity::prelude::*;
use tenacity_http::retry_if_transient;
use tenacity_tower::RetryLayer;
use tower::util::BoxCloneSyncService;
use tower::{BoxError, ServiceBuilder, ServiceExt};

use crate::server::{BUSY, OK, Server};

#[tokio::test]
async fn a_boxed_stack_with_limits_is_a_field_of_the_state() {
    static BUDGET: RetryBudget = RetryBudget::new();
    let policy = RetryPolicy::new()
        .retry(retry_if_transient())
        .stop(stop_after_attempt(3))
        .wait(wait_none())
        .budget(&BUDGET)
        .attempt_timeout(Duration::from_secs(20))
        .timeout(Duration::from_secs(60));
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let stack = ServiceBuilder::new()
        .layer(BoxCloneSyncService::layer())
        .layer(RetryLayer::http(policy))
        .map_err(BoxError::from)
        .service(client);
    let server = Server::start(&[BUSY, OK]);
    let request = Request::builder().method(Method::GET).uri(server.url()).body(Full::default()).unwrap();
    let answer = tokio::spawn(stack.clone().oneshot(request)).await.unwrap();
    assert_eq!((answer.unwrap().status().as_u16(), server.requests().len()), (200, 2));
}
