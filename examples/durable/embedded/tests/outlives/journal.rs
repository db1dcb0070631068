//! The journal of the engine, read and damaged from outside.

use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};
use tokio::runtime::Builder;

use crate::process::{Folder, wait_for};

/// Returns the events of order 1, or none if there is no journal yet.
pub(crate) fn events(folder: &Folder) -> Vec<Value> {
    let read = with_connection(folder, async |connection| {
        let query = "SELECT event_data FROM history WHERE instance_id = 'order-1' ORDER BY event_id";
        let rows = sqlx::query(query).fetch_all(connection).await?;
        Ok(rows.iter().map(|row| serde_json::from_str(row.get(0)).unwrap()).collect())
    });
    read.unwrap_or_default()
}

/// Waits until the journal has this number of sleeps, so the order is in the last of them.
#[track_caller]
pub(crate) fn wait_for_sleep(folder: &Folder, number: usize) {
    wait_for(|| (events(folder).iter().filter(|event| event["type"] == "TimerCreated").count() >= number).then_some(()));
}

/// Replaces a text in the result of the last attempt, which is JSON within JSON.
#[track_caller]
pub(crate) fn damage(folder: &Folder, old: &str, new: &str) {
    let escaped = |text: &str| text.replace('"', "\\\"");
    let damaged = with_connection(folder, async |connection| {
        let query = "UPDATE history SET event_data = replace(event_data, ?1, ?2) WHERE instr(event_data, ?1) AND event_id = \
            (SELECT max(event_id) FROM history WHERE event_type = 'ActivityCompleted')";
        let done = sqlx::query(query).bind(escaped(old)).bind(escaped(new)).execute(connection).await?;
        Ok(done.rows_affected())
    });
    assert_eq!(damaged.unwrap(), 1, "{old}");
}

fn with_connection<T>(folder: &Folder, act: impl AsyncFnOnce(&mut SqliteConnection) -> sqlx::Result<T>) -> sqlx::Result<T> {
    let options = SqliteConnectOptions::new().filename(folder.path().join("journal.sqlite"));
    Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut connection = options.connect().await?;
        let value = act(&mut connection).await?;
        connection.close().await?;
        Ok(value)
    })
}
