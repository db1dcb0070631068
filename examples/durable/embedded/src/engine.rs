//! The engine: duroxide on a `SQLite` file, in this process.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use duroxide::providers::sqlite::SqliteProvider;
use duroxide::runtime::{Runtime, RuntimeOptions};
use duroxide::{Client, OrchestrationStatus};
use tracing_subscriber::EnvFilter;

use crate::workflow::{Shop, activities, workflows};

/// The time after which the engine repeats an attempt of a process that died. A living process renews its lock every half of it. The
/// engine's default is 30 seconds.
const LOCK: Duration = Duration::from_secs(3);

/// Opens the journal.
pub(crate) async fn open(journal: &Path) -> Result<Arc<SqliteProvider>, Box<dyn Error>> {
    // The engine would install its own subscriber, and log warnings in normal operation.
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let store = SqliteProvider::new(&format!("sqlite:{}?mode=rwc", journal.display()), None).await;
    let store =
        store.map_err(|error| format!("the journal {} cannot be opened ({error}); `--new` deletes it", journal.display()))?;
    Ok(Arc::new(store))
}

/// Starts the engine, which continues all unfinished orders of the journal.
pub(crate) async fn start(store: Arc<SqliteProvider>, shop: Shop) -> Arc<Runtime> {
    let options = RuntimeOptions { worker_lock_timeout: LOCK, ..RuntimeOptions::default() };
    Runtime::start_with_options(store, activities(shop), workflows(), options).await
}

/// Returns the number of the first order that has not ended, and whether it has begun.
pub(crate) async fn next_order(client: &Client) -> Result<(u32, bool), Box<dyn Error>> {
    let mut number = 1;
    loop {
        match client.get_orchestration_status(&instance(number)).await? {
            OrchestrationStatus::NotFound => return Ok((number, false)),
            OrchestrationStatus::Running { .. } => return Ok((number, true)),
            _ => number += 1,
        }
    }
}

/// Returns the engine's name of an order.
pub(crate) fn instance(number: u32) -> String {
    format!("order-{number}")
}
