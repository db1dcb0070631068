//! A receiver, a queue of its own, and worker processes.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::delivery::Delivery;
use crate::ledger::{Attempt, Ledger};
use crate::receiver;
use crate::store::{Row, Store, StoreError};
use crate::worker::fresh_name;
use crate::workers::Worker;

/// Longer than any wait on a busy machine.
const LIMIT: Duration = Duration::from_mins(5);

/// All that the workers of one run share. It disappears with its last use.
#[derive(Debug)]
pub struct Scene {
    /// The queue of the run.
    pub store: Store,
    /// The record of the attempts.
    pub ledger: Arc<Ledger>,
    program: PathBuf,
    database: String,
    receiver: std::net::SocketAddr,
    _folder: TempDir,
}

impl Scene {
    /// Starts a receiver, and prepares a queue on PostgreSQL or in a new file of SQLite. `program` is this example's own.
    pub async fn open(program: PathBuf, postgres: Option<&str>) -> Result<Self, StoreError> {
        let folder = tempfile::tempdir()?;
        let ledger = Arc::new(Ledger::create(&folder.path().join("ledger"))?);
        let receiver = receiver::start(ledger.clone()).await?;
        let database = postgres.map_or_else(|| format!("sqlite:{}", folder.path().join("jobs.db").display()), str::to_owned);
        // Each run has a queue of its own, because a server keeps the jobs of earlier runs.
        let store = Store::open(&database, &format!("deliveries-{}", fresh_name())).await?;
        store.set_up().await?;
        Ok(Self { store, ledger, program, database, receiver, _folder: folder })
    }

    /// Enqueues messages by their numbers.
    pub async fn enqueue(&self, numbers: impl IntoIterator<Item = u64>) -> Result<(), StoreError> {
        let deliveries = numbers.into_iter().map(|number| Delivery { number, receiver: self.receiver });
        self.store.enqueue(deliveries.collect()).await
    }

    /// Starts a worker process, with a fresh name if `name` is `None`.
    pub fn worker(&self, name: Option<&str>) -> std::io::Result<Worker> {
        Worker::start(&self.program, &self.database, &self.store.queue, name)
    }

    /// Waits until the jobs and their attempts meet the condition, and returns the jobs.
    pub async fn until(&self, mut condition: impl FnMut(&[Row], &[Attempt]) -> bool) -> Result<Vec<Row>, StoreError> {
        let began = Instant::now();
        loop {
            let rows = self.store.rows().await?;
            if condition(&rows, &self.ledger.attempts()) {
                return Ok(rows);
            }
            if began.elapsed() > LIMIT {
                let unsettled = rows.iter().filter(|row| !row.is_settled()).count();
                return Err(format!("the run did not end in {LIMIT:?}; {unsettled} jobs are unsettled").into());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }
}
