//! The layer alone, around a service that fails. No worker runs.

use std::future::ready;
use std::sync::Arc;

use apalis::prelude::{BoxDynError, Status, Task, TaskBuilder};
use apalis_core::layers::{Layer, Service};
use apalis_core::task::task_fn::task_fn;
use sqlx::sqlite::SqlitePoolOptions;
use tenacity::prelude::*;
use tenacity::{BoxedPolicy, RetryBudget, Saved};
use tenacity_example_durable_apalis::progress::{KEY, Progress};
use tenacity_example_durable_apalis::reschedule::Reschedule;
use tenacity_example_durable_apalis::store::{Pool, Store};

type Policy = BoxedPolicy<Result<(), BoxDynError>>;

fn five_attempts() -> Policy {
    RetryPolicy::new().stop(stop_after_attempt(5)).boxed()
}

/// Runs a job that fails, and returns its status and its error. The database has no tables.
async fn run(policy: Policy, job: Task<()>) -> (Status, String) {
    let pool = SqlitePoolOptions::new().connect_lazy("sqlite::memory:").unwrap();
    let store = Store { pool: Pool::Sqlite(pool), queue: "none".into() };
    let layer = Reschedule { policy: Arc::new(policy), store, interruptions: 10 };
    let context = job.ctx().clone();
    let result = layer.layer(task_fn(|(): ()| ready(Err::<(), _>("busy")))).call(job).await;
    (context.status(), result.unwrap_err().to_string())
}

fn job(saved: Saved) -> TaskBuilder<()> {
    TaskBuilder::new(()).metadata(&Progress(saved))
}

#[tokio::test]
async fn an_empty_budget_makes_a_dead_letter() {
    static EMPTY: RetryBudget = RetryBudget::new().ratio(0.0).initial(0);
    let (status, error) = run(RetryPolicy::new().budget(&EMPTY).boxed(), job(Saved::new()).build()).await;
    assert_eq!(status, Status::Killed);
    assert!(error.starts_with("busy (budget_exhausted; attempts: 1, elapsed: "), "{error}");
}

#[tokio::test]
async fn the_most_attempts_make_a_dead_letter() {
    let json = format!(r#"{{"attempts":{},"started":0,"elapsed":0,"idle_for":0,"previous_sleep":0,"seed":1}}"#, u32::MAX);
    let (status, error) = run(five_attempts(), job(serde_json::from_str(&json).unwrap()).build()).await;
    assert_eq!(status, Status::Killed);
    assert!(error.starts_with("busy (stopped; attempts: 4294967295, "), "{error}");
}

#[tokio::test]
async fn unreadable_progress_makes_a_dead_letter() {
    let mut task = job(Saved::new()).build();
    for damaged in [r#"{"attempts":1"#, r#"{"attempts":1,"colour":7}"#, "1", ""] {
        let mut metadata = task.metadata().clone();
        metadata.replace(KEY, damaged);
        task = TaskBuilder::new(()).with_metadata(metadata).build();
        let (status, error) = run(five_attempts(), task.clone()).await;
        assert_eq!(status, Status::Killed);
        assert!(error.starts_with("the job's progress cannot be read: "), "{error}");
    }
}

#[tokio::test]
async fn a_job_that_ends_its_workers_makes_a_dead_letter() {
    let (status, error) = run(five_attempts(), job(Saved::new()).attempt(11).build()).await;
    assert_eq!((status, error.as_str()), (Status::Killed, "11 workers ended during this job"));
}

#[tokio::test]
async fn a_job_whose_progress_cannot_be_stored_stays_locked() {
    let (status, error) = run(five_attempts(), job(Saved::new()).attempt(10).build()).await;
    assert_eq!(status, Status::Running);
    assert!(error.contains("no such table: Jobs"), "{error}");
}
