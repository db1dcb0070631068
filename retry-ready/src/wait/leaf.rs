//! One probe's own wait: it looks at its own pace, so that none holds up the others.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_wait::Check;
use tenacity_wait::engine::{Evidence, Looker, NextLook, Watching, watch};
use tenacity_wait::{ProbeReport, ProbeState, WaitError};

use crate::look::{Look, Notes};
use crate::probe::Probe;
use crate::readiness::{Plan, Readiness, SharedWait, Underway};
use crate::runtime::WallTimer;

pin_project! {
    /// A probe that is waited for.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct LeafFuture<P>
    where
        P: Probe,
    {
        #[pin]
        wait: Watching<Leaf<P>, SharedWait, WallTimer>,
        description: String,
        notes: Notes,
        begun: Option<Instant>,
        end: Option<ProbeReport>,
        // The looks there had been when this was last told to look again.
        looked: u32,
    }
}

impl<P: Probe> Readiness for P {
    type Output = P::Output;
    type Underway = LeafFuture<P>;

    fn describe(&self) -> String {
        Probe::describe(self)
    }

    fn begin(self, plan: &Plan) -> LeafFuture<P> {
        LeafFuture::new(self, plan)
    }
}

impl<P: Probe> LeafFuture<P> {
    fn new(probe: P, plan: &Plan) -> Self {
        let mut terms = plan.terms.clone();
        terms.description = probe.describe();
        terms.check_timeout = terms.check_timeout.or_else(|| probe.check_timeout().map(|limit| terms.scaled(limit)));
        let (description, notes) = (terms.description.clone(), Notes::default());
        let leaf = Leaf { probe, notes: notes.clone() };
        Self { wait: watch(leaf, terms, plan.wait.clone(), WallTimer), description, notes, begun: None, end: None, looked: 0 }
    }
}

impl<P: Probe> Future for LeafFuture<P> {
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

impl<P: Probe> Underway for LeafFuture<P> {
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
        this.end.is_some() && this.wait.evidence().checks() == *this.looked + 1
    }

    fn last_words(self: Pin<&mut Self>) -> bool {
        let this = self.project();
        // What has ended has told why.
        this.end.is_some() || this.wait.looker().last_words()
    }

    fn look_again(self: Pin<&mut Self>) {
        let this = self.project();
        if this.end.take().is_some() {
            *this.looked = this.wait.evidence().checks();
            this.wait.look_again();
        }
    }
}

fn report(description: &str, state: ProbeState, checks: u32, notes: &Notes) -> ProbeReport {
    // The lines of what is ready are nobody's concern.
    let tail = if matches!(state, ProbeState::Ready { .. }) { Vec::new() } else { notes.lock().tail.clone() };
    ProbeReport::new(description.to_owned(), state, checks, tail)
}

/// Why a probe is not ready: what it noted in a look that is under way or was cut off, unless that had less time than others needed, as
/// the last may have; else what it noted in a look before; else the newest value or error.
fn reason(evidence: &Evidence, notes: &Notes) -> String {
    {
        let told = notes.lock();
        let has_told = told.past.is_some() || evidence.last_value().is_some() || evidence.last_error().is_some();
        let had = told.begun.map_or(Duration::ZERO, |begun| begun.elapsed()).min(told.room);
        let present = told.present.as_ref().filter(|_| !has_told || had > evidence.longest_check());
        if let Some(reason) = present.or(told.past.as_ref()) {
            return reason.clone();
        }
    }
    let value = evidence.last_value().map(|(value, at)| (value.to_owned(), at));
    let newest = value.into_iter().chain(evidence.last_error()).max_by_key(|(_, at)| *at);
    newest.map_or_else(|| evidence.without_reason().into_owned(), |(reason, _)| reason)
}

/// Makes the looks of a probe.
pub(crate) struct Leaf<P> {
    probe: P,
    notes: Notes,
}

impl<P: Probe> Leaf<P> {
    fn last_words(&mut self) -> bool {
        let none = Look { number: 0, elapsed: Duration::ZERO, remaining: Duration::ZERO, notes: self.notes.clone() };
        self.probe.last_words(&none)
    }
}

impl<P: Probe> Looker for Leaf<P> {
    type Looking = Noting<P::Looking>;

    fn look(&mut self, next: NextLook) -> Self::Looking {
        let NextLook { number, elapsed, remaining, .. } = next;
        {
            let mut noted = self.notes.lock();
            (noted.present, noted.begun, noted.room) = (None, Some(Instant::now()), remaining);
        }
        let look = Look { number, elapsed, remaining, notes: self.notes.clone() };
        Noting { look: self.probe.look(look), notes: self.notes.clone() }
    }
}

pin_project! {
    /// Keeps what was noted of a look only if that does not tell by itself what it found.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Noting<L> {
        #[pin]
        look: L,
        notes: Notes,
    }
}

impl<T, L: Future<Output = Check<T>>> Future for Noting<L> {
    type Output = Check<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Check<T>> {
        let this = self.project();
        let check = ready!(this.look.poll(context));
        let mut noted = this.notes.lock();
        let present = noted.present.take();
        noted.past = present.filter(|_| matches!(check, Check::RetryAfter(_) | Check::Pending(None)));
        drop(noted);
        Poll::Ready(check)
    }
}

impl<P: Probe> fmt::Debug for LeafFuture<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeafFuture").field("description", &self.description).field("end", &self.end).finish_non_exhaustive()
    }
}
