//! The database of the jobs. It adds to apalis' own API one statement, which stores the progress and the next `run_at` of a job.

mod postgres;
mod sqlite;

use std::time::Duration;

use apalis::prelude::{ExecutionContext, Task, TaskBuilder, TaskSink};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sqlx::{PgPool, SqlitePool};
use tenacity::Saved;

use crate::delivery::Delivery;
use crate::progress::Progress;

/// The runs that apalis grants a job. More than any policy here asks for, so that the policy ends a job before apalis does.
pub const MAX_RUNS: usize = 25;

/// An error of a database or of its setup.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// A queue of deliveries in a database.
#[derive(Clone, Debug)]
pub struct Store {
    /// The pool of connections.
    pub pool: Pool,
    /// The name of the queue.
    pub queue: String,
}

/// A pool of connections to one of the databases.
#[derive(Clone, Debug)]
pub enum Pool {
    /// Connections to a file.
    Sqlite(SqlitePool),
    /// Connections to a server.
    Postgres(PgPool),
}

/// A job as the database has it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The number of the message.
    pub number: u64,
    /// The status: `Pending`, `Queued`, `Running`, `Done`, `Failed` or `Killed`.
    pub status: String,
    /// The number of runs that apalis counted.
    pub runs: usize,
    /// The error of the last run.
    pub error: Option<String>,
}

impl Row {
    /// Returns whether the job will not run again.
    pub fn is_settled(&self) -> bool {
        self.is_dead() || self.status == "Done"
    }

    /// Returns whether the job is a dead letter.
    pub fn is_dead(&self) -> bool {
        self.status == "Killed"
    }
}

impl Store {
    /// Connects to `sqlite:PATH` or `postgres://…`.
    pub async fn open(url: &str, queue: &str) -> Result<Self, StoreError> {
        let pool = if url.starts_with("sqlite:") {
            Pool::Sqlite(sqlite::connect(url).await?)
        } else {
            Pool::Postgres(postgres::connect(url).await?)
        };
        Ok(Self { pool, queue: queue.to_owned() })
    }

    /// Creates the tables of apalis.
    pub async fn set_up(&self) -> Result<(), StoreError> {
        match &self.pool {
            Pool::Sqlite(pool) => sqlite::set_up(pool).await,
            Pool::Postgres(pool) => Ok(PostgresStorage::setup(pool).await?),
        }
    }

    /// Enqueues deliveries. The number of each message is the seed of its waits.
    pub async fn enqueue(&self, deliveries: Vec<Delivery>) -> Result<(), StoreError> {
        let jobs = futures_util::stream::iter(deliveries.into_iter().map(job));
        match &self.pool {
            Pool::Sqlite(pool) => SqliteStorage::new(pool).with_config(self.sqlite_config()).push_all(jobs).await?,
            Pool::Postgres(pool) => PostgresStorage::new(pool).with_config(self.postgres_config()).push_all(jobs).await?,
        }
        Ok(())
    }

    /// Stores the progress of a running job, and when it runs again, in one statement.
    ///
    /// Does nothing if the worker lost its lock, because the job then belongs to another worker.
    pub async fn reschedule(&self, job: &ExecutionContext, delay: Duration, progress: &Progress) -> Result<(), sqlx::Error> {
        match &self.pool {
            Pool::Sqlite(pool) => sqlite::reschedule(pool, job, delay, progress).await,
            Pool::Postgres(pool) => postgres::reschedule(pool, job, delay, progress).await,
        }
    }

    /// Returns all jobs of the queue.
    pub async fn rows(&self) -> Result<Vec<Row>, StoreError> {
        let rows = match &self.pool {
            Pool::Sqlite(pool) => sqlite::rows(pool, &self.queue).await?,
            Pool::Postgres(pool) => postgres::rows(pool, &self.queue).await?,
        };
        rows.into_iter()
            .map(|(job, status, runs, error)| Ok(Row { number: number(&job)?, status, runs: runs.try_into()?, error }))
            .collect()
    }
}

/// The columns of a job: its arguments, its status, its runs and the error of the last run.
type Columns = (Vec<u8>, String, i64, Option<String>);

fn job(delivery: Delivery) -> Task<Delivery> {
    let progress = Progress(Saved::seeded(delivery.number));
    TaskBuilder::new(delivery).metadata(&progress).max_attempts(MAX_RUNS).build()
}

fn number(job: &[u8]) -> Result<u64, serde_json::Error> {
    serde_json::from_slice::<Delivery>(job).map(|delivery| delivery.number)
}
