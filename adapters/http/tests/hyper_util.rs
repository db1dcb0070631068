//! The client of `hyper-util` against real sockets, and its errors in a box.

mod servers;

use std::error::Error;
use std::time::Duration;

use http::{Request, Response};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper_util::client::legacy::{Client, Error as ClientError, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use servers::{Then, closed_port, serve};
use tenacity::prelude::*;
use tenacity_http::{Transport, TransportError, retry_if_transient};

type BoxError = Box<dyn Error + Send + Sync>;

fn client() -> Client<HttpConnector, Empty<Bytes>> {
    Client::builder(TokioExecutor::new()).retry_canceled_requests(false).build_http()
}

fn get(url: &str) -> Request<Empty<Bytes>> {
    Request::get(url).body(Empty::new()).unwrap()
}

async fn failure(answer: &'static str, then: Then) -> ClientError {
    client().request(get(serve(&[answer], then).await.url())).await.unwrap_err()
}

/// The decisions about an error, and about the same error in a box, as a tower stack returns it.
#[track_caller]
fn assert_transport(error: ClientError, expected: Transport) {
    assert_eq!(error.transport(), expected, "{error:?}");
    let outcome = Result::<Response<Incoming>, _>::Err(error);
    let verdict = retry_if_transient().verdict(&outcome, &RetryState::at(1, Duration::ZERO));
    assert_eq!(verdict.is_retry(), expected != Transport::Final);
    let boxed = outcome.map_err(BoxError::from);
    assert_eq!(retry_if_transient().verdict(&boxed, &RetryState::at(1, Duration::ZERO)), verdict);
    let wrapped = boxed.map_err(|error| BoxError::from(std::io::Error::other(error)));
    assert_eq!(wrapped.map(drop).unwrap_err().transport(), expected);
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let error = client().request(get(&closed_port())).await.unwrap_err();
    assert!(error.is_connect());
    assert_transport(error, Transport::Unprocessed);
}

#[tokio::test]
async fn a_connection_that_closes_or_is_reset_may_pass() {
    assert_transport(failure("", Then::Close).await, Transport::Transient);
    assert_transport(failure("HTTP/1.1 2", Then::Close).await, Transport::Transient);
    assert_transport(failure("", Then::Reset).await, Transport::Transient);
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_final() {
    assert_transport(failure("220 mail.example ESMTP\r\n\r\n", Then::Hang).await, Transport::Final);
}

#[tokio::test]
async fn a_request_that_the_client_rejects_is_final() {
    let relative = Request::get("/no/host").body(Empty::new()).unwrap();
    assert_transport(client().request(relative).await.unwrap_err(), Transport::Final);
}

#[tokio::test]
async fn a_body_that_is_cut_off_may_pass() {
    let server = serve(&["HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ncut"], Then::Close).await;
    let response = client().request(get(server.url())).await.unwrap();
    let error = response.into_body().collect().await.unwrap_err();
    assert_eq!(error.transport(), Transport::Transient);
}

#[tokio::test]
async fn a_stream_that_was_refused_was_not_processed() {
    let client = Client::builder(TokioExecutor::new()).http2_only(true).build_http();
    for (reason, expected) in
        [(h2::Reason::REFUSED_STREAM, Transport::Unprocessed), (h2::Reason::ENHANCE_YOUR_CALM, Transport::Transient)]
    {
        assert_transport(client.request(get(&servers::h2_server(reason).await)).await.unwrap_err(), expected);
    }
}

#[tokio::test]
async fn a_server_that_leaves_has_not_processed_the_request() {
    let client = Client::builder(TokioExecutor::new()).http2_only(true).retry_canceled_requests(false).build_http();
    let error = client.request(get(&servers::leaving_h2_server().await)).await.unwrap_err();
    assert_transport(error, Transport::Unprocessed);
}

#[tokio::test]
async fn a_call_is_repeated_until_the_server_recovers() {
    #[retry(retry = retry_if_transient(), stop = stop_after_attempt(4), wait = wait_fixed(1s))]
    async fn fetch(client: &Client<HttpConnector, Empty<Bytes>>, url: &str) -> Result<Response<Incoming>, ClientError> {
        client.request(get(url)).await
    }

    let guard = tenacity::testing::no_sleep();
    let busy = "HTTP/1.1 429 Slow\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n";
    let server = serve(&["", busy, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"], Then::Close).await;
    assert_eq!(fetch(&client(), server.url()).await.unwrap().status(), 200);
    assert_eq!(guard.sleeps(), [1, 3].map(Duration::from_secs));
}
