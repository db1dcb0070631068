//! The end of a service process.

use std::time::Duration;

use order::Service;
use order::services::Entry;

use crate::facts::{ORDER, assert_one_effect_each, assert_planned};
use crate::{cluster, cluster_with, within_deadline};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a Restate server: scripts/test-durable restate"]
async fn a_service_killed_in_a_sleep_delays_no_attempt() {
    within_deadline(async {
        let mut cluster = cluster(1).await;
        let placed = cluster.place(ORDER);
        let asleep = cluster.log.first(|entry| entry.sleeps(1, Service::Charge, 2)).await.unwrap();
        cluster.kill_service(asleep.process).await.unwrap();
        cluster.start_service(order::ATTEMPTS).unwrap();

        placed.await.unwrap().unwrap().unwrap();
        let table = assert_planned(ORDER, &cluster.log.entries().unwrap());
        assert!(table.rows.iter().all(|row| row.decisions.len() == 1), "no attempt was repeated");
        assert!(table.rows[2..].iter().all(|row| row.process != asleep.process));
        assert_one_effect_each(ORDER, &cluster.ledger);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a Restate server: scripts/test-durable restate"]
async fn an_attempt_whose_service_is_killed_is_repeated_and_not_counted() {
    within_deadline(async {
        let mut cluster = cluster(1).await;
        let placed = cluster.place(ORDER);
        // The shipper answers its second request after four seconds, and the policy waits for 1.5 s.
        let attempting = cluster.log.first(|entry| entry.begins(1, Service::Ship, 2)).await.unwrap();
        let has_arrived = |entry: &Entry| (entry.service, entry.attempt) == (Service::Ship, 2);
        while !cluster.ledger.entries().unwrap().iter().any(has_arrived) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        cluster.kill_service(attempting.process).await.unwrap();
        cluster.start_service(order::ATTEMPTS).unwrap();

        placed.await.unwrap().unwrap().unwrap();
        let table = assert_planned(ORDER, &cluster.log.entries().unwrap());
        let decisions =
            table.rows.iter().filter(|row| (row.service, row.attempt) == (Service::Ship, 2)).map(|row| row.decisions.len());
        assert_eq!(decisions.collect::<Vec<_>>(), [0, 1], "the second attempt to ship, interrupted and repeated");
        let requests = cluster.ledger.entries().unwrap().into_iter().filter(has_arrived).count();
        assert_eq!(requests, 2, "requests with the same number and the same idempotency key");
        assert_one_effect_each(ORDER, &cluster.ledger);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a Restate server: scripts/test-durable restate"]
async fn one_of_two_services_killed_for_good_leaves_its_orders_to_the_other() {
    within_deadline(async {
        let mut cluster = cluster(2).await;
        let orders: Vec<_> = (1..=8).map(|number| order::Order { number, ..ORDER }).collect();
        let placed: Vec<_> = orders.iter().map(|order| cluster.place(*order)).collect();
        let asleep = cluster.log.first(|entry| entry.sleeps(1, Service::Charge, 2)).await.unwrap();
        cluster.kill_service(asleep.process).await.unwrap();
        let survivor = cluster.processes().next().unwrap();

        for placed in placed {
            placed.await.unwrap().unwrap().unwrap();
        }
        let entries = cluster.log.entries().unwrap();
        let end = entries.iter().rposition(|entry| entry.process == asleep.process).unwrap();
        assert!(entries[end + 1..].iter().all(|entry| entry.process == survivor));
        for order in orders {
            let table = assert_planned(order, &entries);
            assert_eq!(table.rows.last().unwrap().process, survivor);
            assert_one_effect_each(order, &cluster.ledger);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a Restate server: scripts/test-durable restate"]
async fn an_attempt_that_always_kills_its_process_is_paused_by_the_engine() {
    within_deadline(async {
        // One process for each beginning, and one that remains. A process that starts meanwhile could miss an attempt, which the engine counts.
        let mut cluster = cluster_with(5, &[("RESTATE_DEFAULT_RETRY_POLICY__MAX_ATTEMPTS", "4")]).await;
        cluster.freeze_flaky().await.unwrap();
        let placed = cluster.place(ORDER);
        let mut kills = 0;
        while cluster.statuses().await.unwrap() != ["paused"] {
            tokio::time::sleep(Duration::from_millis(20)).await;
            // The attempt waits for an answer, at most five seconds.
            if let Some(begun) = cluster.log.entries().unwrap().get(kills) {
                cluster.kill_service(begun.process).await.unwrap();
                kills += 1;
            }
        }
        placed.abort();
        let entries = cluster.log.entries().unwrap();
        assert_eq!(entries.len(), 4, "the engine's limit");
        assert!(entries.iter().all(|entry| entry.begins(1, Service::Charge, 1)), "the policy never counted the attempt");
    })
    .await;
}
