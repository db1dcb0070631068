//! Shows the progress of the probes: as bars on a terminal, as lines elsewhere.

mod bars;
mod lines;

use std::io::{self, IsTerminal, Stdout};

use indicatif::ProgressDrawTarget;
use tenacity::waiting::ProbeReport;

use self::bars::Bars;
use self::lines::Lines;

pub(crate) enum Progress {
    Bars(Bars),
    Lines(Lines<Stdout>),
}

impl Progress {
    /// Shows bars if the standard output is a terminal, and lines if it is not.
    pub(crate) fn on_stdout() -> Self {
        if io::stdout().is_terminal() {
            Self::Bars(Bars::on(ProgressDrawTarget::stdout()))
        } else {
            Self::Lines(Lines::to(io::stdout()))
        }
    }

    pub(crate) fn show(&mut self, report: &ProbeReport) {
        match self {
            Self::Bars(bars) => bars.show(report),
            Self::Lines(lines) => lines.show(report),
        }
    }

    /// Ends the display after the wait.
    pub(crate) fn end(self) {
        if let Self::Bars(bars) = self {
            bars.end();
        }
    }
}
