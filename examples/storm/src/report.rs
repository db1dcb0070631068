//! Runs all simulations and reports them as text that is also valid Markdown.

use std::fmt::Write;
use std::iter;
use std::thread;
use std::time::Duration;

use crate::simulation::{Bound, CAPACITY, CAPACITY_IN_THE_DIP, DIP, EVERY, Lonely, RATE, REJECTED, Scenario, Timeline, Trouble};

/// The sizes of the fleet.
pub(crate) const CLIENTS: [u32; 4] = [1, 10, 100, 700];
/// The bounds of retries, with their names in the report.
pub(crate) const BOUNDS: [(&str, Bound); 6] = [
    ("no retries", Bound::NoRetries),
    ("3 retries, no budget", Bound::Attempts),
    ("20 % + 10/s", Bound::Window),
    ("`RetryBudget::new()`", Bound::Budget),
    ("the same, full", Bound::Full { capacity: 10 }),
    ("`.capacity(2)`, full", Bound::Full { capacity: 2 }),
];
/// The length of the scenario with the dip.
pub(crate) const TIME: Duration = Duration::from_secs(150);
/// The length of the scenarios with the dead and the flaky server.
pub(crate) const MINUTE: Duration = Duration::from_secs(60);
/// The bounds for a lonely caller, with their names in the report.
pub(crate) const LONELY_BOUNDS: [(&str, Bound); 3] =
    [("3 retries, no budget", Bound::Attempts), ("no token comes back", Bound::Strict), ("`RetryBudget::new()`", Bound::Budget)];
/// The probabilities with which a lonely caller's attempts fail.
pub(crate) const PROBABILITIES: [f64; 3] = [0.02, 0.1, 0.3];
/// The length of a lonely caller's scenario.
const DAYS: u32 = 30;

/// The timelines of the fleets, for each bound.
pub(crate) type Timelines = Vec<[Timeline; CLIENTS.len()]>;

/// Simulates a server that is slow for a while.
pub(crate) fn dip() -> Timelines {
    timelines(&Scenario::new(Trouble::Dip, TIME))
}

/// Simulates a server that never answers.
pub(crate) fn dead() -> Timelines {
    timelines(&Scenario::new(Trouble::Dead, MINUTE))
}

/// Simulates a server that rejects requests at random, although it could serve all of them.
pub(crate) fn flaky() -> Timelines {
    timelines(&Scenario::new(Trouble::Flaky, MINUTE))
}

/// The results of the lonely callers, for each bound.
pub(crate) type LonelyCallers = Vec<[Lonely; PROBABILITIES.len()]>;

/// Simulates a client that calls rarely, and a server that fails independently of it.
pub(crate) fn lonely() -> LonelyCallers {
    let calls = DAYS * 24 * 60 * 60 / u32::try_from(EVERY.as_secs()).expect("it is less than a day");
    LONELY_BOUNDS.map(|(_, bound)| PROBABILITIES.map(|probability| Lonely::play(bound, probability, calls))).into()
}

fn timelines(scenario: &Scenario) -> Timelines {
    thread::scope(|scope| {
        let fleets = BOUNDS.map(|(_, bound)| scope.spawn(move || CLIENTS.map(|clients| scenario.play(bound, clients))));
        fleets.map(|fleets| fleets.join().expect("a simulation does not panic")).into()
    })
}

/// Formats the table of the dip.
pub(crate) fn of_dip(timelines: &Timelines) -> String {
    let (from, to, time) = (DIP.start.as_secs(), DIP.end.as_secs(), TIME.as_secs());
    let caption = format!(
        "{RATE} calls/s, a server for {CAPACITY}/s that serves {CAPACITY_IN_THE_DIP}/s from {from} s to {to} s. \
         Recovery after the dip, lost calls and peak load in {time} s:"
    );
    fleet_table(&caption, timelines, |timeline| {
        let recovery = timeline.recovery().map_or_else(|| "never".to_owned(), |seconds| format!("{seconds} s"));
        format!("{recovery}, {:.0} %, {:.1} ×", timeline.lost() * 100.0, timeline.peak())
    })
}

/// Formats the table of the dead server.
pub(crate) fn of_dead(timelines: &Timelines) -> String {
    let caption = format!("{RATE} calls/s to a server that never answers; load in {} s:", MINUTE.as_secs());
    fleet_table(&caption, timelines, |timeline| format!("{:.2} ×", timeline.load()))
}

/// Formats the table of the flaky server.
pub(crate) fn of_flaky(timelines: &Timelines) -> String {
    let (rejected, time) = (REJECTED * 100.0, MINUTE.as_secs());
    let caption = format!(
        "{RATE} calls/s to a server that rejects {rejected:.0} % of its requests at random; lost calls and load in {time} s:"
    );
    fleet_table(&caption, timelines, |timeline| format!("{:.0} %, {:.2} ×", timeline.lost() * 100.0, timeline.load()))
}

/// Formats the table of the lonely callers.
pub(crate) fn of_lonely(callers: &LonelyCallers) -> String {
    let caption = format!(
        "One call in {} s whose attempts fail with the probability p, independently; calls that succeed and load in {DAYS} days:",
        EVERY.as_secs()
    );
    let head = PROBABILITIES.map(|probability| format!("p = {probability}"));
    let cell = |lonely: &Lonely| format!("{:.2} %, {:.2} ×", lonely.succeeded() * 100.0, lonely.load());
    let rows = callers.iter().map(|callers| callers.iter().map(cell));
    table(&caption, head, LONELY_BOUNDS.iter().map(|(name, _)| *name).zip(rows))
}

/// The size of a fleet, in words.
pub(crate) fn clients(count: u32) -> String {
    if count == 1 { "1 client".to_owned() } else { format!("{count} clients") }
}

/// Formats a row for each bound, with a column for each size of the fleet.
fn fleet_table(caption: &str, timelines: &Timelines, cell: impl Fn(&Timeline) -> String) -> String {
    let rows = timelines.iter().map(|fleets| fleets.iter().map(&cell));
    table(caption, CLIENTS.map(clients), BOUNDS.iter().map(|(name, _)| *name).zip(rows))
}

/// Formats a Markdown table with aligned columns, which is readable in a terminal too.
fn table<'a, Cells: Iterator<Item = String>, const N: usize>(
    caption: &str,
    head: [String; N],
    body: impl Iterator<Item = (&'a str, Cells)>,
) -> String {
    let mut rows = vec![iter::once(String::new()).chain(head).collect::<Vec<_>>()];
    for (name, cells) in body {
        rows.push(iter::once(name.to_owned()).chain(cells).collect());
    }
    let widths = (0..=N).map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
    let widths = widths.collect::<Vec<_>>();
    rows.insert(1, widths.iter().map(|width| "-".repeat(*width)).collect());
    let mut table = format!("{caption}\n\n");
    for row in rows {
        for (text, width) in row.iter().zip(&widths) {
            let _ = write!(table, "| {text:<width$} ");
        }
        table.push_str("|\n");
    }
    table
}
