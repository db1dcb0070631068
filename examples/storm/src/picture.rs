//! Draws the load of the dip over time as SVG.

use self::sheet::{Axis, Layout, Panel, Sheet, Stroke};
use crate::report::{self, BOUNDS, CLIENTS, TIME, Timelines};
use crate::simulation::{CAPACITY, CAPACITY_IN_THE_DIP, DIP, RATE};

#[path = "../../waits_svg/pictures/sheet.rs"]
mod sheet;

const LAYOUT: Layout = Layout { columns: 2, panel: (450.0, 230.0) };
const DIP_COLOR: &str = "#f0f0f0";
const CAPACITY_STROKE: Stroke = stroke("#333", 1.0, "2 3");
/// The strokes of the first bounds. The last bound has none, because its line would cover others. Colour-blind readers can distinguish them.
const STROKES: [Stroke; 5] = [
    stroke("#8c8c8c", 1.5, ""),
    stroke("#d55e00", 1.5, ""),
    stroke("#e69f00", 1.5, "6 2"),
    stroke("#0072b2", 2.0, ""),
    stroke("#0072b2", 1.0, "3 2"),
];
/// The position of the legend in the first chart: left, top, and the height of a line, in values of the chart's axes.
const LEGEND: (f64, f64, f64) = (86.0, 3.75, 0.38);

const fn stroke(color: &'static str, width: f64, dashes: &'static str) -> Stroke {
    Stroke { color, width, dashes, dot: None }
}

/// Draws a chart for each size of the fleet, with a line for each bound.
pub(crate) fn of_dip(timelines: &Timelines) -> String {
    let x = Axis { from: 0.0, to: TIME.as_secs_f64(), first: 0.0, step: 10.0, unit: "time, s" };
    let y = Axis { from: 0.0, to: 4.5, first: 0.0, step: 1.0, unit: "requests, × normal load" };
    let mut sheet = Sheet::new(LAYOUT, CLIENTS.len(), x, y);
    for (index, clients) in CLIENTS.iter().enumerate() {
        let mut panel = sheet.panel(&format!("{} × {} calls/s", report::clients(*clients), RATE / clients));
        panel.bar((DIP.start.as_secs_f64(), DIP.end.as_secs_f64()), (0.0, y.to), DIP_COLOR);
        panel.line(capacity(), CAPACITY_STROKE);
        for (fleets, stroke) in timelines.iter().zip(STROKES) {
            let middles = (0..).map(|second| f64::from(second) + 0.5);
            panel.line(middles.zip(fleets[index].loads()).take_while(|(second, _)| *second < x.to), stroke);
        }
        if index == 0 {
            legend(&mut panel);
        }
    }
    sheet.finish(
        "Requests per second over time, as a multiple of the normal load, for fleets of 1, 10, 100 and 700 clients. Without a budget \
         there are four times as many for ever; with a new RetryBudget twice as many for a few seconds at most",
    )
}

/// The capacity of the server, as a multiple of the normal load.
fn capacity() -> impl Iterator<Item = (f64, f64)> {
    let (normal, dip) = (f64::from(CAPACITY) / f64::from(RATE), f64::from(CAPACITY_IN_THE_DIP) / f64::from(RATE));
    let (begin, end) = (DIP.start.as_secs_f64(), DIP.end.as_secs_f64());
    [(0.0, normal), (begin, normal), (begin, dip), (end, dip), (end, normal), (TIME.as_secs_f64(), normal)].into_iter()
}

fn legend(panel: &mut Panel<'_>) {
    let (left, mut height, step) = LEGEND;
    let names = BOUNDS.iter().map(|(name, _)| name.replace('`', "")).zip(STROKES);
    for (name, stroke) in names.chain([("capacity of the server".to_owned(), CAPACITY_STROKE)]) {
        panel.line([(left, height), (left + 7.0, height)].into_iter(), stroke);
        panel.label(panel.x(left + 9.0), panel.y(height) + 4.0, "start", &name);
        height -= step;
    }
}
