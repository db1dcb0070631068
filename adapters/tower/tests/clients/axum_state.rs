//! A client stack in the state of an axum server, whose handler asks another server.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::routing::get;
use http::{Request, StatusCode};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tenacity::prelude::*;
use tenacity_http::retry_if_transient;
use tenacity_tower::RetryLayer;
use tower::util::BoxCloneSyncService;
use tower::{BoxError, ServiceBuilder, ServiceExt};

use crate::server::{BUSY, OK, Server};

/// The client stack, in a type that a field can name.
type Backend = BoxCloneSyncService<Request<Full<Bytes>>, http::Response<Incoming>, BoxError>;

#[derive(Clone)]
struct App {
    backend: Backend,
    url: String,
}

/// Returns the status of the other server.
async fn ask(State(app): State<App>) -> Result<StatusCode, StatusCode> {
    let request = Request::get(&app.url).body(Full::default()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    app.backend.oneshot(request).await.map(|response| response.status()).map_err(|_| StatusCode::BAD_GATEWAY)
}

#[tokio::test]
async fn a_handler_asks_through_the_stack_in_its_state() {
    static BUDGET: RetryBudget = RetryBudget::new();
    let policy = RetryPolicy::new()
        .retry(retry_if_transient())
        .stop(stop_after_attempt(3))
        .wait(wait_none())
        .budget(&BUDGET)
        .attempt_timeout(Duration::from_secs(20))
        .timeout(Duration::from_secs(60));
    let backend = ServiceBuilder::new()
        .layer(BoxCloneSyncService::layer())
        .layer(RetryLayer::http(policy))
        .map_err(BoxError::from)
        .service(Client::builder(TokioExecutor::new()).build_http());
    let server = Server::start(&[BUSY, OK]);
    let app = Router::new().route("/", get(ask)).with_state(App { backend, url: server.url() });
    let answer = tokio::spawn(app.oneshot(Request::<Body>::default())).await.unwrap();
    assert_eq!((answer.unwrap().status().as_u16(), server.requests().len()), (200, 2));
}
