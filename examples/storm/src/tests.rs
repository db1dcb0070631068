//! Tests of the claims that the docs make about retry storms.

use std::sync::LazyLock;
use std::thread;

use crate::report::{self, BOUNDS, CLIENTS, LONELY_BOUNDS, LonelyCallers, MINUTE, PROBABILITIES, TIME, Timelines};
use crate::simulation::{self, Bound, Lonely, Scenario, Timeline, Trouble};

static DIP: LazyLock<Timelines> = LazyLock::new(report::dip);
static DEAD: LazyLock<Timelines> = LazyLock::new(report::dead);
static FLAKY: LazyLock<Timelines> = LazyLock::new(report::flaky);
static LONELY: LazyLock<LonelyCallers> = LazyLock::new(report::lonely);

/// The timelines of the fleets, by their size.
fn fleets(timelines: &Timelines, bound: Bound) -> [&Timeline; CLIENTS.len()] {
    timelines[BOUNDS.iter().position(|(_, other)| *other == bound).unwrap()].each_ref()
}

/// The lonely callers, by the probability with which their attempts fail.
fn lonely(bound: Bound) -> [&'static Lonely; PROBABILITIES.len()] {
    LONELY[LONELY_BOUNDS.iter().position(|(_, other)| *other == bound).unwrap()].each_ref()
}

/// The upper bound of the load for a server that fails with this probability. One in ten calls pays for a retry that does not help, and the
/// share of such retries is `probability`.
fn most_load(probability: f64) -> f64 {
    1.0 + 0.1 / probability
}

fn recoveries(bound: Bound) -> [Option<u32>; CLIENTS.len()] {
    fleets(&DIP, bound).map(Timeline::recovery)
}

#[test]
fn retries_without_a_budget_keep_the_server_down_forever() {
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
    for (timeline, clients) in fleets(&DEAD, Bound::Budget).iter().zip(CLIENTS) {
        assert!((1.09..=1.13).contains(&timeline.load()), "{clients} clients: {}", timeline.load());
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
fn a_server_that_rejects_half_gets_a_fifth_more_load() {
    for (timeline, clients) in fleets(&FLAKY, Bound::Budget).iter().zip(CLIENTS) {
        // A client may also waste the initial token of its budget.
        let most = most_load(0.5) + 2.0 * f64::from(clients) / f64::from(simulation::RATE * 60);
        assert!((1.19..most + 0.01).contains(&timeline.load()), "{clients} clients: {}", timeline.load());
        assert!((0.38..0.41).contains(&timeline.lost()), "{clients} clients: {}", timeline.lost());
    }
}

#[test]
fn without_a_budget_a_server_that_rejects_half_gets_almost_twice_the_load() {
    for timeline in fleets(&FLAKY, Bound::Attempts) {
        assert!((1.86..1.89).contains(&timeline.load()), "{}", timeline.load());
        assert!((0.055..0.07).contains(&timeline.lost()), "{}", timeline.lost());
    }
}

#[test]
fn a_lonely_caller_with_rare_failures_gets_all_the_retries_that_it_needs() {
    let [rarely, at_times, _] = lonely(Bound::Budget);
    assert!(rarely.succeeded() > 0.9999, "{}", rarely.succeeded());
    assert!(at_times.succeeded() > 0.9995, "{}", at_times.succeeded());
    let [_, unbounded, _] = lonely(Bound::Attempts);
    assert!((unbounded.load() - at_times.load()).abs() < 0.002, "{} {}", unbounded.load(), at_times.load());
}

#[test]
fn a_lonely_caller_needs_the_token_that_comes_back() {
    let ([_, tenth, third], [_, strict_tenth, strict_third]) = (lonely(Bound::Budget), lonely(Bound::Strict));
    assert!(strict_tenth.succeeded() < 0.99 && tenth.succeeded() > 0.9995);
    assert!(strict_third.succeeded() < 0.78 && third.succeeded() > 0.92);
}

#[test]
fn retries_that_do_not_help_are_at_most_one_in_ten_calls() {
    for (caller, probability) in lonely(Bound::Budget).iter().zip(PROBABILITIES) {
        assert!(caller.load() < most_load(probability) + 0.01, "{probability}: {}", caller.load());
    }
    assert!((1.32..1.34).contains(&lonely(Bound::Budget)[2].load()), "it takes what is left to it");
}

#[test]
fn a_layer_of_tower_changes_no_second_of_a_storm() {
    for (trouble, time, direct) in [(Trouble::Dip, TIME, &DIP), (Trouble::Dead, MINUTE, &DEAD), (Trouble::Flaky, MINUTE, &FLAKY)]
    {
        let scenario = Scenario::new(trouble, time);
        thread::scope(|scope| {
            for bound in [Bound::Attempts, Bound::Budget] {
                let (scenario, direct) = (&scenario, fleets(direct, bound));
                scope.spawn(move || {
                    for (clients, direct) in CLIENTS.into_iter().zip(direct) {
                        let layered = scenario.play_through_layers(bound, clients);
                        let (figures, expected) = ((layered.load(), layered.lost()), (direct.load(), direct.lost()));
                        assert_eq!(figures, expected, "{trouble:?}, {bound:?}, {clients} clients");
                        assert!(layered == *direct, "{trouble:?}, {bound:?}, {clients} clients: another second");
                    }
                });
            }
        });
    }
}

#[test]
fn the_docs_show_what_the_example_prints_and_draws() {
    let stale = "docs/storm.* is not up to date: run `cargo run -p tenacity-example-storm`, and copy the tables";
    // A checkout may have other line endings.
    let page = include_str!("../../../docs/storm.md").replace('\r', "");
    let tables = [report::of_dip(&DIP), report::of_dead(&DEAD), report::of_flaky(&FLAKY), report::of_lonely(&LONELY)];
    for table in tables {
        assert!(page.contains(&table), "{stale}:\n{table}");
    }
    let picture = crate::picture::of_dip(&DIP);
    assert!(picture == include_str!("../../../docs/storm.svg").replace('\r', ""), "{stale}");
    assert!(
        !picture.contains("\n\n") && picture.starts_with("<svg ") && picture.ends_with("</svg>\n"),
        "it may stand in Markdown"
    );
}
