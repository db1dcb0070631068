//! `RetryLayer::http` around the client of hyper-util.

use std::time::Duration;

use http::{Method, Request};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;
use tenacity_http::retry_if_transient;
use tenacity_tower::RetryLayer;
use tower::{BoxError, Layer, ServiceBuilder, ServiceExt};

use crate::server::{Act, BUSY, BUSY_FOR_7_S, OK, Server};

type Outcome = Result<http::Response<Incoming>, hyper_util::client::legacy::Error>;

fn client() -> Client<HttpConnector, Full<Bytes>> {
    Client::builder(TokioExecutor::new()).build_http()
}

fn request(method: Method, server: &Server) -> Request<Full<Bytes>> {
    Request::builder().method(method).uri(server.url()).body(Full::from("one order")).unwrap()
}

/// Sends the request through the layer. Returns the outcome, and the time of its sleeps.
async fn send(request: Request<Full<Bytes>>) -> (Outcome, Duration) {
    let timer = VirtualTimer::new();
    let policy =
        RetryPolicy::new().retry(retry_if_transient()).stop(stop_after_attempt(3)).wait(wait_fixed(Duration::from_secs(1)));
    let slept = timer.clone();
    let outcome = RetryLayer::http(policy.timer(timer)).layer(client()).oneshot(request).await;
    (outcome, slept.now())
}

#[tokio::test]
async fn the_method_and_the_key_decide_whether_a_lost_request_is_repeated() {
    for (method, requests) in [(Method::GET, 2), (Method::PUT, 2), (Method::DELETE, 2), (Method::POST, 1), (Method::PATCH, 1)] {
        let server = Server::start(&[Act::Dies, OK]);
        let (outcome, _) = send(request(method.clone(), &server)).await;
        assert_eq!((outcome.is_ok(), server.requests().len()), (requests == 2, requests), "{method}");
    }
    let server = Server::start(&[Act::Dies, OK]);
    let mut with_key = request(Method::POST, &server);
    with_key.headers_mut().insert("idempotency-key", "4711".parse().unwrap());
    let (outcome, _) = send(with_key).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.attempts()), (200, vec![None, Some("2".to_owned())]));
}

#[tokio::test]
async fn retry_after_replaces_the_wait() {
    let server = Server::start(&[BUSY_FOR_7_S, BUSY, OK]);
    let (outcome, slept) = send(request(Method::GET, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), slept), (200, Duration::from_secs(7 + 1)));
}

#[tokio::test]
async fn a_limit_of_the_whole_call_bounds_retry_after() {
    let server = Server::start(&[BUSY_FOR_7_S, OK]);
    let policy = RetryPolicy::new().retry(retry_if_transient()).stop(stop_before_delay(Duration::from_secs(5)));
    let outcome =
        RetryLayer::http(policy.timer(VirtualTimer::new())).layer(client()).oneshot(request(Method::GET, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.requests().len()), (503, 1));
    let policy = RetryPolicy::new().retry(retry_if_transient().max_retry_after(Duration::from_secs(6)));
    let outcome =
        RetryLayer::http(policy.timer(VirtualTimer::new())).layer(client()).oneshot(request(Method::GET, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.requests().len()), (200, 2));
    let server = Server::start(&[BUSY_FOR_7_S, OK]);
    let outcome =
        RetryLayer::http(policy.timer(VirtualTimer::new())).layer(client()).oneshot(request(Method::GET, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.requests().len()), (503, 1));
}

