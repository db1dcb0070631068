//! One worker process.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apalis::prelude::{BackendExt, WorkerBuilder, WorkerBuilderExt, WorkerContext};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use futures_util::FutureExt;
use tokio::io::AsyncReadExt;

use crate::arguments::WorkerOptions;
use crate::delivery::{self, deliver};
use crate::reschedule::Reschedule;
use crate::store::{MAX_RUNS, Pool, Store, StoreError};

/// A worker that missed its heartbeats for this time counts as dead, and others take its jobs.
pub const LEASE: Duration = Duration::from_secs(HEARTBEAT.as_secs() * HEARTBEATS as u64);
const HEARTBEAT: Duration = Duration::from_secs(1);
const HEARTBEATS: usize = 8;

/// How often a worker without jobs looks for one. By default, it would look once per heartbeat.
pub const POLL: Duration = Duration::from_millis(100);

/// The jobs that one worker process runs at a time.
pub const CONCURRENCY: usize = 8;

/// A job during which more workers ended becomes a dead letter.
pub const INTERRUPTIONS: usize = 10;

/// apalis must not end a job before the policy or this layer does.
const _: () = assert!(delivery::ATTEMPTS as usize + INTERRUPTIONS < MAX_RUNS);

/// Runs jobs until the standard input ends. So a worker does not outlive the process that started it.
pub async fn run(options: WorkerOptions) -> Result<(), StoreError> {
    let store = Store::open(&options.database, &options.queue).await?;
    let context = WorkerContext::new(&options.name.unwrap_or_else(fresh_name));
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
    let reschedule = Reschedule { policy: Arc::new(delivery::policy()), store: store.clone(), interruptions: INTERRUPTIONS };
    // The two backends have no common type that a variable could have.
    macro_rules! run_on {
        ($backend:expr) => {
            WorkerBuilder::new(&context)
                .backend($backend.poll_with_interval(POLL))
                .data(client)
                .layer(reschedule)
                .concurrency(CONCURRENCY)
                .build(deliver)
                .run()
                .boxed()
        };
    }
    let working = match &store.pool {
        Pool::Sqlite(pool) => run_on!(SqliteStorage::new(pool).with_config(store.sqlite_config())),
        Pool::Postgres(pool) => run_on!(PostgresStorage::new(pool).with_config(store.postgres_config())),
    };
    // Not `run_until`, which also waits for its signal if the layer stops the worker.
    let mut working = pin!(working);
    tokio::select! {
        ended = &mut working => {
            ended?;
            return Err("the worker stopped, because the database did not take the progress of a job".into());
        }
        input = end_of_input() => {
            input?;
            context.stop()?;
            working.await?;
        }
    }
    Ok(())
}

/// Returns a name that no worker had before: host, process and time.
///
/// A new process must not take the name of a dead one. On PostgreSQL, its heartbeats would keep the locks of the dead one alive, and the
/// locked jobs would never run again.
pub fn fresh_name() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}-{}", gethostname::gethostname().display(), std::process::id(), now.as_nanos())
}

async fn end_of_input() -> std::io::Result<()> {
    let mut input = [0; 64];
    let mut stdin = tokio::io::stdin();
    while stdin.read(&mut input).await? > 0 {}
    Ok(())
}

/// A batch of one job. A worker with a longer batch and no free place for it sends no heartbeats, and would count as dead.
macro_rules! config {
    ($config:ty, $queue:expr) => {
        <$config>::default().queue($queue).batch_size(1).heartbeat_interval(HEARTBEAT).missed_heartbeats(HEARTBEATS)
    };
}

impl Store {
    pub(crate) fn sqlite_config(&self) -> apalis_sqlite::Config {
        config!(apalis_sqlite::Config, &self.queue)
    }

    pub(crate) fn postgres_config(&self) -> apalis_postgres::Config {
        config!(apalis_postgres::Config, &self.queue)
    }
}
