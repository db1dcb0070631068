//! What the docs say about storms of retries, as the example finds it.

use std::sync::LazyLock;

use report::{BOUNDS, CLIENTS, Courses};
use simulation::{Bound, Course};

#[path = "../examples/storm/picture.rs"]
mod picture;
#[path = "../examples/storm/report.rs"]
mod report;
#[path = "../examples/storm/simulation/mod.rs"]
mod simulation;

static DIP: LazyLock<Courses> = LazyLock::new(report::dip);
static DEAD: LazyLock<Courses> = LazyLock::new(report::dead);

/// The courses of the fleets, by their size.
fn fleets(courses: &Courses, bound: Bound) -> [&Course; CLIENTS.len()] {
    courses[BOUNDS.iter().position(|(_, other)| *other == bound).unwrap()].each_ref()
}

fn recoveries(bound: Bound) -> [Option<u32>; CLIENTS.len()] {
    fleets(&DIP, bound).map(Course::recovery)
}

#[test]
fn retries_without_a_budget_keep_the_server_down_for_ever() {
    assert_eq!(recoveries(Bound::Attempts), [None; 4]);
    assert!(recoveries(Bound::NoRetries).iter().all(Option::is_some), "it is the retries that do");
}

#[test]
fn a_new_budget_lets_fleets_of_all_sizes_recover_within_half_a_minute() {
    let recoveries = recoveries(Bound::Budget);
    assert!(recoveries.iter().all(|recovery| recovery.is_some_and(|seconds| seconds <= 30)), "{recoveries:?}");
}

#[test]
fn a_reserve_per_client_keeps_the_server_down_when_clients_are_many() {
    let [one, ten, hundred, more] = recoveries(Bound::Window);
    assert!(one.is_some() && ten.is_some() && hundred.is_none() && more.is_none());
}

#[test]
fn a_dead_server_sees_at_most_an_eighth_more_than_without_retries() {
    for (course, clients) in fleets(&DEAD, Bound::Budget).iter().zip(CLIENTS) {
        assert!((1.09..=1.13).contains(&course.load()), "{clients} clients: {}", course.load());
    }
}

#[test]
fn a_warm_fleet_adds_at_most_its_capacity_to_the_ratio() {
    for (full, clients) in fleets(&DEAD, Bound::Full { capacity: 10 }).iter().zip(CLIENTS) {
        let calls = f64::from(simulation::RATE * 60);
        assert!(full.load() <= 1.1 + f64::from(clients * 10) / calls, "{clients} clients: {}", full.load());
    }
}

#[test]
fn the_docs_show_what_the_example_prints_and_draws() {
    let stale = "docs/storm.* is not up to date: run `cargo run --release --example storm`, and copy the tables";
    // A checkout may have other line ends.
    let page = include_str!("../docs/storm.md").replace('\r', "");
    for table in [report::of_dip(&DIP), report::of_dead(&DEAD)] {
        assert!(page.contains(&table), "{stale}:\n{table}");
    }
    let picture = picture::of_dip(&DIP);
    assert!(picture == include_str!("../docs/storm.svg").replace('\r', ""), "{stale}");
    assert!(
        !picture.contains("\n\n") && picture.starts_with("<svg ") && picture.ends_with("</svg>\n"),
        "it may stand in Markdown"
    );
}
