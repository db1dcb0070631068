//! Many orders, and processes that never live long.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use order::{Order, Service};
use orders::hook_log::{Entry, What};
use orders::table::Table;

use crate::facts::ORDER;
use crate::{cluster, within_deadline};

/// The time between two kills.
const PERIOD: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a Restate server: scripts/test-durable restate"]
async fn a_hundred_orders_end_exactly_once_while_services_are_killed() {
    within_deadline(async {
        let mut cluster = cluster(2).await;
        let start = Instant::now();
        let orders: Vec<_> = (1..=100).map(|number| Order { number, ..ORDER }).collect();
        let placed: Vec<_> = orders.iter().map(|order| cluster.place(*order)).collect();
        let mut killed = Vec::new();
        while !placed.iter().all(tokio::task::JoinHandle::is_finished) {
            tokio::time::sleep(PERIOD).await;
            let oldest = cluster.processes().next().unwrap();
            cluster.kill_service(oldest).await.unwrap();
            cluster.start_service(order::ATTEMPTS).unwrap();
            killed.push(oldest);
        }
        for (order, placed) in orders.iter().zip(placed) {
            placed.await.unwrap().unwrap().unwrap_or_else(|failure| panic!("order {}: {failure}", order.number));
        }

        let mut effects: BTreeMap<(u32, &str), usize> = BTreeMap::new();
        let ledger = cluster.ledger.entries().unwrap();
        for entry in ledger.iter().filter(|entry| entry.effect) {
            *effects.entry((entry.order, entry.service.path())).or_default() += 1;
        }
        assert_eq!(effects.len(), 300);
        assert!(effects.values().all(|times| *times == 1), "{effects:?}");

        let entries = cluster.log.entries().unwrap();
        let tables: Vec<_> = orders.iter().map(|order| Table::of(order.number, &entries)).collect();
        let latest = tables.iter().map(|table| table.latest().expect("no attempt begins before its planned time")).max().unwrap();
        let interrupted = tables.iter().flat_map(|table| &table.rows).filter(|row| row.decisions.is_empty()).count();
        assert!(interrupted > 0, "a kill interrupts an attempt");
        let ended: usize = orders.iter().map(|order| assert_one_success_each(*order, &entries, &killed)).sum();
        println!(
            "{} s, {} kills, {} requests, {interrupted} interrupted attempts",
            start.elapsed().as_secs(),
            killed.len(),
            ledger.len()
        );
        println!("latest: {} ms after its planned time, {ended} ends of 300 calls", latest.as_millis());
    })
    .await;
}

/// Asserts that one attempt succeeded at each service. The hook of a success runs again only if its process was killed before the journal
/// had the attempt. Returns the number of runs.
fn assert_one_success_each(order: Order, entries: &[Entry], killed: &[u32]) -> usize {
    let mut ended = 0;
    for service in Service::ALL {
        let is_success =
            |entry: &&Entry| (entry.order, entry.service) == (order.number, service) && entry.what == What::Ends { ok: true };
        let successes: Vec<_> = entries.iter().filter(is_success).map(|entry| (entry.attempt, entry.process)).collect();
        let place = format!("order {} at {}: {successes:?}", order.number, service.path());
        let [repeated @ .., (last, _)] = &*successes else { panic!("no success of {place}") };
        assert!(repeated.iter().all(|(attempt, process)| attempt == last && killed.contains(process)), "{place}");
        ended += successes.len();
    }
    ended
}
