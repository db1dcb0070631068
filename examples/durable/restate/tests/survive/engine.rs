//! The end of the engine's server.

use order::Service;

use crate::facts::{ORDER, assert_one_effect_each, assert_planned};
use crate::{cluster, within_deadline};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a Restate server: scripts/test-durable restate"]
async fn an_engine_killed_in_a_sleep_continues_at_the_planned_time() {
    within_deadline(async {
        let mut cluster = cluster(2).await;
        let placed = cluster.place(ORDER);
        cluster.log.first(|entry| entry.sleeps(1, Service::Charge, 2)).await.unwrap();
        // The hook runs before the decision is in the journal.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        cluster.engine.kill().await.unwrap();
        cluster.engine.restart().await.unwrap();

        placed.await.unwrap().unwrap().unwrap();
        let table = assert_planned(ORDER, &cluster.log.entries().unwrap());
        assert!(table.rows.iter().all(|row| row.decisions.len() == 1), "no attempt was repeated");
        assert_one_effect_each(ORDER, &cluster.ledger);
    })
    .await;
}
