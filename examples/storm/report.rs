//! All that is simulated, and what is told of it: text that is Markdown, too.

use std::fmt::Write;
use std::iter;
use std::thread;
use std::time::Duration;

use crate::simulation::{Bound, CAPACITY, CAPACITY_IN_THE_DIP, Course, DIP, RATE, Scenario, Trouble};

/// The sizes of the fleet.
pub(crate) const CLIENTS: [u32; 4] = [1, 10, 100, 700];
/// What bounds retries, and what that is called.
pub(crate) const BOUNDS: [(&str, Bound); 6] = [
    ("no retries", Bound::NoRetries),
    ("3 retries, no budget", Bound::Attempts),
    ("20 % + 10/s", Bound::Window),
    ("`RetryBudget::new()`", Bound::Budget),
    ("the same, full", Bound::Full { capacity: 10 }),
    ("`.capacity(2)`, full", Bound::Full { capacity: 2 }),
];
/// How long the scenario with the dip goes on.
pub(crate) const TIME: Duration = Duration::from_secs(150);
/// The same of the dead server.
const TIME_OF_DEATH: Duration = Duration::from_secs(60);

/// Of each bound, the courses of the fleets.
pub(crate) type Courses = Vec<[Course; CLIENTS.len()]>;

/// A server that is slow for a while.
pub(crate) fn dip() -> Courses {
    courses(&Scenario::new(Trouble::Dip, TIME))
}

/// A server that never answers.
pub(crate) fn dead() -> Courses {
    courses(&Scenario::new(Trouble::Dead, TIME_OF_DEATH))
}

fn courses(scenario: &Scenario) -> Courses {
    thread::scope(|scope| {
        let fleets = BOUNDS.map(|(_, bound)| scope.spawn(move || CLIENTS.map(|clients| scenario.play(bound, clients))));
        fleets.map(|fleets| fleets.join().expect("a simulation does not panic")).into()
    })
}

/// The table of the dip.
pub(crate) fn of_dip(courses: &Courses) -> String {
    let (from, to, time) = (DIP.start.as_secs(), DIP.end.as_secs(), TIME.as_secs());
    let caption = format!(
        "{RATE} calls/s, a server for {CAPACITY}/s that serves {CAPACITY_IN_THE_DIP}/s from {from} s to {to} s; \
         recovery after the dip, lost calls and peak load in {time} s:"
    );
    table(&caption, courses, |course| {
        let recovery = course.recovery().map_or_else(|| "never".to_owned(), |seconds| format!("{seconds} s"));
        format!("{recovery}, {:.0} %, {:.1} ×", course.lost() * 100.0, course.peak())
    })
}

/// The table of the dead server.
pub(crate) fn of_dead(courses: &Courses) -> String {
    let caption = format!("{RATE} calls/s to a server that never answers; load in {} s:", TIME_OF_DEATH.as_secs());
    table(&caption, courses, |course| format!("{:.2} ×", course.load()))
}

/// The size of a fleet, in words.
pub(crate) fn clients(count: u32) -> String {
    if count == 1 { "1 client".to_owned() } else { format!("{count} clients") }
}

/// Markdown, with columns as wide as a terminal needs them.
fn table(caption: &str, courses: &Courses, cell: impl Fn(&Course) -> String) -> String {
    let mut rows = vec![iter::once(String::new()).chain(CLIENTS.map(clients)).collect::<Vec<_>>()];
    for ((name, _), fleets) in BOUNDS.iter().zip(courses) {
        rows.push(iter::once((*name).to_owned()).chain(fleets.iter().map(&cell)).collect());
    }
    let widths = (0..=CLIENTS.len()).map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
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
