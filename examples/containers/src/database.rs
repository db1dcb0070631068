//! When a database in a container is ready.

use std::cell::Cell;
use std::convert::Infallible;
use std::error::Error;
use std::future::{self, IntoFuture};
use std::time::Duration;

use tenacity::prelude::*;
use testcontainers::{ContainerAsync, GenericImage};

/// Its port in the container.
pub(crate) const PORT: u16 = 5432;

const LIMIT: Duration = Duration::from_secs(60);

/// Waits until the server that is meant is ready, and gives its address.
pub(crate) async fn ready(container: &ContainerAsync<GenericImage>) -> Result<String, Box<dyn Error>> {
    let address = format!("{}:{}", container.get_host().await?, container.get_host_port_ipv4(PORT).await?);
    // The exit code is to end the wait, not the end of the log, which says less.
    let (_held, never_ends) = tokio::io::duplex(1);
    // The first server, which only the container can reach, logs to one stream, and the one that is meant to the other.
    let output = log(container.stdout(true)).also(container.stderr(true)).also(never_ends);
    let both = output.contains("database system is ready to accept connections").times(2) & tcp(&address);

    let ended = Cell::new(None);
    let waiting = wait_until_ready(both)
        .timeout(LIMIT)
        .fail_if("the container ended", || ended.get().map(|code: i64| format!("exit code {code}")));
    // Docker is asked for it asynchronously, which `fail_if` cannot.
    let watching = async {
        if let Ok(code) = wait_for("the container to end", || container.exit_code()).timeout(LIMIT).await {
            ended.set(Some(code));
        }
        future::pending::<Infallible>().await
    };
    tokio::select! {
        outcome = waiting.into_future() => outcome.map_err(|error| format!("{error:?}"))?,
        never = watching => match never {},
    };
    Ok(address)
}
