//! The statements for PostgreSQL.

use std::str::FromStr;
use std::time::Duration;

use apalis::prelude::ExecutionContext;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};

use super::{Columns, StoreError};
use crate::progress::Progress;

/// A pool would wait for a server that is not there. So one connection tries first.
pub(super) async fn connect(url: &str) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| format!("`{url}` is not an address of PostgreSQL: {error}"))?;
    let place = format!("{}:{}", options.get_host(), options.get_port());
    let first = options.connect().await;
    first
        .map_err(|error| format!("PostgreSQL does not answer at {place}: {error}; README.md shows how to start a server"))?
        .close()
        .await?;
    Ok(PgPoolOptions::new().max_connections(8).connect_with(options).await?)
}

/// The server's clock counts, because apalis compares `run_at` with it.
pub(super) async fn reschedule(
    pool: &PgPool,
    job: &ExecutionContext,
    delay: Duration,
    progress: &Progress,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE apalis.jobs SET run_at = clock_timestamp() + make_interval(secs => $1), metadata = metadata || hstore('retry', $2) \
         WHERE id = $3 AND lock_by = $4",
    )
    .bind(delay.as_secs_f64())
    .bind(progress.json())
    .bind(job.task_id().map(ToString::to_string))
    .bind(job.lock_by())
    .execute(pool)
    .await?;
    Ok(())
}

pub(super) async fn rows(pool: &PgPool, queue: &str) -> Result<Vec<Columns>, sqlx::Error> {
    sqlx::query_as("SELECT job, status, attempts::bigint, last_result ->> 'Err' FROM apalis.jobs WHERE job_type = $1 ORDER BY id")
        .bind(queue)
        .fetch_all(pool)
        .await
}