#[tokio::test]
async fn the_policy_alone_limits_a_hint() {
    let patient = RetryPolicy::new().retry(retry_if_transient().max_retry_after(Duration::from_secs(3_600)));
    for method in [Method::GET, Method::POST] {
        let server = Server::start(&[Act::Answers("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 600\r\n"), OK]);
        let timer = VirtualTimer::new();
        let layer = RetryLayer::http(patient.stop(stop_after_attempt(2)).timer(timer.clone()));
        assert_eq!(layer.layer(client()).oneshot(request(method, &server)).await.unwrap().status(), 200);
        assert_eq!(timer.now(), Duration::from_secs(600));
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_cuts_a_post_that_the_server_may_have_processed() {
    for (method, requests) in [(Method::PUT, 2), (Method::POST, 1)] {
        let server = Server::start(&[Act::Hangs]);
        let policy =
            RetryPolicy::new().retry(retry_if_transient()).stop(stop_after_attempt(2)).attempt_timeout(Duration::from_secs(2));
        let service = ServiceBuilder::new().layer(RetryLayer::http(policy)).map_err(BoxError::from).service(client());
        let outcome = service.oneshot(request(method, &server)).await;
        let cut = outcome.unwrap_err().downcast::<TimedOut>().unwrap();
        assert_eq!(cut.attempts(), requests);
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_bounds_retry_after() {
    let busy = tower::service_fn(async |_: Request<()>| {
        Ok::<_, BoxError>(http::Response::builder().status(503).header("retry-after", "7").body(()).unwrap())
    });
    for (timeout, slept) in [(5, 0), (10, 7)] {
        let begun = tokio::time::Instant::now();
        let policy = RetryPolicy::new().retry(retry_if_transient()).timeout(Duration::from_secs(timeout));
        assert_eq!(RetryLayer::http(policy).layer(busy).oneshot(Request::default()).await.unwrap().status(), 503);
        assert_eq!(begun.elapsed(), Duration::from_secs(slept));
    }
}

#[tokio::test]
async fn the_policy_and_the_method_must_both_agree() {
    // The policy retries 500 as well, but the server may have processed the POST.
    let policy = || {
        RetryPolicy::new()
            .retry(retry_if_transient().also(http::StatusCode::INTERNAL_SERVER_ERROR))
            .stop(stop_after_attempt(2))
            .wait(wait_none())
    };
    let broken: &[Act] = &[Act::Answers("HTTP/1.1 500 Internal Server Error\r\n"), OK];
    let (put, post) = (Server::start(broken), Server::start(broken));
    let service = RetryLayer::http(policy()).layer(client());
    assert_eq!(service.clone().oneshot(request(Method::PUT, &put)).await.unwrap().status(), 200);
    assert_eq!(service.oneshot(request(Method::POST, &post)).await.unwrap().status(), 500);

    // The server has not processed it, but the policy does not retry 503.
    let server = Server::start(&[BUSY_FOR_7_S, OK]);
    let never = RetryPolicy::new().retry(retry_if_transient().never(http::StatusCode::SERVICE_UNAVAILABLE));
    let outcome = RetryLayer::http(never).layer(client()).oneshot(request(Method::POST, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.requests().len()), (503, 1));
}

#[tokio::test]
async fn a_closure_copies_a_body_without_clone() {
    /// A body that is not `Clone`.
    struct Single(Full<Bytes>);

    let server = Server::start(&[BUSY, OK]);
    let copy = |request: &Request<Single>| Some(request_like(request, Single(request.body().0.clone())));
    let service = ServiceBuilder::new()
        .layer(RetryLayer::http(RetryPolicy::new().retry(retry_if_transient()).wait(wait_none())).clone_with(copy))
        .map_request(|request: Request<Single>| request.map(|body| body.0))
        .service(client());
    let answer = service.oneshot(request(Method::GET, &server).map(Single)).await.unwrap();
    assert_eq!((answer.status().as_u16(), server.requests().len()), (200, 2));
}

fn request_like<A, B>(request: &Request<A>, body: B) -> Request<B> {
    let mut copy = Request::new(body);
    copy.method_mut().clone_from(request.method());
    copy.uri_mut().clone_from(request.uri());
    copy.headers_mut().clone_from(request.headers());
    copy
}

#[tokio::test]
async fn errors_in_a_box_are_judged_by_their_sources() {
    let server = Server::start(&[Act::Dies, OK]);
    let service = ServiceBuilder::new()
        .layer(RetryLayer::http(RetryPolicy::new().retry(retry_if_transient()).wait(wait_none())))
        .map_err(BoxError::from)
        .service(client());
    let answer = service.oneshot(request(Method::GET, &server)).await;
    assert_eq!((answer.unwrap().status().as_u16(), server.requests().len()), (200, 2));
}
