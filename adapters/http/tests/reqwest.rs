//! `reqwest` against real sockets that refuse, close, reset, hang, cut a body off or send garbage.

mod servers;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderMap, Response};
use hyper::body::{Body, Bytes, Frame};
use reqwest::{Client, ClientBuilder, StatusCode};
use servers::{Then, closed_port, h2_server, serve, unanswered_port};
use tenacity::prelude::*;
use tenacity_http::{Transport, attempt, record_attempt, reqwest_transport, reqwest_verdict, retry_if_transient};

const BUSY: &str = "HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n";
const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"price\":";
const CUT_CHUNK: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"price\":";

/// A timeout, which a paused clock reaches immediately.
const HALF_A_MINUTE: Duration = Duration::from_secs(30);

/// A client without retries of its own, and without the certificates of the machine, which take long to load.
fn builder() -> ClientBuilder {
    Client::builder().no_proxy().retry(reqwest::retry::never()).tls_certs_only([])
}

fn client() -> Client {
    builder().build().unwrap()
}

async fn send(answer: &'static str, then: Then) -> reqwest::Result<reqwest::Response> {
    client().get(serve(&[answer], then).await.url()).send().await
}

fn state() -> RetryState {
    RetryState::at(1, Duration::ZERO)
}

/// The three decisions about an error: of the functions, and of the predicate, with and without `unprocessed_only`.
#[track_caller]
fn assert_transport(error: reqwest::Error, expected: Transport) {
    assert_eq!(reqwest_transport(&error), expected, "{error:?}");
    assert_eq!(reqwest_verdict(&error).is_retry(), expected != Transport::Final, "{error:?}");
    let outcome = reqwest::Result::<String>::Err(error);
    assert_eq!(retry_if_transient().verdict(&outcome, &state()).is_retry(), expected != Transport::Final);
    let unprocessed = retry_if_transient().unprocessed_only().verdict(&outcome, &state());
    assert_eq!(unprocessed.is_retry(), expected == Transport::Unprocessed);
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let error = client().get(closed_port()).send().await.unwrap_err();
    assert!(error.is_connect());
    assert_transport(error, Transport::Unprocessed);
}

#[tokio::test]
async fn a_connection_that_timed_out_was_not_sent() {
    let (url, _queue) = unanswered_port();
    let client = builder().connect_timeout(HALF_A_MINUTE).build().unwrap();
    tokio::time::pause();
    let error = client.get(url).send().await.unwrap_err();
    assert!(error.is_connect() && error.is_timeout(), "{error:?}");
    assert_transport(error, Transport::Unprocessed);
}

#[tokio::test]
async fn a_name_that_does_not_resolve_was_not_sent() {
    // The resolver rejects a label of more than 63 bytes without asking the network.
    let error = client().get(format!("http://{}.invalid", "x".repeat(64))).send().await.unwrap_err();
    assert!(error.is_connect() && error.is_dns(), "{error:?}");
    assert_transport(error, Transport::Unprocessed);
}

#[tokio::test]
async fn a_connection_that_closes_before_the_response_may_pass() {
    assert_transport(send("", Then::Close).await.unwrap_err(), Transport::Transient);
    assert_transport(send("HTTP/1.1 200", Then::Close).await.unwrap_err(), Transport::Transient);
}

#[tokio::test]
async fn a_connection_that_is_reset_may_pass() {
    assert_transport(send("", Then::Reset).await.unwrap_err(), Transport::Transient);
}

#[tokio::test]
async fn a_server_that_hangs_may_pass() {
    let (client, server) = (client(), serve(&["HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", ""], Then::Continue).await);
    client.get(server.url()).send().await.unwrap();
    tokio::time::pause(); // so the connection, which is kept, cannot time out before it exists
    let error = client.get(server.url()).timeout(HALF_A_MINUTE).send().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect());
    assert_transport(error, Transport::Transient);
}

#[tokio::test]
async fn a_body_that_hangs_may_pass() {
    let server = serve(&[CUT], Then::Hang).await;
    let response = client().get(server.url()).timeout(HALF_A_MINUTE).send().await.unwrap();
    tokio::time::pause();
    let error = response.bytes().await.unwrap_err();
    assert!(error.is_timeout());
    assert_transport(error, Transport::Transient);
}

