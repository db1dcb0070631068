//! The picture as SVG.

use self::sheet::{Axis, Layout, Panel, Sheet, Stroke};
use crate::axis::TimeAxis;
use crate::length::Length;
use crate::timeline::{Attempt, Timeline};

#[path = "../../waits_svg/pictures/sheet.rs"]
mod sheet;

const WIDTH: f64 = 760.0;
/// The height of an attempt or of a line of text, and that of the title and the axis.
const ROW: f64 = 18.0;
const TITLE_AND_AXIS: f64 = 66.0;
/// The width of the chart with the column at its right, as a multiple of the chart's.
const WITH_SHARES: f64 = 1.1;
const USUAL: &str = "#9ecae8";
const POSSIBLE: Stroke = Stroke { color: "#7f9db5", width: 1.0, dashes: "", dot: None };
const MEDIAN: Stroke = Stroke { color: "#0b4f8a", width: 3.0, dashes: "", dot: None };
const LIMIT: Stroke = Stroke { color: "#d55e00", width: 1.5, dashes: "5 3", dot: None };

/// Draws the notes, the legend, and then a bar for each attempt.
pub(crate) fn picture(timeline: &Timeline) -> String {
    let axis = timeline.axis();
    let (attempts, texts) = (number(timeline.attempts.len()), number(timeline.notes.len()) + 1.0);
    let x = Axis { from: 0.0, to: axis.end * WITH_SHARES, first: 0.0, step: axis.step, unit: axis.label };
    let y = Axis { from: attempts + 0.5, to: 0.5 - texts, first: 1.0, step: 1.0, unit: "attempt" };
    let layout = Layout { columns: 1, panel: (WIDTH, (attempts + texts) * ROW + TITLE_AND_AXIS) };
    let mut sheet = Sheet::new(layout, 1, x, y);
    let mut panel = sheet.panel(&timeline.policy);
    // The shares stand on white, and not on the lines of the grid.
    panel.bar((axis.end * 1.02, x.to), (attempts + 0.4, 0.5), "#fff");
    for (n, attempt) in (1..).map(f64::from).zip(&timeline.attempts) {
        bar(&mut panel, &axis, n, attempt);
        panel.label(panel.x(x.to) - 4.0, panel.y(n) + 4.0, "end", &attempt.percent().replace('<', "&lt;"));
    }
    if let Some(limit) = timeline.limit.map(|limit| axis.units(limit)) {
        panel.line([(limit, attempts + 0.5), (limit, 0.5)].into_iter(), LIMIT);
    }
    for (row, note) in (1..).map(f64::from).zip(&timeline.notes) {
        panel.label(panel.x(0.0) + 8.0, panel.y(row - texts) + 4.0, "start", note);
    }
    legend(&mut panel, x.to, timeline);
    sheet.finish(&format!("The moments at which each attempt can begin, for the policy “{}”", timeline.policy))
}

fn bar(panel: &mut Panel<'_>, axis: &TimeAxis, n: f64, attempt: &Attempt) {
    let across = |moment| axis.units(moment);
    if attempt.is_spread() {
        panel.line([(across(attempt.possible.0), n), (across(attempt.possible.1), n)].into_iter(), POSSIBLE);
        panel.bar((across(attempt.usual.0), across(attempt.usual.1)), (n + 0.3, n - 0.3), USUAL);
    }
    let median = across(attempt.median);
    panel.line([(median, n + 0.35), (median, n - 0.35)].into_iter(), MEDIAN);
}

/// Explains the marks, in the line above the first attempt.
fn legend(panel: &mut Panel<'_>, end: f64, timeline: &Timeline) {
    let at = |percent: f64| end * percent / 100.0;
    panel.line([(at(2.0), 0.3), (at(2.0), -0.3)].into_iter(), MEDIAN);
    let mut names = vec![(4.0, "median".to_owned())];
    if timeline.attempts.iter().any(Attempt::is_spread) {
        panel.bar((at(14.0), at(17.0)), (0.3, -0.3), USUAL);
        panel.line([(at(35.0), 0.0), (at(38.0), 0.0)].into_iter(), POSSIBLE);
        names.extend([(18.0, "90 of 100 calls".to_owned()), (39.0, "possible".to_owned())]);
    }
    if let Some(limit) = timeline.limit {
        panel.line([(at(53.0), 0.3), (at(53.0), -0.3)].into_iter(), LIMIT);
        names.push((54.0, format!("time limit, {}", Length(limit))));
    }
    for (percent, name) in names {
        panel.label(panel.x(at(percent)), panel.y(0.0) + 4.0, "start", &name);
    }
    panel.label(panel.x(end) - 4.0, panel.y(0.0) + 4.0, "end", "calls");
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
