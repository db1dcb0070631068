//! The picture as text, for a terminal.

use std::fmt::Write;

use crate::axis::TimeAxis;
use crate::length::Length;
use crate::timeline::{Attempt, Timeline};

/// A narrower chart is not legible.
const NARROWEST: usize = 20;
const WIDEST: usize = 200;
const POSSIBLE: char = '─';
const USUAL: char = '▒';
const MEDIAN: char = '█';
const LIMIT: char = '┊';

/// Draws a line for each attempt, `columns` characters wide.
pub(crate) fn picture(timeline: &Timeline, columns: usize) -> String {
    let axis = timeline.axis();
    let medians: Vec<_> = timeline.attempts.iter().map(|attempt| Length(attempt.median).to_string()).collect();
    let median = medians.iter().map(|text| text.chars().count()).chain([6]).max().unwrap_or_default();
    let width = columns.min(WIDEST).saturating_sub("attempt ".len() + 2 + median + "  calls".len()).max(NARROWEST);
    let chart = Chart { axis, width };
    let mut text = format!("{}\n\nattempt {:width$}  {:>median$}  calls\n", timeline.policy, "", "median");
    for ((n, attempt), at) in (1..).zip(&timeline.attempts).zip(&medians) {
        let (line, percent) = (chart.line(attempt, timeline), attempt.percent());
        let _ = writeln!(text, "{n:7} {line}  {at:>median$}  {percent:>5}");
    }
    for line in chart.ruler() {
        let _ = writeln!(text, "        {}", line.trim_end());
    }
    let _ = write!(text, "\n{MEDIAN} median");
    if timeline.attempts.iter().any(Attempt::is_spread) {
        let _ = write!(text, "   {USUAL} 90 of 100 calls   {POSSIBLE} possible");
    }
    if let Some(limit) = timeline.limit {
        let _ = write!(text, "   {LIMIT} time limit, {}", Length(limit));
    }
    text.push_str("\n\n");
    for note in &timeline.notes {
        text.push_str(note);
        text.push('\n');
    }
    text
}

struct Chart {
    axis: TimeAxis,
    width: usize,
}

impl Chart {
    fn line(&self, attempt: &Attempt, timeline: &Timeline) -> String {
        let mut line = vec![' '; self.width];
        let place = |moment| self.column(self.axis.fraction(moment));
        if attempt.is_spread() {
            let (possible, usual) = (attempt.possible, attempt.usual);
            line[place(possible.0)..=place(possible.1)].fill(POSSIBLE);
            line[place(usual.0)..=place(usual.1)].fill(USUAL);
        }
        if let Some(limit) = timeline.limit {
            line[place(limit)] = LIMIT;
        }
        line[place(attempt.median)] = MEDIAN;
        line.into_iter().collect()
    }

    /// The axis, with its ticks, and their labels below. A label that has no room is left out.
    fn ruler(&self) -> [String; 2] {
        let mut ruler = vec!['─'; self.width];
        let mut labels = String::new();
        for tick in self.axis.ticks() {
            let column = self.column(tick / self.axis.end);
            ruler[column] = '┴';
            let (used, label) = (labels.chars().count(), tick.to_string());
            if used == 0 || (used < column && column + label.len() <= self.width) {
                labels.push_str(&" ".repeat(column - used));
                labels.push_str(&label);
            }
        }
        let ruler: String = ruler.into_iter().collect();
        [format!("{ruler}  {}", self.axis.label), labels]
    }

    /// The column of a fraction of the axis.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the result is a column of the chart")]
    fn column(&self, fraction: f64) -> usize {
        let last = self.width - 1;
        let column = fraction * f64::from(u32::try_from(last).unwrap_or(u32::MAX));
        (column.round() as usize).min(last)
    }
}
