//! Jobs at the limits of the engine.

use std::time::Duration;

use tenacity_example_durable_apalis::scene::Scene;
use tenacity_example_durable_apalis::store::Pool;

use crate::{program, server};

#[tokio::test]
async fn a_worker_that_cannot_store_progress_ends() {
    let scene = Scene::open(program(), None).await.unwrap();
    let Pool::Sqlite(pool) = &scene.store.pool else { unreachable!() };
    scene.enqueue([5]).await.unwrap();
    sqlx::query("CREATE TRIGGER full BEFORE UPDATE OF metadata ON Jobs BEGIN SELECT RAISE(ABORT, 'full'); END")
        .execute(pool)
        .await
        .unwrap();
    let mut worker = scene.worker(None).unwrap();
    scene.until(|_, _| worker.has_ended().unwrap()).await.unwrap();
    // The job was neither hammered nor lost.
    assert_eq!(scene.ledger.attempts().len(), 1);
    assert_eq!(scene.store.rows().await.unwrap()[0].status, "Running");
    sqlx::query("DROP TRIGGER full").execute(pool).await.unwrap();
    let _worker = scene.worker(None).unwrap();
    scene.until(|_, attempts| attempts.len() == 3).await.unwrap();
    let attempts: Vec<_> = scene.ledger.attempts().iter().map(|attempt| attempt.attempt).collect();
    assert_eq!(attempts, [1, 1, 2]);
}

#[tokio::test]
async fn a_dead_letter_never_runs_again() {
    let scene = Scene::open(program(), None).await.unwrap();
    scene.enqueue([4]).await.unwrap();
    let _worker = scene.worker(None).unwrap();
    scene.until(|rows, _| rows[0].is_dead()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(scene.ledger.attempts().len(), 1);
}

#[tokio::test]
async fn the_limit_of_apalis_does_not_bound_an_interrupted_job_on_sqlite() {
    pass_the_limit(None).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-durable apalis"]
async fn the_limit_of_apalis_does_not_bound_an_interrupted_job_on_postgres() {
    pass_the_limit(Some(server())).await;
}

/// A `Pending` job with more runs than apalis grants it reaches the layer, which ends it.
async fn pass_the_limit(postgres: Option<String>) {
    let scene = Scene::open(program(), postgres.as_deref()).await.unwrap();
    scene.enqueue([6]).await.unwrap();
    let queue = &scene.store.queue;
    match &scene.store.pool {
        Pool::Sqlite(pool) => {
            sqlx::query("UPDATE Jobs SET attempts = 30 WHERE job_type = ?").bind(queue).execute(pool).await.unwrap();
        }
        Pool::Postgres(pool) => {
            sqlx::query("UPDATE apalis.jobs SET attempts = 30 WHERE job_type = $1").bind(queue).execute(pool).await.unwrap();
        }
    }
    let _worker = scene.worker(None).unwrap();
    let rows = scene.until(|rows, _| rows[0].is_settled()).await.unwrap();
    assert_eq!((rows[0].status.as_str(), rows[0].error.as_deref()), ("Killed", Some("30 workers ended during this job")));
    assert!(scene.ledger.attempts().is_empty());
}
