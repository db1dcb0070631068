//! Reports of waits for clients that retry by themselves, with and without the settings of the recipes.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use redis::aio::ConnectionManager;
use sqlx::postgres::PgPoolOptions;
use tenacity::{WaitError, wait_for};
use tenacity_clients::{manager, pool, service};
use tonic::transport::{Endpoint, Server};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

const LIMIT: Duration = Duration::from_secs(1);

fn closed_port() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

fn endpoint(address: SocketAddr) -> Endpoint {
    Endpoint::from_shared(format!("http://{address}")).unwrap()
}

/// Asserts that the only check took as long as the wait, and that the report names the remedy.
#[track_caller]
fn is_still_running(error: &WaitError) {
    let told = error.to_string();
    let is_told = told.contains("after 1.0s (1 check; the first check was still running after 1.")
        && told.ends_with("s: see `check_timeout`)");
    assert!(error.is_timeout() && is_told, "{told}");
    let report = format!("{error:?}");
    assert!(report.contains("hint       no check completed: does it retry by itself, as connection pools do"), "{report}");
}

/// Asserts that there were several checks, and that the report shows the reason.
#[track_caller]
fn has_named(error: &WaitError, reason: &str) {
    assert!(error.is_timeout() && error.checks() >= 2 && error.to_string().contains(reason), "{error}");
}

#[tokio::test]
async fn a_pool_without_a_timeout_takes_the_whole_wait() {
    let url = format!("postgres://test@{}/test", closed_port());
    let patient = wait_for("postgres", async || PgPoolOptions::new().connect(&url).await.map(Some)).timeout(LIMIT);
    is_still_running(&patient.await.unwrap_err());
    has_named(&pool(&url, Duration::from_secs(2)).await.unwrap_err(), "pool timed out");
    // A single connection does not retry, so the report shows the error of the server.
    let single = async || <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.map(Some);
    has_named(&wait_for("postgres", single).timeout(LIMIT).await.unwrap_err(), "Connection refused");
}

#[tokio::test]
async fn a_manager_without_a_timeout_takes_the_whole_wait() {
    let client = redis::Client::open(format!("redis://{}", closed_port())).unwrap();
    let patient = wait_for("redis", async || ConnectionManager::new(client.clone()).await.map(Some)).timeout(LIMIT);
    is_still_running(&patient.await.unwrap_err());
    has_named(&manager(&client, LIMIT).await.unwrap_err(), "Connection refused");
}

#[tokio::test]
async fn a_channel_without_a_timeout_takes_the_whole_wait() {
    // Accepts connections, and never answers.
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = silent.local_addr().unwrap();
    let client = HealthClient::new(endpoint(address).connect_lazy());
    let patient = wait_for("it", async || client.clone().check(HealthCheckRequest::default()).await.map(Some)).timeout(LIMIT);
    is_still_running(&patient.await.unwrap_err());
    has_named(&service(endpoint(address), Duration::from_secs(2)).await.unwrap_err(), "Timeout expired");
    has_named(&service(endpoint(closed_port()), LIMIT).await.unwrap_err(), "Connection refused");
}

#[tokio::test]
async fn check_timeout_ends_a_check_that_retries_by_itself() {
    let url = format!("postgres://test@{}/test", closed_port());
    let patient = wait_for("postgres", async || PgPoolOptions::new().connect(&url).await.map(Some)).timeout(LIMIT);
    let error = patient.check_timeout(Duration::from_millis(200)).await.unwrap_err();
    assert!(error.checks() >= 3, "{error}");
    assert!(format!("{error:?}").contains("no answer in 200ms"), "{error:?}");
}

#[tokio::test]
async fn a_service_that_starts_later_is_found() {
    let address = closed_port();
    let server = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let (_reporter, health) = tonic_health::server::health_reporter();
        Server::builder().add_service(health).serve(address).await.unwrap();
    };
    tokio::select! {
        client = service(endpoint(address), Duration::from_secs(10)) => {
            client.unwrap().check(HealthCheckRequest::default()).await.unwrap();
        }
        () = server => unreachable!("the server serves until it is dropped"),
    }
}