#[tokio::test]
async fn a_body_that_is_cut_off_may_pass() {
    for answer in [CUT, CUT_CHUNK] {
        let error = send(answer, Then::Close).await.unwrap().text().await.unwrap_err();
        assert!(error.is_decode() || error.is_body());
        assert_transport(error, Transport::Transient);
        let error = send(answer, Then::Close).await.unwrap().json::<u8>().await.unwrap_err();
        assert_transport(error, Transport::Transient);
    }
}

#[tokio::test]
async fn a_body_that_is_reset_may_pass() {
    let server = serve(&[CUT], Then::ResetWhenAsked).await;
    let response = client().get(server.url()).send().await.unwrap();
    server.reset();
    assert_transport(response.bytes().await.unwrap_err(), Transport::Transient);
}

#[tokio::test]
async fn a_json_that_does_not_parse_is_final() {
    // Cut off by its author: the body is complete.
    for answer in ["HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\noops", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"price\":"]
    {
        let error = send(answer, Then::Hang).await.unwrap().json::<serde_json::Value>().await.unwrap_err();
        assert!(error.is_decode());
        assert_transport(error, Transport::Final);
    }
}

#[tokio::test]
async fn a_body_that_does_not_decompress_is_final() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 16\r\n\r\nnot compressed..";
    let error = send(answer, Then::Hang).await.unwrap().bytes().await.unwrap_err();
    assert!(error.is_decode());
    assert_transport(error, Transport::Final);
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_final() {
    assert_transport(send("220 mail.example ESMTP\r\n\r\n", Then::Hang).await.unwrap_err(), Transport::Final);
    assert_transport(send("HTTP/1.1 99999 ?\r\n\r\n", Then::Hang).await.unwrap_err(), Transport::Final);
}

#[tokio::test]
async fn an_invalid_request_is_final() {
    assert_transport(client().get("not a url").send().await.unwrap_err(), Transport::Final);
    assert_transport(client().get("ftp://localhost").send().await.unwrap_err(), Transport::Final);
    assert_transport(client().get("http://localhost").header("a b", "c").send().await.unwrap_err(), Transport::Final);
}

#[tokio::test]
async fn a_redirect_in_a_circle_is_final() {
    let error = send("HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n", Then::Continue).await.unwrap_err();
    assert!(error.is_redirect());
    assert_transport(error, Transport::Final);
}

/// A request body that fails.
struct Broken;

impl Body for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::Error::other("the file is gone"))))
    }
}

#[tokio::test]
async fn a_request_body_that_fails_is_final() {
    let server = serve(&[""], Then::Hang).await;
    let error = client().post(server.url()).body(reqwest::Body::wrap(Broken)).send().await.unwrap_err();
    assert_transport(error, Transport::Final);
}

#[tokio::test]
async fn a_stream_that_was_refused_was_not_processed() {
    let client = builder().http2_prior_knowledge().build().unwrap();
    for (reason, expected) in [
        (h2::Reason::REFUSED_STREAM, Transport::Unprocessed),
        (h2::Reason::INTERNAL_ERROR, Transport::Transient),
        (h2::Reason::CANCEL, Transport::Transient),
    ] {
        assert_transport(client.get(h2_server(reason).await).send().await.unwrap_err(), expected);
    }
}

#[tokio::test]
async fn an_error_of_a_status_is_judged_by_it_without_a_hint() {
    for (status, transport) in
        [(429, Transport::Unprocessed), (503, Transport::Transient), (500, Transport::Final), (404, Transport::Final)]
    {
        let answer = format!("HTTP/1.1 {status} X\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n");
        let error = send(answer.leak(), Then::Hang).await.unwrap().error_for_status().unwrap_err();
        let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
        assert_eq!(tenacity_http::TransportError::transport(&boxed), transport);
        assert_transport(*boxed.downcast().unwrap(), transport);
    }
    let error = send("HTTP/1.1 500 X\r\ncontent-length: 0\r\n\r\n", Then::Hang).await.unwrap().error_for_status().map(drop);
    assert_eq!(retry_if_transient().also(StatusCode::INTERNAL_SERVER_ERROR).verdict(&error, &state()), Verdict::Retry);
}

