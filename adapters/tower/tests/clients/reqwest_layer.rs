//! `RetryLayer::reqwest` around a `reqwest::Client`.

use std::sync::Mutex;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use reqwest::{Body, Client, Method, Request, Response};
use tenacity::testing::VirtualTimer;
use tenacity::{KeyedBudget, prelude::*};
use tenacity_http::retry_if_transient;
use tenacity_tower::RetryLayer;
use tower::{Layer, ServiceExt};

use crate::server::{Act, BUSY, BUSY_FOR_7_S, OK, Server};

/// A client that ignores a proxy in the environment.
fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

fn request(method: Method, server: &Server) -> Request {
    let mut request = Request::new(method, server.url().parse().unwrap());
    *request.body_mut() = Some(Body::from("one order"));
    request
}

/// Sends the request through the layer. Returns the outcome, and the time of its sleeps.
async fn send(request: Request) -> (reqwest::Result<Response>, Duration) {
    let timer = VirtualTimer::new();
    let policy =
        RetryPolicy::new().retry(retry_if_transient()).stop(stop_after_attempt(3)).wait(wait_fixed(Duration::from_secs(1)));
    let slept = timer.clone();
    let outcome = RetryLayer::reqwest(policy.timer(timer)).layer(client()).oneshot(request).await;
    (outcome, slept.now())
}

#[tokio::test]
async fn a_put_is_repeated_and_a_post_is_not_when_the_server_dies_with_the_request() {
    let server = Server::start(&[Act::Dies, OK]);
    let (outcome, _) = send(request(Method::PUT, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.requests().len()), (200, 2));
    assert!(server.requests().iter().all(|request| request.ends_with("one order")), "{:?}", server.requests());

    let server = Server::start(&[Act::Dies, OK]);
    let (outcome, _) = send(request(Method::POST, &server)).await;
    assert!(outcome.is_err());
    assert_eq!(server.requests().len(), 1);

    let server = Server::start(&[Act::Dies, OK]);
    let mut with_key = request(Method::POST, &server);
    with_key.headers_mut().insert("idempotency-key", "4711".parse().unwrap());
    let (outcome, _) = send(with_key).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.requests().len()), (200, 2));
}

#[tokio::test]
async fn a_post_is_repeated_if_the_server_has_not_processed_it() {
    let server = Server::start(&[BUSY_FOR_7_S, OK]);
    let (outcome, slept) = send(request(Method::POST, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), slept), (200, Duration::from_secs(7)));
    let server = Server::start(&[BUSY, OK]);
    let (outcome, slept) = send(request(Method::POST, &server)).await;
    assert_eq!((outcome.unwrap().status().as_u16(), slept, server.requests().len()), (503, Duration::ZERO, 1));

    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut refused = request(Method::POST, &server);
    *refused.url_mut() = format!("http://{nobody}/").parse().unwrap();
    let (outcome, slept) = send(refused).await;
    assert!(outcome.unwrap_err().is_connect());
    assert_eq!(slept, Duration::from_secs(2), "nothing was sent, so all three attempts are made");
}

#[tokio::test]
async fn each_further_attempt_has_its_number() {
    let server = Server::start(&[BUSY, BUSY, OK]);
    let mut forwarded = request(Method::GET, &server);
    // A program may forward a request that is a further attempt itself.
    forwarded.headers_mut().insert("retry-attempt", "9".parse().unwrap());
    let (outcome, slept) = send(forwarded).await;
    assert_eq!((outcome.unwrap().status().as_u16(), slept), (200, Duration::from_secs(2)));
    assert_eq!(server.attempts(), [None, Some("2".to_owned()), Some("3".to_owned())]);
}

#[tokio::test]
async fn a_streaming_body_gets_one_attempt_that_the_hooks_hear_of() {
    let server = Server::start(&[BUSY, OK]);
    let mut streaming = request(Method::PUT, &server);
    *streaming.body_mut() = Some(Body::wrap(Full::<Bytes>::from("one order")));
    let heard: &'static Mutex<Vec<Finish>> = Box::leak(Box::default());
    let policy = RetryPolicy::new()
        .retry(retry_if_transient())
        .on_finish(|_: &RetryState, _: &_, finish| heard.lock().unwrap().push(finish));
    let outcome = RetryLayer::reqwest(policy).layer(client()).oneshot(streaming).await;
    assert_eq!((outcome.unwrap().status().as_u16(), server.attempts().len()), (503, 1));
    assert_eq!(*heard.lock().unwrap(), [Finish::Stopped]);
}

#[tokio::test]
async fn each_host_has_its_budget() {
    static BUDGETS: KeyedBudget<String> = KeyedBudget::new(100);
    let layer = RetryLayer::reqwest_with(|request: &Request| {
        let host = format!("{}", request.url().port().unwrap_or_default());
        RetryPolicy::new().retry(retry_if_transient()).wait(wait_none()).budget(BUDGETS.get(host.as_str()))
    });
    let (broken, healthy) = (Server::start(&[BUSY]), Server::start(&[BUSY, OK]));
    let service = layer.layer(client());
    for _ in 0..20 {
        assert_eq!(service.clone().oneshot(request(Method::GET, &broken)).await.unwrap().status(), 503);
    }
    assert!(broken.requests().len() < 20 + 6, "{}", broken.requests().len());
    assert_eq!(service.oneshot(request(Method::GET, &healthy)).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_boxed_policy_serves_a_spawned_call() {
    let policy: tenacity::BoxedPolicy<reqwest::Result<Response>> =
        RetryPolicy::new().retry(retry_if_transient()).wait(wait_none()).boxed();
    let server = Server::start(&[BUSY, OK]);
    let service = RetryLayer::reqwest(policy).layer(client()).boxed_clone();
    let answer = tokio::spawn(service.oneshot(request(Method::GET, &server))).await.unwrap();
    assert_eq!((answer.unwrap().status().as_u16(), server.requests().len()), (200, 2));
}
