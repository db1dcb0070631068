//! The client: a function with the attribute, a stack with the layer, and the hooks that print each decision of both.

use std::error::Error;
use std::iter;
use std::time::{Duration, SystemTime};

use http_body_util::BodyExt;
use reqwest::{Client, Request, Response};
use tenacity::prelude::*;
use tenacity_http::{HttpResponse, retry_after, retry_if_transient, verdict};
use tenacity_tower::RetryLayer;
use tower::{Service, ServiceBuilder};

const ATTEMPTS: u32 = 4;

/// The longest time of an attempt.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

type Page = http::Response<Vec<u8>>;

/// Returns a page with its status. So the predicate sees `Retry-After`, and a body that was cut off.
#[retry(
    retry = retry_if_transient(),
    stop = stop_after_attempt(ATTEMPTS) | stop_before_delay(10s),
    wait = wait_random_exponential(100ms).max(1s),
    before_sleep = show_retry,
    on_finish = show_end,
)]
pub(crate) async fn get(client: &Client, url: &str) -> reqwest::Result<Page> {
    let (head, body) = http::Response::from(client.get(url).send().await?).into_parts();
    Ok(Page::from_parts(head, body.collect().await?.to_bytes().into()))
}

/// The same policy as a layer, for requests of any method.
pub(crate) fn stack(client: Client) -> impl Service<Request, Response = Response, Error = reqwest::Error> {
    let policy = RetryPolicy::new()
        .retry(retry_if_transient())
        .stop(stop_after_attempt(ATTEMPTS) | stop_before_delay(Duration::from_secs(10)))
        .wait(wait_random_exponential(Duration::from_millis(100)).max(Duration::from_secs(1)))
        .before_sleep(show_retry)
        .on_finish(show_end);
    ServiceBuilder::new().layer(RetryLayer::reqwest(policy)).service(client)
}

/// Prints an attempt that another one will follow.
fn show_retry<R: HttpResponse>(state: &RetryState, outcome: &reqwest::Result<R>) {
    let hint = outcome.as_ref().ok().and_then(|response| retry_after(response.headers(), SystemTime::now()));
    let source = if hint.is_some() { "the server's `Retry-After`" } else { "the policy's wait" };
    println!("  {} → retried in {:.1?}: {source}", seen(state, outcome), state.upcoming_sleep());
}

/// Prints the last attempt.
fn show_end<R: HttpResponse>(state: &RetryState, outcome: &reqwest::Result<R>, finish: Finish) {
    let reason = match (finish, outcome) {
        (Finish::Stopped, _) if state.attempt_number() < ATTEMPTS => "the server may have processed it, and must not do so twice",
        (Finish::Stopped, _) => "the attempts or the time are used up",
        (_, Ok(response)) if response.status().is_success() => "a success",
        (_, Ok(response)) if verdict(response.status(), response.headers()).is_retry() => {
            "the server asks for more than 5 minutes"
        }
        _ => "another attempt would end the same",
    };
    println!("  {} → returned: {reason}", seen(state, outcome));
}

/// The number of an attempt, and its status or the root of its error.
fn seen<R: HttpResponse>(state: &RetryState, outcome: &reqwest::Result<R>) -> String {
    let seen = match outcome {
        Ok(response) => response.status().to_string(),
        Err(error) => iter::successors(Some(error as &dyn Error), |error| (*error).source())
            .map(ToString::to_string)
            .last()
            .unwrap_or_default(),
    };
    format!("attempt {}: {seen}", state.attempt_number())
}
