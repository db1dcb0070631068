//! Orders that survive the end of processes. `scripts/test-durable restate` installs the engine's server and runs these tests.

mod arguments;
mod engine;
mod facts;
mod hundred;
mod policy;
mod readme;
mod service;

use std::time::Duration;

use orders::cluster::Cluster;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tenacity-example-durable-restate");

/// The longest test takes 25 s on an idle machine.
const DEADLINE: Duration = Duration::from_secs(180);

/// Runs the body of a test. At the deadline, it drops the body with its processes, and fails the test.
async fn within_deadline(body: impl Future<Output = ()>) {
    tokio::time::timeout(DEADLINE, Box::pin(body)).await.expect("the test ends before its deadline");
}

/// Starts the processes, with this number of services.
async fn cluster(services: usize) -> Cluster {
    cluster_with(services, &[]).await
}

/// Like [`cluster`], with further settings of the engine.
async fn cluster_with(services: usize, settings: &[(&'static str, &'static str)]) -> Cluster {
    let mut cluster = Cluster::start(PROGRAM, settings).await.unwrap();
    for _ in 0..services {
        cluster.start_service(order::ATTEMPTS).unwrap();
    }
    cluster.register().await.unwrap();
    cluster
}
