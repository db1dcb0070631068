//! Polls jobs over HTTP: a real server on a local port, a real client, and `wait_for` between them.
//!
//! `POST /v1/jobs?kind=K` creates a job and returns its number. `GET /v1/jobs/{id}` returns its status.
//!
//! | kind | course of the job |
//! |---|---|
//! | `report` | queued, running, completed; the first answer has a `Retry-After` |
//! | `broken` | queued, running, failed; the wait ends immediately |
//! | `stuck` | queued, then a status that is unknown to this client, until the limit |
//! | `flaky` | two answers 503, which the wait tolerates; then completed |

use std::error::Error;
use std::future::IntoFuture;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::{get, post};
use tenacity::prelude::*;

// The client.

struct Client {
    http: reqwest::Client,
    jobs: String,
}

#[derive(Debug)]
struct Job {
    status: String,
    /// The delay that the server asks for before the next request.
    retry_after: Option<Duration>,
}

impl Client {
    async fn create(&self, kind: &str) -> reqwest::Result<String> {
        self.http.post(format!("{}?kind={kind}", self.jobs)).send().await?.error_for_status()?.text().await
    }

    async fn job(&self, id: &str) -> reqwest::Result<Job> {
        let response = self.http.get(format!("{}/{id}", self.jobs)).send().await?.error_for_status()?;
        let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        Ok(Job { retry_after: seconds.map(Duration::from_secs), status: response.text().await? })
    }

    /// Waits until a job is done. This is the core of the example.
    async fn finished(&self, id: &str, limit: Duration) -> Result<Job, WaitError> {
        wait_for(format!("job {id} to be completed"), || self.job(id))
            .timeout(limit)
            .every(Duration::from_millis(100))
            .check_timeout(Duration::from_secs(1))
            .fail_on(|error| error.status() == Some(StatusCode::NOT_FOUND))
            .until(|job| match (job.status.as_str(), job.retry_after) {
                ("completed", _) => Check::Ready(()),
                ("failed" | "canceled", _) => Check::fatal(format!("the job is {}", job.status)),
                (_, Some(delay)) => Check::RetryAfter(delay),
                // An unknown status is not an error. The wait goes on and reports the status.
                (status @ ("queued" | "running"), None) => Check::pending(status),
                (unknown, None) => Check::pending(format!("unknown status `{unknown}`")),
            })
            .await
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match poll_jobs().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn poll_jobs() -> Result<(), Box<dyn Error>> {
    let client = Client { http: reqwest::Client::builder().no_proxy().build()?, jobs: serve().await? };
    for kind in ["report", "flaky", "broken", "stuck"] {
        let id = client.create(kind).await?;
        println!("{kind}: {}", told(client.finished(&id, Duration::from_secs(2)).await));
    }
    println!("missing: {}", told(client.finished("99", Duration::from_secs(2)).await));
    Ok(())
}

fn told(finished: Result<Job, WaitError>) -> String {
    match finished {
        Ok(job) => job.status,
        Err(error) => error.to_string(),
    }
}

// The server.

/// The kind of each job, and the number of requests for its status.
type Jobs = Arc<Mutex<Vec<(String, usize)>>>;

async fn serve() -> Result<String, Box<dyn Error>> {
    let app = Router::new().route("/v1/jobs", post(create)).route("/v1/jobs/{id}", get(status)).with_state(Jobs::default());
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}/v1/jobs", listener.local_addr()?);
    tokio::spawn(axum::serve(listener, app).into_future());
    Ok(url)
}

async fn create(State(jobs): State<Jobs>, RawQuery(query): RawQuery) -> (StatusCode, String) {
    let Some(kind) = query.as_deref().and_then(|query| query.strip_prefix("kind=")) else {
        return (StatusCode::BAD_REQUEST, "write `?kind=…`".to_owned());
    };
    let mut jobs = jobs.lock().expect("no handler panics");
    jobs.push((kind.to_owned(), 0));
    (StatusCode::CREATED, (jobs.len() - 1).to_string())
}

async fn status(State(jobs): State<Jobs>, Path(id): Path<usize>) -> (StatusCode, HeaderMap, &'static str) {
    let mut jobs = jobs.lock().expect("no handler panics");
    let Some((kind, asked)) = jobs.get_mut(id) else {
        return (StatusCode::NOT_FOUND, HeaderMap::new(), "no such job");
    };
    *asked += 1;
    let mut headers = HeaderMap::new();
    let status = match (kind.as_str(), *asked) {
        ("flaky", 1 | 2) => return (StatusCode::SERVICE_UNAVAILABLE, headers, "busy"),
        ("report", 1) => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
            "queued"
        }
        (_, 1) => "queued",
        ("stuck", _) => "hibernating",
        ("report" | "broken", 2) => "running",
        ("broken", _) => "failed",
        _ => "completed",
    };
    (StatusCode::OK, headers, status)
}
