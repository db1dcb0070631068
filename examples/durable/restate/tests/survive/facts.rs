//! The facts that hold in each test.

use std::time::Duration;

use order::services::Ledger;
use order::{ATTEMPTS, Order, Service, policy};
use orders::hook_log::{Entry, What};
use orders::table::Table;

pub(crate) const ORDER: Order = Order { number: 1, cents: 4200 };

/// The tolerance of a planned time. On an idle machine, attempts are at most 0.5 s late. A busy one takes seconds to start a process, and
/// to let the engine notice its end.
const LATE: Duration = Duration::from_secs(10);

/// Prints the table of an order. Asserts that each attempt began at its planned time, after the delay of the seed, and was decided once.
pub(crate) fn assert_planned(order: Order, entries: &[Entry]) -> Table {
    let table = Table::of(order.number, entries);
    println!("{table}");
    let latest = table.latest().expect("no attempt begins before its planned time");
    println!("latest: {} ms after its planned time", latest.as_millis());
    assert!(latest < LATE);

    for service in Service::ALL {
        let of_service = || entries.iter().filter(|entry| (entry.order, entry.service) == (order.number, service));
        let decided: Vec<u32> =
            of_service().filter(|entry| !matches!(entry.what, What::Begins { .. })).map(|entry| entry.attempt).collect();
        let numbers: Vec<u32> = (1..).take(decided.len()).collect();
        assert_eq!(decided, numbers, "the decisions at {}, one per attempt", service.path());

        let seed = of_service().find_map(|entry| if let What::Begins { seed } = entry.what { Some(seed) } else { None });
        let plan: Vec<Duration> =
            seed.into_iter().flat_map(|seed| policy(service, ATTEMPTS).seed(seed).delays().collect::<Vec<_>>()).collect();
        let slept = of_service().filter_map(|entry| if let What::Sleeps { delay } = entry.what { Some(delay) } else { None });
        let slept: Vec<Duration> = slept.collect();
        // The bank asks for a delay after the first attempt, unless it is down.
        let hinted = usize::from(service == Service::Charge);
        assert_eq!(
            slept.get(hinted..),
            plan.get(hinted..slept.len().max(hinted)),
            "{seed:?} the delays of the seed at {}",
            service.path()
        );
    }
    table
}

/// Asserts that the order was charged, reserved and shipped, each once.
pub(crate) fn assert_one_effect_each(order: Order, ledger: &Ledger) {
    let entries = ledger.entries().unwrap();
    let effects: Vec<Service> =
        entries.iter().filter(|entry| entry.effect && entry.order == order.number).map(|entry| entry.service).collect();
    assert_eq!(effects, Service::ALL);
}
