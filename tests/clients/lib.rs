//! Waiting for clients that retry by themselves: the recipes of `docs/waiting-patterns.md`, as functions.
//!
//! Such a client hides its errors in a look that takes as long as its own retries. Make its attempts short, or leave them out, so that
//! the wait looks often, and its report names the error.

use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use sqlx::postgres::{PgPool, PgPoolOptions};
use tenacity::{WaitError, wait_for};
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

/// The time that one look may take.
pub const LOOK: Duration = Duration::from_millis(500);

/// A pool of sqlx's, once the database accepts a connection.
///
/// # Errors
///
/// When the limit has passed.
pub async fn pool(url: &str, limit: Duration) -> Result<PgPool, WaitError> {
    // The time for which a pool tries to make its first connection; 30 s by default.
    let options = PgPoolOptions::new().acquire_timeout(LOOK);
    wait_for("postgres", async || options.clone().connect(url).await.map(Some)).timeout(limit).await
}

/// A connection manager of redis', once the server accepts a connection.
///
/// # Errors
///
/// When the limit has passed.
pub async fn manager(client: &redis::Client, limit: Duration) -> Result<ConnectionManager, WaitError> {
    // A manager makes 6 more attempts by default, with pauses that grow.
    let config = ConnectionManagerConfig::new().set_number_of_retries(0).set_connection_timeout(Some(LOOK));
    let connect = || ConnectionManager::new_with_config(client.clone(), config.clone());
    wait_for("redis", async || connect().await.map(Some)).timeout(limit).await
}

/// A channel of tonic's, once its service reports that it serves.
///
/// # Errors
///
/// When the limit has passed.
pub async fn service(endpoint: Endpoint, limit: Duration) -> Result<HealthClient<tonic::transport::Channel>, WaitError> {
    // A lazy channel connects at its first request, which without these limits may take as long as it likes.
    let client = HealthClient::new(endpoint.connect_timeout(LOOK).timeout(LOOK).connect_lazy());
    wait_for("the orders service", async || client.clone().check(HealthCheckRequest::default()).await.map(Some))
        .timeout(limit)
        .await?;
    Ok(client)
}
