//! How far the probes are: on a terminal in bars, elsewhere in lines.

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
    /// What suits the standard output.
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

    /// The wait is over.
    pub(crate) fn end(self) {
        if let Self::Bars(bars) = self {
            bars.end();
        }
    }
}
