use std::collections::HashMap;
use std::io::Write;

use tenacity::waiting::ProbeReport;

/// A line for each change, for files and pipes.
pub(crate) struct Lines<W> {
    output: W,
    /// The last line of each probe.
    told: HashMap<String, String>,
}

impl<W: Write> Lines<W> {
    pub(crate) fn to(output: W) -> Self {
        Self { output, told: HashMap::new() }
    }

    /// Every look is reported; most change nothing that is told here.
    pub(crate) fn show(&mut self, report: &ProbeReport) {
        let line = report.to_string();
        if self.told.get(&report.description) != Some(&line) {
            // What nobody reads any more is no reason to stop waiting.
            let _ = writeln!(self.output, "{line}");
            self.told.insert(report.description.clone(), line);
        }
    }
}
