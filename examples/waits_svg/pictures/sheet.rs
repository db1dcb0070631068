//! Small charts in columns, all with the same axes, written as SVG. The text has no blank line, so it can be embedded in Markdown. It has no
//! style sheet, because that would change the page around it.

use std::fmt::Write;

/// The left, top, right and bottom margins of a panel, around its chart.
const MARGIN: (f64, f64, f64, f64) = (40.0, 30.0, 12.0, 36.0);
const INK: &str = "#333";
const GRID: &str = "#ddd";

/// The layout of the charts: the number of columns, and the width and height of a panel.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) columns: usize,
    pub(crate) panel: (f64, f64),
}

/// An axis: its range, its ticks, and its label with the unit. `to` is less than `from` if the values fall towards the right or the top.
#[derive(Clone, Copy)]
pub(crate) struct Axis {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) first: f64,
    pub(crate) step: f64,
    pub(crate) unit: &'static str,
}

impl Axis {
    fn ticks(self) -> impl Iterator<Item = f64> {
        let tick = move |index| self.first + f64::from(index) * self.step;
        (0..).map(tick).take_while(move |tick| (0.0..=1.0).contains(&self.place(*tick)))
    }

    /// The position of a value on the axis, from 0 to 1.
    fn place(self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }
}

/// The style of a line. `dashes` is empty for a solid line, `dot` is the radius of the dots on its points.
#[derive(Clone, Copy)]
pub(crate) struct Stroke {
    pub(crate) color: &'static str,
    pub(crate) width: f64,
    pub(crate) dashes: &'static str,
    pub(crate) dot: Option<f64>,
}

/// A page of charts.
pub(crate) struct Sheet {
    layout: Layout,
    axes: (Axis, Axis),
    size: (f64, f64),
    panels: usize,
    svg: String,
}

impl Sheet {
    pub(crate) fn new(layout: Layout, panels: usize, x: Axis, y: Axis) -> Self {
        let Layout { columns, panel: (width, height) } = layout;
        let size = (width * count(columns), height * count(panels.div_ceil(columns)));
        Self { layout, axes: (x, y), size, panels: 0, svg: String::new() }
    }

    /// Adds the next chart, with its title and axes.
    pub(crate) fn panel(&mut self, title: &str) -> Panel<'_> {
        let Layout { columns, panel: (width, height) } = self.layout;
        let (column, row) = (self.panels % columns, self.panels / columns);
        self.panels += 1;
        let origin = (width * count(column) + MARGIN.0, height * count(row) + MARGIN.1);
        let end = (origin.0 + width - MARGIN.0 - MARGIN.2, origin.1 + height - MARGIN.1 - MARGIN.3);
        let mut panel = Panel { axes: self.axes, origin, end, svg: &mut self.svg };
        panel.frame(title);
        panel
    }

    /// Returns the whole picture. `description` is the alternative text for screen readers.
    pub(crate) fn finish(self, description: &str) -> String {
        let Self { size: (width, height), svg, .. } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\" \
             style=\"max-width:100%;height:auto\" font-family=\"sans-serif\" font-size=\"11\">\n\
             <title>{description}</title>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n{svg}</svg>\n"
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are few")]
fn count(number: usize) -> f64 {
    number as f64
}

/// One chart.
pub(crate) struct Panel<'a> {
    axes: (Axis, Axis),
    origin: (f64, f64),
    end: (f64, f64),
    svg: &'a mut String,
}

impl Panel<'_> {
    fn frame(&mut self, title: &str) {
        let ((left, top), (right, bottom)) = (self.origin, self.end);
        self.put(&format!(
            "<text x=\"{left:.1}\" y=\"{:.1}\" font-family=\"monospace\" font-size=\"9\" fill=\"{INK}\">{title}</text>",
            top - 10.0
        ));
        let (x, y) = self.axes;
        for tick in y.ticks() {
            let height = self.y(tick);
            self.put(&format!("<path d=\"M{left:.1} {height:.1}H{right:.1}\" stroke=\"{GRID}\"/>"));
            self.label(left - 6.0, height + 4.0, "end", &tick.to_string());
        }
        for tick in x.ticks() {
            let across = self.x(tick);
            self.put(&format!("<path d=\"M{across:.1} {bottom:.1}v4\" stroke=\"{INK}\"/>"));
            self.label(across, bottom + 15.0, "middle", &tick.to_string());
        }
        self.put(&format!("<path d=\"M{left:.1} {top:.1}V{bottom:.1}H{right:.1}\" stroke=\"{INK}\" fill=\"none\"/>"));
        self.label(f64::midpoint(left, right), bottom + 28.0, "middle", x.unit);
        let (across, middle) = (left - 26.0, f64::midpoint(top, bottom));
        self.put(&format!(
            "<text transform=\"translate({across:.1} {middle:.1}) rotate(-90)\" text-anchor=\"middle\" fill=\"{INK}\">{}</text>",
            y.unit
        ));
    }

    /// Draws a bar between values of the axes. It is at least a line high.
    pub(crate) fn bar(&mut self, (from, to): (f64, f64), (low, high): (f64, f64), color: &str) {
        if low == 0.0 && high == 0.0 && self.axes.1.step > 1.0 {
            return;
        }
        let (left, right, top, bottom) = (self.x(from), self.x(to), self.y(high), self.y(low));
        let (width, height) = (right - left, (bottom - top).max(1.0));
        self.put(&format!("<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{color}\"/>"));
    }

    /// Draws a line through points of the axes.
    pub(crate) fn line(&mut self, points: impl Iterator<Item = (f64, f64)>, stroke: Stroke) {
        let Stroke { color, width, dashes, dot } = stroke;
        let points = points.map(|(x, y)| (self.x(x), self.y(y))).collect::<Vec<_>>();
        let mut path = String::new();
        for (x, y) in &points {
            let _ = write!(path, "{x:.1},{y:.1} ");
        }
        let gaps = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let path = path.trim_end();
        self.put(&format!("<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\"{gaps}/>"));
        for (radius, (x, y)) in dot.into_iter().flat_map(|radius| points.iter().map(move |point| (radius, point))) {
            self.put(&format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{color}\"/>"));
        }
    }

    /// Draws text at a position in the picture.
    pub(crate) fn label(&mut self, x: f64, y: f64, anchor: &str, text: &str) {
        self.put(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{INK}\">{text}</text>"));
    }

    fn put(&mut self, element: &str) {
        self.svg.push_str(element);
        self.svg.push('\n');
    }

    /// The horizontal position of a value.
    pub(crate) fn x(&self, value: f64) -> f64 {
        let (left, right) = (self.origin.0, self.end.0);
        left + self.axes.0.place(value) * (right - left)
    }

    /// The vertical position of a value.
    pub(crate) fn y(&self, value: f64) -> f64 {
        let (top, bottom) = (self.origin.1, self.end.1);
        bottom - self.axes.1.place(value) * (bottom - top)
    }
}
