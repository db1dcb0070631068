//! Time limits around functions whose errors can report none: the key `timed_out` makes the outcome of an attempt that was cut.

use std::net::TcpListener;
use std::time::Duration;

use tenacity::prelude::*;
use tonic::{Code, Status};

/// A port where connections are accepted, and nothing is answered.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// A `reqwest::Error` cannot be made, so an attempt that was cut is an `Ok` without a response.
#[retry(
    stop = stop_after_attempt(3),
    wait = wait_fixed(1s),
    attempt_timeout = 500ms,
    timed_out = |_| Ok(None),
    retry = retry_if_failure() | retry_if_ok(Option::is_none),
)]
async fn get(url: &str, attempts: &mut u32) -> reqwest::Result<Option<reqwest::Response>> {
    *attempts += 1;
    reqwest::Client::builder().no_proxy().build()?.get(url).send().await.map(Some)
}

#[tokio::test(start_paused = true)]
async fn a_result_of_reqwest() {
    let (_listener, url) = silent();
    let (begun, mut attempts) = (tokio::time::Instant::now(), 0);
    assert!(get(&url, &mut attempts).await.unwrap().is_none());
    assert_eq!((attempts, begun.elapsed()), (3, Duration::from_millis(3 * 500 + 2 * 1_000)));
}

#[retry(stop = stop_after_attempt(2), wait = wait_none(), timeout = 2s, timed_out = |cut| Err(Status::deadline_exceeded(cut.to_string())))]
async fn call() -> Result<tonic::Response<u8>, Status> {
    std::future::pending().await
}

#[tokio::test(start_paused = true)]
async fn a_status_of_tonic() {
    let status = call().await.unwrap_err();
    assert_eq!((status.code(), status.message()), (Code::DeadlineExceeded, "timed out after 2s, during attempt 1"));
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none());
    let policy = policy.timed_out(|_| Err(Status::unavailable("cut"))).attempt_timeout(Duration::from_secs(1));
    let begun = tokio::time::Instant::now();
    let outcome: Result<u8, Status> = policy.call_async(std::future::pending).await;
    assert_eq!((outcome.unwrap_err().code(), begun.elapsed()), (Code::Unavailable, Duration::from_secs(2)));
}

#[retry(stop = stop_after_attempt(2), wait = wait_none(), attempt_timeout = 1s, timed_out = |cut| cut.to_string(), retry = retry_if_result(|text| text.starts_with("attempt")))]
async fn text() -> String {
    std::future::pending().await
}

#[tokio::test(start_paused = true)]
async fn a_text() {
    assert_eq!(text().await, "attempt 2 timed out after 1s, 2s into the call");
}
