//! The server of the three services, over HTTP/1.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::RETRY_AFTER;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::answer::Answer;
use super::ledger::Ledger;
use crate::order::{Order, Receipt, Service};

type Reply = Response<Full<Bytes>>;

/// The delay of a slow answer.
const SLOW: Duration = Duration::from_secs(4);

/// Serves the three services, until the future is dropped or the listener fails.
pub async fn serve(listener: TcpListener, ledger: Ledger) -> io::Result<Infallible> {
    loop {
        let (stream, _) = listener.accept().await?;
        let ledger = ledger.clone();
        let service = service_fn(move |request| answer(request, ledger.clone()));
        // The client sees how its connection ends. This task has nothing to add.
        tokio::spawn(async move { http1::Builder::new().serve_connection(TokioIo::new(stream), service).await });
    }
}

/// Answers a request. An error closes the connection without an answer.
async fn answer(request: Request<Incoming>, ledger: Ledger) -> io::Result<Reply> {
    let Some(service) = Service::at(request.uri().path()) else {
        return Ok(reply(StatusCode::NOT_FOUND, String::new()));
    };
    let Some(key) = request.headers().get("idempotency-key").and_then(|key| key.to_str().ok()).map(str::to_owned) else {
        return Ok(reply(StatusCode::BAD_REQUEST, "the header `idempotency-key` is missing".to_owned()));
    };
    let attempt = tenacity_http::attempt(request.headers());
    let body = request.into_body().collect().await.map_err(io::Error::other)?.to_bytes();
    let order: Order = match serde_json::from_slice(&body) {
        Ok(order) => order,
        Err(error) => return Ok(reply(StatusCode::BAD_REQUEST, format!("the body is not an order: {error}"))),
    };
    let answer = match ledger.record(service, order, key, attempt) {
        Ok(answer) => answer,
        Err(error) => return Ok(reply(StatusCode::INSUFFICIENT_STORAGE, error.to_string())),
    };
    Ok(match answer {
        Answer::Done => reply(StatusCode::OK, serde_json::to_string(&Receipt { service, order: order.number })?),
        Answer::Busy(after) => {
            let mut busy = reply(StatusCode::SERVICE_UNAVAILABLE, String::new());
            busy.headers_mut().extend(after.map(|seconds| (RETRY_AFTER, seconds.into())));
            busy
        }
        Answer::Lost => return Err(io::ErrorKind::ConnectionAborted.into()),
        Answer::Slow => {
            tokio::time::sleep(SLOW).await;
            reply(StatusCode::SERVICE_UNAVAILABLE, String::new())
        }
        Answer::Failed => reply(StatusCode::INTERNAL_SERVER_ERROR, String::new()),
        Answer::Declined => reply(StatusCode::PAYMENT_REQUIRED, String::new()),
    })
}

fn reply(status: StatusCode, body: String) -> Reply {
    let mut reply = Response::new(Full::from(body));
    *reply.status_mut() = status;
    reply
}