#[test]
fn an_optional_response_is_judged_too() {
    type Outcome = reqwest::Result<Option<reqwest::Response>>;
    let verdict = |outcome: Outcome| retry_if_transient().verdict(&outcome, &state());
    let response = |status: u16| Some(Response::builder().status(status).body("").unwrap().into());
    assert_eq!([503, 200].map(|status| verdict(Ok(response(status)))), [Verdict::Retry, Verdict::Accept]);
    assert_eq!(verdict(Ok(None)), Verdict::Retry, "an attempt that was cut");
    assert_eq!(retry_if_transient().unprocessed_only().verdict(&Outcome::Ok(None), &state()), Verdict::Accept);
}

#[expect(clippy::unnecessary_wraps, reason = "the type of the whole outcome is under test")]
fn busy<B>(body: B, headers: &HeaderMap) -> reqwest::Result<Response<B>> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    headers.clone_into(response.headers_mut());
    Ok(response)
}

#[tokio::test]
async fn a_response_is_judged_in_each_type_that_holds_it() {
    const SEVEN: Verdict = Verdict::RetryAfter(Duration::from_secs(7));
    let predicate = retry_if_transient();
    let outcome = send(BUSY, Then::Hang).await;
    assert_eq!(predicate.verdict(&outcome, &state()), SEVEN);
    assert_eq!((retry_never() | predicate).verdict(&outcome, &state()), SEVEN);
    assert_eq!(predicate.max_retry_after(Duration::from_secs(6)).verdict(&outcome, &state()), Verdict::Accept);

    // A tower stack boxes its errors.
    let boxed = outcome.map_err(Box::<dyn std::error::Error + Send + Sync>::from);
    assert_eq!(predicate.verdict(&boxed, &state()), SEVEN);
    let by_closure = boxed.map_err(|_| 1_u8);
    assert_eq!(predicate.errors(|_: &u8| false).verdict(&by_closure, &state()), SEVEN);

    let response = by_closure.map(Response::<reqwest::Body>::from).unwrap();
    let with = response.headers().clone();
    assert_eq!(predicate.verdict(&reqwest::Result::Ok(response), &state()), SEVEN);
    assert_eq!(predicate.verdict(&busy((), &with), &state()), SEVEN);
    assert_eq!(predicate.verdict(&busy(Bytes::new(), &with), &state()), SEVEN);
    assert_eq!(predicate.verdict(&busy(String::new(), &with), &state()), SEVEN);
    assert_eq!(predicate.verdict(&busy(vec![0_u8], &with), &state()), SEVEN);
    // Any other body, by the function.
    assert_eq!(predicate.errors(reqwest_transport).verdict(&busy(1.5, &with), &state()), SEVEN);
    // A value that is not a response is a success.
    assert_eq!(predicate.verdict(&reqwest::Result::Ok(503), &state()), Verdict::Accept);
}

#[retry(retry = retry_if_transient(), stop = stop_after_attempt(4), wait = wait_fixed(1s), state = state)]
async fn get(client: &Client, url: &str) -> reqwest::Result<reqwest::Response> {
    let mut headers = HeaderMap::new();
    record_attempt(&mut headers, state);
    client.get(url).headers(headers).send().await
}

#[retry(retry = retry_if_transient(), stop = stop_after_attempt(4), wait = wait_fixed(1s))]
async fn price(client: &Client, url: &str) -> reqwest::Result<u64> {
    client.get(url).send().await?.error_for_status()?.json().await
}

#[tokio::test]
async fn a_call_is_repeated_until_the_server_recovers() {
    let guard = tenacity::testing::no_sleep();
    let answers = &[BUSY, "HTTP/1.1 502 X\r\ncontent-length: 0\r\n\r\n", "", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n42"];
    let server = serve(answers, Then::Close).await;
    assert_eq!(get(&client(), server.url()).await.unwrap().text().await.unwrap(), "42");
    assert_eq!(server.requests().iter().map(attempt).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(guard.sleeps(), [7, 1, 1].map(Duration::from_secs));

    let answers = &[BUSY, CUT, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n42"];
    let server = serve(answers, Then::Close).await;
    assert_eq!(price(&client(), server.url()).await.unwrap(), 42);
    assert_eq!(server.requests().len(), 3);
}
