//! A flaky server for messages. It takes a while to answer, and keeps a ledger.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::header::RETRY_AFTER;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::answers::{Answer, answer};
use crate::ledger::Ledger;

/// The time that the receiver takes for an answer.
pub const THINKING: Duration = Duration::from_millis(100);

/// Starts a receiver on a free port. It ends with the runtime.
pub async fn start(ledger: Arc<Ledger>) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let ledger = ledger.clone();
            let service = service_fn(move |request| receive(request, ledger.clone()));
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
    Ok(address)
}

/// Answers `POST /NUMBER/ATTEMPT`. An error closes the connection.
async fn receive(request: Request<Incoming>, ledger: Arc<Ledger>) -> Result<Response<Empty<Bytes>>, String> {
    let mut path = request.uri().path().split('/').skip(1);
    let number = path.next().and_then(|number| number.parse().ok()).ok_or("the path has no number")?;
    let attempt = path.next().and_then(|attempt| attempt.parse().ok()).ok_or("the path has no attempt")?;
    let key = request.headers().get("idempotency-key").and_then(|key| key.to_str().ok()).and_then(|key| key.parse().ok());
    if key != Some(number) {
        return Err("the key is not the number of the message".into());
    }
    let worker = request.headers().get("worker").and_then(|name| name.to_str().ok()).unwrap_or("unknown");

    let mut entry = Entry { place: ledger.begin(number, attempt, worker.to_owned()), ledger, answer: None };
    tokio::time::sleep(THINKING).await;
    let answer = answer(number, attempt);
    entry.answer = Some(answer);
    drop(entry);

    let response = Response::builder();
    let response = match answer {
        Answer::Accepted => response.status(200),
        Answer::Busy => response.status(503),
        Answer::BusyFor2s => response.status(503).header(RETRY_AFTER, "2"),
        Answer::Rejected => response.status(400),
        Answer::Dropped => return Err("dropped".into()),
    };
    Ok(response.body(Empty::new()).expect("the headers are valid"))
}

/// Ends its entry in the ledger also if the client is gone: hyper then drops the future.
struct Entry {
    place: usize,
    ledger: Arc<Ledger>,
    answer: Option<Answer>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.ledger.end(self.place, self.answer);
    }
}
