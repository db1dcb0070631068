//! Waiting for clients that retry by themselves: the recipes of `docs/waiting-patterns.md`, as functions.
//!
//! With such a client, a check takes as long as the client's own retries, and hides their errors. Make its attempts short, or turn its
//! retries off. Then the wait checks often, and its report shows the error.

use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use sqlx::postgres::{PgPool, PgPoolOptions};
use tenacity::{WaitError, wait_for};
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

/// The time that one check may take.
pub const LOOK: Duration = Duration::from_millis(500);

/// Returns a pool of `sqlx`, once the database accepts a connection.
///
/// # Errors
///
/// Returns an error if the limit has passed.
pub async fn pool(url: &str, limit: Duration) -> Result<PgPool, WaitError> {
    // How long a pool tries to open its first connection. The default is 30 s.
    let options = PgPoolOptions::new().acquire_timeout(LOOK);
    wait_for("postgres", async || options.clone().connect(url).await.map(Some)).timeout(limit).await
}

/// Returns a connection manager of `redis`, once the server accepts a connection.
///
/// # Errors
///
/// Returns an error if the limit has passed.
pub async fn manager(client: &redis::Client, limit: Duration) -> Result<ConnectionManager, WaitError> {
    // By default, a manager makes 6 more attempts, with growing pauses.
    let config = ConnectionManagerConfig::new().set_number_of_retries(0).set_connection_timeout(Some(LOOK));
    let connect = || ConnectionManager::new_with_config(client.clone(), config.clone());
    wait_for("redis", async || connect().await.map(Some)).timeout(limit).await
}

/// Returns a client over a channel of `tonic`, once the service reports that it serves.
///
/// # Errors
///
/// Returns an error if the limit has passed.
pub async fn service(endpoint: Endpoint, limit: Duration) -> Result<HealthClient<tonic::transport::Channel>, WaitError> {
    // A lazy channel connects at its first request. Without these limits, that request may take any time.
    let client = HealthClient::new(endpoint.connect_timeout(LOOK).timeout(LOOK).connect_lazy());
    wait_for("the orders service", async || client.clone().check(HealthCheckRequest::default()).await.map(Some))
        .timeout(limit)
        .await?;
    Ok(client)
}
