//! The names of workers.

use std::time::{Duration, Instant};

use tenacity_example_durable_apalis::scene::Scene;
use tenacity_example_durable_apalis::store::Pool;
use tenacity_example_durable_apalis::worker::LEASE;
use tenacity_example_durable_apalis::workers::Worker;

use crate::{program, server};

/// A job whose worker `name` was killed in the attempt.
async fn interrupted(postgres: Option<&str>, name: Option<&str>) -> Scene {
    let scene = Scene::open(program(), postgres).await.unwrap();
    scene.enqueue([6]).await.unwrap();
    let mut first: Worker = scene.worker(name).unwrap();
    scene.until(|rows, attempts| rows[0].status == "Running" && !attempts.is_empty()).await.unwrap();
    first.kill().unwrap();
    scene
}

#[tokio::test]
async fn a_fresh_name_frees_the_job_of_a_dead_worker_on_sqlite() {
    free(None).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-durable apalis"]
async fn a_fresh_name_frees_the_job_of_a_dead_worker_on_postgres() {
    free(Some(server())).await;
}

async fn free(postgres: Option<String>) {
    let scene = interrupted(postgres.as_deref(), None).await;
    let killed = Instant::now();
    let _second = scene.worker(None).unwrap();
    scene.until(|_, attempts| attempts.len() == 2).await.unwrap();
    println!("the second run began {:.1?} after the kill", killed.elapsed());
    // The lease began with the last heartbeat before the kill, which a busy machine delays.
    assert!(killed.elapsed() >= LEASE / 2, "an attempt began while the dead worker had its lease");
    let rows = scene.until(|rows, _| rows[0].is_settled()).await.unwrap();
    // apalis counted the first run when its worker was found dead, and the second when it ended. The policy counted the second only.
    assert_eq!((rows[0].status.as_str(), rows[0].runs), ("Done", 2));
    let attempts: Vec<_> = scene.ledger.attempts().iter().map(|attempt| attempt.attempt).collect();
    assert_eq!(attempts, [1, 1]);
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-durable apalis"]
async fn the_name_of_a_dead_worker_keeps_its_job_locked_on_postgres() {
    let scene = interrupted(Some(&server()), Some("worker-1")).await;
    let mut second = scene.worker(Some("worker-1")).unwrap();
    tokio::time::sleep(2 * LEASE).await;
    assert!(!second.has_ended().unwrap());
    let rows = scene.store.rows().await.unwrap();
    assert_eq!((rows[0].status.as_str(), scene.ledger.attempts().len()), ("Running", 1));
    second.kill().unwrap();
    let _third = scene.worker(None).unwrap();
    scene.until(|rows, _| rows[0].status == "Done").await.unwrap();
}

#[tokio::test]
async fn sqlite_refuses_the_name_of_a_worker_that_was_seen_lately() {
    let scene = interrupted(None, Some("worker-1")).await;
    let Pool::Sqlite(pool) = &scene.store.pool else { unreachable!() };
    // apalis refuses the name for about a second only. The start of a process may take longer.
    let seen = sqlx::query("UPDATE Workers SET last_seen = last_seen + 60 WHERE id = 'worker-1'").execute(pool).await.unwrap();
    assert_eq!(seen.rows_affected(), 1);
    let mut second = scene.worker(Some("worker-1")).unwrap();
    scene.until(|_, _| second.has_ended().unwrap()).await.unwrap();
    assert_eq!(scene.ledger.attempts().len(), 1);
}

#[tokio::test]
async fn sqlite_frees_the_job_of_the_same_name_after_a_heartbeat() {
    let scene = interrupted(None, Some("worker-1")).await;
    // Longer than the heartbeat of one second, in whole seconds.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let _second = scene.worker(Some("worker-1")).unwrap();
    scene.until(|rows, _| rows[0].status == "Done").await.unwrap();
    let attempts: Vec<_> = scene.ledger.attempts().iter().map(|attempt| attempt.attempt).collect();
    assert_eq!(attempts, [1, 1]);
}
