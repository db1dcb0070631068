use std::collections::HashMap;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use tenacity::waiting::{ProbeReport, ProbeState};

const WAITING: &str = "{spinner} {wide_msg}";
const READY: &str = "✔ {wide_msg}";
const NOT_READY: &str = "✘ {wide_msg}";

/// Draws a line for each probe, and redraws it in its place.
pub(crate) struct Bars {
    all: MultiProgress,
    of_probes: HashMap<String, ProgressBar>,
}

impl Bars {
    pub(crate) fn on(target: ProgressDrawTarget) -> Self {
        Self { all: MultiProgress::with_draw_target(target), of_probes: HashMap::new() }
    }

    pub(crate) fn show(&mut self, report: &ProbeReport) {
        let bar = self.of_probes.entry(report.description.clone()).or_insert_with(|| {
            let bar = self.all.add(ProgressBar::new_spinner().with_style(style(WAITING)));
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        let told = report.to_string();
        match report.state {
            ProbeState::Ready { .. } => finish(bar, READY, told),
            ProbeState::Failed { .. } => finish(bar, NOT_READY, told),
            _ => bar.set_message(told),
        }
    }

    /// Marks the remaining probes as not ready, because the wait is over.
    pub(crate) fn end(self) {
        for bar in self.of_probes.values().filter(|bar| !bar.is_finished()) {
            finish(bar, NOT_READY, bar.message());
        }
    }
}

fn finish(bar: &ProgressBar, template: &str, told: String) {
    bar.set_style(style(template));
    bar.finish_with_message(told);
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates of this file are well-formed")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use indicatif::{InMemoryTerm, ProgressDrawTarget};
    use tenacity::prelude::*;
    use tenacity::ready::probe;

    use super::Bars;

    #[test]
    fn each_probe_has_one_line_with_its_outcome() {
        let terminal = InMemoryTerm::new(10, 60);
        let mut bars = Bars::on(ProgressDrawTarget::term_like(Box::new(terminal.clone())));
        let mut looks = 0;
        let becomes_empty = || {
            looks += 1;
            looks == 3
        };
        let both = probe("the queue", becomes_empty) & probe("the lock", || false);
        let waiting = wait_until_ready_sync(both).timeout(Duration::from_millis(100)).every(Duration::from_millis(10));
        waiting.on_progress(|report| bars.show(report)).run().unwrap_err();

        let shown = terminal.contents();
        let lines: Vec<_> = shown.lines().collect();
        assert!(lines[0].starts_with("✔ ready: the queue after "), "{shown}");
        assert!(lines[1].ends_with(" pending: the lock: false") && !lines[1].starts_with('✘'), "{shown}");
        assert_eq!(lines.len(), 2, "{shown}");

        bars.end();
        let shown = terminal.contents();
        assert!(shown.starts_with("✔ ready: the queue after ") && shown.ends_with("\n✘ pending: the lock: false"), "{shown}");
    }

    #[test]
    fn a_line_that_is_too_long_is_cut() {
        let terminal = InMemoryTerm::new(10, 30);
        let mut bars = Bars::on(ProgressDrawTarget::term_like(Box::new(terminal.clone())));
        let never = probe("a description that is longer than the terminal", || false);
        let waiting = wait_until_ready_sync(never).timeout(Duration::from_millis(30)).every(Duration::from_millis(10));
        waiting.on_progress(|report| bars.show(report)).run().unwrap_err();
        bars.end();
        assert_eq!(terminal.contents(), "✘ pending: a description that");
    }
}
