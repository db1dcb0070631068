//! Waits until a database in a container is ready.

use std::error::Error;
use std::future;
use std::time::Duration;

use tenacity::prelude::*;
use testcontainers::{ContainerAsync, GenericImage};

/// The port of the server in the container.
pub(crate) const PORT: u16 = 5432;

const LIMIT: Duration = Duration::from_secs(60);

/// Waits until the final server is ready. Returns its address.
pub(crate) async fn ready(container: &ContainerAsync<GenericImage>) -> Result<String, Box<dyn Error>> {
    let address = format!("{}:{}", container.get_host().await?, container.get_host_port_ipv4(PORT).await?);
    // Only the container can reach the first server. That one logs to one stream, and the final server logs to the other.
    let output = log(container.stdout(true)).also(container.stderr(true));
    let both = output.contains("database system is ready to accept connections").times(2) & tcp(&address);

    let waiting = wait_until_ready(both).timeout(LIMIT).fail_when("the container ended", exit_code(container));
    waiting.await.map_err(|error| format!("{error:?}"))?;
    Ok(address)
}

/// Resolves when the container has ended.
async fn exit_code(container: &ContainerAsync<GenericImage>) -> String {
    match wait_for("the container to end", || container.exit_code()).timeout(LIMIT).await {
        Ok(code) => format!("exit code {code}"),
        Err(_) => future::pending().await,
    }
}
