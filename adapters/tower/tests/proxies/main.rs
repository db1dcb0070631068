//! HTTP clients below the layer, behind a real nginx and a real haproxy. `scripts/test-proxies` installs both, and runs these tests in real
//! time.

mod haproxy;
mod nginx;
mod process;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::{Client, Method, Request, Response};
use tenacity::prelude::*;
use tenacity_http::retry_if_transient;
use tenacity_tower::RetryLayer;
use tower::{Layer, ServiceExt};

/// Gets a page through the layer. Returns the outcome, and the planned sleeps.
async fn get(url: &str) -> (reqwest::Result<Response>, Vec<Duration>) {
    let sleeps = Arc::new(Mutex::new(Vec::new()));
    let planned = Arc::clone(&sleeps);
    let policy = RetryPolicy::new()
        .retry(retry_if_transient())
        .stop(stop_after_attempt(60) | stop_before_delay(Duration::from_secs(20)))
        .wait(wait_fixed(Duration::from_millis(100)))
        .before_sleep(move |state: &RetryState, _: &_| planned.lock().unwrap().push(state.upcoming_sleep()));
    let client = Client::builder().no_proxy().build().unwrap();
    let outcome = RetryLayer::reqwest(policy).layer(client).oneshot(Request::new(Method::GET, url.parse().unwrap())).await;
    let sleeps = sleeps.lock().unwrap().clone();
    (outcome, sleeps)
}
