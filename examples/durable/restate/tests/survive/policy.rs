//! A policy that is changed under way.

use order::Service;
use orders::hook_log::What;

use crate::facts::{ORDER, assert_planned};
use crate::{cluster, within_deadline};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a Restate server: scripts/test-durable restate"]
async fn a_changed_policy_takes_effect_at_the_next_decision() {
    within_deadline(async {
        let mut cluster = cluster(2).await;
        cluster.stop_flaky().await.unwrap();
        let placed = cluster.place(ORDER);
        cluster.log.first(|entry| entry.sleeps(1, Service::Charge, 3)).await.unwrap();
        for process in cluster.processes().collect::<Vec<_>>() {
            cluster.kill_service(process).await.unwrap();
        }
        let changed = order::ATTEMPTS - 1;
        cluster.start_service(changed).unwrap();

        let failure = placed.await.unwrap().unwrap().unwrap_err();
        assert!(failure.contains("/charge: unreachable"), "{failure}");
        let entries = cluster.log.entries().unwrap();
        let table = assert_planned(ORDER, &entries);
        let last = table.rows.last().unwrap();
        assert_eq!((last.attempt, &*last.decisions), (changed, &[What::Ends { ok: false }][..]));
        let log = std::fs::read_to_string(cluster.engine.log()).unwrap();
        assert!(!log.contains("RT0016"), "the replay matches the journal");
    })
    .await;
}
