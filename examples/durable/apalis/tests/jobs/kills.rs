//! A thousand jobs and three workers, one of which is killed in an attempt.

use tenacity_example_durable_apalis::arguments::DemoOptions;
use tenacity_example_durable_apalis::demo::run;
use tenacity_example_durable_apalis::worker::CONCURRENCY;

use crate::{program, server};

#[tokio::test]
async fn a_thousand_jobs_survive_a_kill_on_sqlite() {
    survive(None).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-durable apalis"]
async fn a_thousand_jobs_survive_a_kill_on_postgres() {
    survive(Some(server())).await;
}

async fn survive(postgres: Option<String>) {
    let summary = run(program(), &DemoOptions { jobs: 1000, workers: 3, postgres, kill: true }).await.unwrap();
    println!("{summary}");
    assert_eq!(summary.rows.len(), 1000);
    assert_eq!(summary.wrong_endings(), Vec::<String>::new());
    assert_eq!(summary.at_two_places(), Vec::<u64>::new());
    assert!(summary.hammered().is_empty(), "{:?}", summary.hammered());
    // Two of 20 messages are never accepted: one is refused, and one always meets a busy receiver.
    assert_eq!(summary.rows.iter().filter(|row| row.is_dead()).count(), 100);
    // The killed worker ran `CONCURRENCY` attempts, and may not have written the results of some others. A hot loop would count as far more.
    let interrupted = summary.interrupted();
    assert!((1..=2 * CONCURRENCY).contains(&interrupted), "the kill interrupted {interrupted} attempts");
    // apalis counts a run when it ends, or when its worker is found dead. The policy counts the ended ones only.
    let runs: usize = summary.rows.iter().map(|row| row.runs).sum();
    let counted: usize = summary.attempts.values().filter_map(|attempts| attempts.last()).map(|last| last.attempt as usize).sum();
    assert!(runs > counted, "{runs} runs, {counted} attempts");
}
