//! A server of hyper that cuts its bodies off, or resets its connections, below the client of hyper-util.

use std::io;
use std::net::Ipv4Addr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Request, Response};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tenacity::prelude::*;
use tenacity_http::{Transport, TransportError, retry_if_transient};
use tokio::net::TcpListener;

/// A body of two halves. A broken one fails after the first.
struct Halves {
    sent: u8,
    is_broken: bool,
}

impl Body for Halves {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.sent += 1;
        Poll::Ready(match (self.sent, self.is_broken) {
            (1, _) | (2, false) => Some(Ok(Frame::data(Bytes::from_static(b"half")))),
            (2, true) => Some(Err(io::Error::other("the source of the body is gone"))),
            _ => None,
        })
    }
}

/// How the server fails.
#[derive(Clone, Copy)]
enum Fails {
    InTheBody,
    ByReset,
}

/// Starts a server that fails the first requests. Returns its URL, and its count of requests.
async fn server(fails: Fails, failures: u32) -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&requests);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // The connection is reset when it is dropped.
            socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
            let requests = Arc::clone(&counted);
            let answer = service_fn(move |_: Request<Incoming>| {
                let fails_now = requests.fetch_add(1, Ordering::Relaxed) < failures;
                async move {
                    match fails {
                        Fails::ByReset if fails_now => Err("no answer"),
                        _ => Ok(Response::new(Halves { sent: 0, is_broken: fails_now })),
                    }
                }
            });
            // A failed request ends the connection with an error.
            tokio::spawn(async move { http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await.ok() });
        }
    });
    (url, requests)
}

type ClientError = Box<dyn std::error::Error + Send + Sync>;

/// Gets a page with its body.
async fn get(url: &str) -> Result<Response<Bytes>, ClientError> {
    let client = Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
    let (head, body) = client.get(url.parse()?).await?.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}

#[tokio::test]
async fn a_body_that_is_cut_off_and_a_connection_that_is_reset_may_pass() {
    for fails in [Fails::InTheBody, Fails::ByReset] {
        let (url, _) = server(fails, 1).await;
        let error = get(&url).await.unwrap_err();
        assert_eq!(error.transport(), Transport::Transient, "{error:?}");
    }
}

#[tokio::test]
async fn the_call_ends_with_the_whole_body() {
    for fails in [Fails::InTheBody, Fails::ByReset] {
        let (url, requests) = server(fails, 2).await;
        let policy = RetryPolicy::new().retry(retry_if_transient()).stop(stop_after_attempt(3)).wait(wait_none());
        let page = policy.call_async(|| get(&url)).await.unwrap();
        assert_eq!((page.into_body().as_ref(), requests.load(Ordering::Relaxed)), (&b"halfhalf"[..], 3));
    }
}
