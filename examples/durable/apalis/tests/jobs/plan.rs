//! The times of attempts, beside the plan of the same seed.

use std::time::{Duration, Instant};

use tenacity_example_durable_apalis::answers::plan;
use tenacity_example_durable_apalis::arguments::DemoOptions;
use tenacity_example_durable_apalis::demo::run;
use tenacity_example_durable_apalis::scene::Scene;
use tenacity_example_durable_apalis::summary::{Gap, Summary};
use tenacity_example_durable_apalis::table;
use tenacity_example_durable_apalis::worker::POLL;

use crate::{program, server};

/// SQLite rounds up to a second. A worker looks for jobs at each poll. The rest is for a busy machine.
const TOLERANCE: Duration = Duration::from_secs(1).saturating_add(POLL).saturating_add(Duration::from_secs(4));

fn assert_planned(gaps: &[Gap]) {
    println!("{}", table::of(gaps));
    for gap in gaps {
        assert!(gap.real >= gap.planned, "too early: {gap:?}");
        assert!(gap.real <= gap.planned + TOLERANCE, "too late: {gap:?}");
    }
}

#[tokio::test]
async fn attempts_follow_the_plan_on_sqlite() {
    follow(None).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-durable apalis"]
async fn attempts_follow_the_plan_on_postgres() {
    follow(Some(server())).await;
}

async fn follow(postgres: Option<String>) {
    let summary = run(program(), &DemoOptions { jobs: 20, workers: 2, postgres, kill: false }).await.unwrap();
    let gaps = summary.gaps();
    assert_eq!(gaps.len(), (1..=20).map(|number| plan(number).len()).sum::<usize>());
    assert_eq!(summary.interrupted(), 0);
    assert_planned(&gaps);
    // Without an interruption, apalis and the policy count the same.
    let runs: usize = summary.rows.iter().map(|row| row.runs).sum();
    assert_eq!(runs, summary.attempts.values().map(Vec::len).sum::<usize>());
}

#[tokio::test]
async fn a_delay_goes_on_while_all_workers_are_dead_on_sqlite() {
    outlive(None).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-durable apalis"]
async fn a_delay_goes_on_while_all_workers_are_dead_on_postgres() {
    outlive(Some(server())).await;
}

/// Kills the only worker in each delay of a job.
async fn outlive(postgres: Option<String>) {
    let scene = Scene::open(program(), postgres.as_deref()).await.unwrap();
    let began = Instant::now();
    scene.enqueue([5]).await.unwrap();
    for attempt in 1..=5 {
        let mut worker = scene.worker(None).unwrap();
        scene.until(|rows, _| rows[0].status == "Failed" && rows[0].runs == attempt).await.unwrap();
        worker.kill().unwrap();
    }
    let _worker = scene.worker(None).unwrap();
    let rows = scene.until(|rows, _| rows[0].is_settled()).await.unwrap();
    let summary = Summary::new(rows, scene.ledger.attempts(), began.elapsed());
    assert_eq!(summary.wrong_endings(), Vec::<String>::new());
    assert_eq!(summary.interrupted(), 0);
    assert_eq!(summary.gaps().len(), 5);
    assert_planned(&summary.gaps());
}
