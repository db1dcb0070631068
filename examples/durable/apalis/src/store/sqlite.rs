//! The statements for SQLite, where times are whole seconds.

use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apalis::prelude::ExecutionContext;
use apalis_sqlite::SqliteStorage;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{Columns, StoreError};
use crate::progress::Progress;
use crate::worker::LEASE;

/// The longest wait for a write. It is shorter than the lease, so a worker whose heartbeat waits keeps its jobs.
const BUSY_TIMEOUT: Duration = LEASE.saturating_sub(Duration::from_secs(2));

/// Several processes write to the file. With WAL, reads do not wait for them. A write waits for its turn, because a worker of apalis ends if
/// SQLite returns `database is locked`.
pub(super) async fn connect(url: &str) -> Result<SqlitePool, StoreError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY_TIMEOUT);
    Ok(SqlitePoolOptions::new().max_connections(4).connect_with(options).await?)
}

/// `SqliteStorage::setup` turns `synchronous` off on its connection, so that connection is closed.
pub(super) async fn set_up(pool: &SqlitePool) -> Result<(), StoreError> {
    let options = pool.connect_options();
    let own = SqlitePoolOptions::new().max_connections(1).connect_with((*options).clone()).await?;
    SqliteStorage::setup(&own).await?;
    own.close().await;
    Ok(())
}

pub(super) async fn reschedule(
    pool: &SqlitePool,
    job: &ExecutionContext,
    delay: Duration,
    progress: &Progress,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE Jobs SET run_at = ?1, metadata = json_set(metadata, '$.retry', ?2) WHERE id = ?3 AND lock_by = ?4")
        .bind(due(delay))
        .bind(progress.json())
        .bind(job.task_id().map(ToString::to_string))
        .bind(job.lock_by())
        .execute(pool)
        .await?;
    Ok(())
}

/// The second in which the delay is over, rounded up: a job never runs before its planned time.
fn due(delay: Duration) -> i64 {
    let planned = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().saturating_add(delay);
    let seconds = planned.as_secs() + u64::from(planned.subsec_nanos() > 0);
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

pub(super) async fn rows(pool: &SqlitePool, queue: &str) -> Result<Vec<Columns>, sqlx::Error> {
    sqlx::query_as("SELECT job, status, attempts, last_result ->> '$.Err' FROM Jobs WHERE job_type = ? ORDER BY id")
        .bind(queue)
        .fetch_all(pool)
        .await
}
