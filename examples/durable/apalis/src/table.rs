//! The times of the attempts beside their plan, as text.

use std::fmt::Write;

use crate::summary::Gap;

/// Returns a table of gaps between two attempts.
pub fn of(gaps: &[Gap]) -> String {
    let mut table = String::from("  job  attempt   planned      real     late\n");
    for gap in gaps {
        let [planned, real] = [gap.planned, gap.real].map(|time| time.as_secs_f64());
        let (number, attempt, late) = (gap.number, gap.attempt + 1, real - planned);
        writeln!(table, "{number:>5}{attempt:>9}{planned:>8.3} s{real:>8.3} s{late:>7.3} s").expect("a `String` grows");
    }
    table
}
