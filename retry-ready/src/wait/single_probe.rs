//! The wait for one probe. Each probe is checked at its own pace, so no probe delays the others.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_wait::engine::{Evidence, Watching, watch};
use tenacity_wait::{ProbeReport, ProbeState, WaitError};

use super::probe_checks::ProbeChecks;
use crate::notes::Notes;
use crate::probe::Probe;
use crate::readiness::{Plan, Readiness, SharedWait, Underway};
use crate::wall_timer::WallTimer;

pin_project! {
    /// A wait for one probe.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct ProbeFuture<P>
    where
        P: Probe,
    {
        #[pin]
        wait: Watching<ProbeChecks<P>, SharedWait, WallTimer>,
        description: String,
        notes: Notes,
        begun: Option<Instant>,
        end: Option<ProbeReport>,
        // The number of checks when `look_again` was last called.
        earlier_checks: u32,
    }
}

impl<P: Probe> Readiness for P {
    type Output = P::Output;
    type Underway = ProbeFuture<P>;

    fn describe(&self) -> String {
        Probe::describe(self)
    }

    fn begin(self, plan: &Plan) -> ProbeFuture<P> {
        ProbeFuture::new(self, plan)
    }
}

impl<P: Probe> ProbeFuture<P> {
    fn new(probe: P, plan: &Plan) -> Self {
        let mut settings = plan.settings.clone();
        settings.description = probe.describe();
        settings.check_timeout = settings.check_timeout.or_else(|| probe.check_timeout().map(|limit| settings.scaled(limit)));
        let (description, notes) = (settings.description.clone(), Notes::default());
        let source = ProbeChecks { probe, notes: notes.clone() };
        Self {
            wait: watch(source, settings, plan.wait.clone(), WallTimer),
            description,
            notes,
            begun: None,
            end: None,
            earlier_checks: 0,
        }
    }
}

impl<P: Probe> Future for ProbeFuture<P> {
    type Output = Result<P::Output, WaitError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let begun = *this.begun.get_or_insert_with(Instant::now);
        let outcome = ready!(this.wait.as_mut().poll(context));
        *this.end = Some(match &outcome {
            Ok(_) => {
                report(this.description, ProbeState::Ready { after: begun.elapsed() }, this.wait.evidence().checks(), this.notes)
            }
            Err(error) => {
                let reason = reason(error.evidence(), this.notes);
                let state = if error.is_timeout() { ProbeState::Pending { reason } } else { ProbeState::Failed { reason } };
                report(this.description, state, error.checks(), this.notes)
            }
        });
        Poll::Ready(outcome)
    }
}

impl<P: Probe> Underway for ProbeFuture<P> {
    type Found = P::Output;

    fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>) {
        let this = self.project_ref();
        reports.push(this.end.clone().unwrap_or_else(|| {
            let evidence = this.wait.evidence();
            let state = ProbeState::Pending { reason: reason(evidence, this.notes) };
            report(this.description, state, evidence.checks(), this.notes)
        }));
    }

    fn is_steady(self: Pin<&Self>) -> bool {
        let this = self.project_ref();
        this.end.is_some() && this.wait.evidence().checks() == *this.earlier_checks + 1
    }

    fn final_notes(self: Pin<&mut Self>) -> bool {
        let this = self.project();
        // A probe whose wait has ended already has its reason.
        this.end.is_some() || this.wait.source().final_notes()
    }

    fn look_again(self: Pin<&mut Self>) {
        let this = self.project();
        if this.end.take().is_some() {
            *this.earlier_checks = this.wait.evidence().checks();
            this.wait.look_again();
        }
    }
}

fn report(description: &str, state: ProbeState, checks: u32, notes: &Notes) -> ProbeReport {
    // The last lines of a ready probe are not needed.
    let tail = if matches!(state, ProbeState::Ready { .. }) { Vec::new() } else { notes.lock().tail.clone() };
    ProbeReport::new(description.to_owned(), state, checks, tail)
}

/// Returns why a probe is not ready. The reason is the first of these that exists:
///
/// 1. its note in the check that runs or was cut off
/// 2. its note in an earlier check
/// 3. the newest value or error
///
/// The last check may have less time than the others. If it had less than another check needed, its note is skipped.
fn reason(evidence: &Evidence, notes: &Notes) -> String {
    {
        let state = notes.lock();
        let has_other = state.past.is_some() || evidence.last_value().is_some() || evidence.last_error().is_some();
        let time = state.begun.map_or(Duration::ZERO, |begun| begun.elapsed()).min(state.limit);
        let present = state.present.as_ref().filter(|_| !has_other || time > evidence.longest_check());
        if let Some(reason) = present.or(state.past.as_ref()) {
            return reason.clone();
        }
    }
    let value = evidence.last_value().map(|(value, at)| (value.to_owned(), at));
    let newest = value.into_iter().chain(evidence.last_error()).max_by_key(|(_, at)| *at);
    newest.map_or_else(|| evidence.without_reason().into_owned(), |(reason, _)| reason)
}

impl<P: Probe> fmt::Debug for ProbeFuture<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProbeFuture").field("description", &self.description).field("end", &self.end).finish_non_exhaustive()
    }
}
