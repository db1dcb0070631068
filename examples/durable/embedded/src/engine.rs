//! The engine: duroxide on a `SQLite` file, in this process.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read};
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

/// The first bytes of each database. A new one is empty.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Opens the journal.
pub(crate) async fn open(journal: &Path) -> Result<Arc<SqliteProvider>, Box<dyn Error>> {
    // The engine would install its own subscriber, and log warnings in normal operation.
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(false).init();
    let opened = match is_foreign(journal) {
        Ok(false) => SqliteProvider::new(&format!("sqlite:{}?mode=rwc", journal.display()), None).await.map_err(Into::into),
        Ok(true) => Err("not a database".into()),
        Err(error) => Err(Box::<dyn Error>::from(error)),
    };
    let opened =
        opened.map_err(|cause| format!("the journal {} cannot be opened: {cause}; `--new` deletes it", journal.display()));
    Ok(Arc::new(opened?))
}

/// Whether the file is not a database. The engine would try to open such a file for 30 seconds, and not report the cause.
fn is_foreign(journal: &Path) -> io::Result<bool> {
    match File::open(journal) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        file => {
            let mut magic = Vec::new();
            file?.take(SQLITE.len() as u64).read_to_end(&mut magic)?;
            Ok(!magic.is_empty() && magic != SQLITE)
        }
    }
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
