//! The observer of a wait for probes.

use tenacity_wait::ProbeReport;

/// Observes the progress of a wait. `()` ignores it.
pub trait ProgressObserver {
    #[doc(hidden)]
    fn observe(&mut self, reports: impl Fn() -> Vec<ProbeReport>);
}

impl ProgressObserver for () {
    fn observe(&mut self, _: impl Fn() -> Vec<ProbeReport>) {}
}

/// See [`UntilReady::on_progress`](crate::UntilReady::on_progress).
#[derive(Clone, Debug)]
pub struct OnProgress<F> {
    reported: Vec<ProbeReport>,
    observer: F,
}

impl<F> OnProgress<F> {
    pub(super) const fn new(observer: F) -> Self {
        Self { reported: Vec::new(), observer }
    }
}

impl<F: FnMut(&ProbeReport)> ProgressObserver for OnProgress<F> {
    fn observe(&mut self, reports: impl Fn() -> Vec<ProbeReport>) {
        let reports = reports();
        for (index, report) in reports.iter().enumerate() {
            if self.reported.get(index) != Some(report) {
                (self.observer)(report);
            }
        }
        self.reported = reports;
    }
}
