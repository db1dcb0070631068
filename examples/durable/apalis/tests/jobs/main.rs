//! Jobs, worker processes and kills, on SQLite and on PostgreSQL. `scripts/test-durable apalis` starts the server.

mod engine;
mod kills;
mod layer;
mod names;
mod plan;
mod readme;
mod start;

use std::path::PathBuf;

/// The example's own program.
fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_tenacity-example-durable-apalis").into()
}

/// The server that `scripts/test-durable apalis` started.
fn server() -> String {
    std::env::var("POSTGRES_URL").expect("POSTGRES_URL is unset: run `scripts/test-durable apalis`")
}
