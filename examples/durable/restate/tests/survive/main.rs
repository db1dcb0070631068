//! Orders that survive the end of processes. `scripts/test-durable restate` installs the engine's server and runs these tests.

mod arguments;
mod engine;
mod facts;
mod hundred;
mod policy;
mod readme;
mod service;

use orders::cluster::Cluster;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tenacity-example-durable-restate");

/// Starts the processes, with this number of services. The folder has to live as long.
async fn cluster(services: usize) -> (Cluster, TempDir) {
    cluster_with(services, &[]).await
}

/// Like [`cluster`], with further settings of the engine.
async fn cluster_with(services: usize, settings: &[(&'static str, &'static str)]) -> (Cluster, TempDir) {
    let folder = TempDir::new().unwrap();
    let mut cluster = Cluster::start(folder.path(), PROGRAM, settings).await.unwrap();
    for _ in 0..services {
        cluster.start_service(order::ATTEMPTS).unwrap();
    }
    cluster.register().await.unwrap();
    (cluster, folder)
}
