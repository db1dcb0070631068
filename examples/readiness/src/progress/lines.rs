use std::collections::HashMap;
use std::io::Write;

use tenacity::waiting::ProbeReport;

/// Writes a line for each change, for files and pipes.
pub(crate) struct Lines<W> {
    output: W,
    /// The last line of each probe.
    told: HashMap<String, String>,
}

impl<W: Write> Lines<W> {
    pub(crate) fn to(output: W) -> Self {
        Self { output, told: HashMap::new() }
    }

    /// Every check is reported, but only a change is written.
    pub(crate) fn show(&mut self, report: &ProbeReport) {
        let line = report.to_string();
        if self.told.get(&report.description) != Some(&line) {
            // The wait continues even if the output is closed.
            let _ = writeln!(self.output, "{line}");
            self.told.insert(report.description.clone(), line);
        }
    }
}
