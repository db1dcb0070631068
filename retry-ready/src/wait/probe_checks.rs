//! The checks of one probe.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_wait::Check;
use tenacity_wait::engine::{CheckSource, NextCheck};

use crate::check_context::CheckContext;
use crate::notes::Notes;
use crate::probe::Probe;

/// Starts the checks of a probe.
pub(crate) struct ProbeChecks<P> {
    pub(super) probe: P,
    pub(super) notes: Notes,
}

impl<P: Probe> ProbeChecks<P> {
    pub(super) fn final_notes(&mut self) -> bool {
        let none = CheckContext { number: 0, elapsed: Duration::ZERO, remaining: Duration::ZERO, notes: self.notes.clone() };
        self.probe.final_notes(&none)
    }
}

impl<P: Probe> CheckSource for ProbeChecks<P> {
    type Checking = NotedCheck<P::Checking>;

    fn check(&mut self, next: NextCheck) -> Self::Checking {
        let NextCheck { number, elapsed, remaining, .. } = next;
        {
            let mut noted = self.notes.lock();
            (noted.present, noted.begun, noted.limit) = (None, Some(Instant::now()), remaining);
        }
        let context = CheckContext { number, elapsed, remaining, notes: self.notes.clone() };
        NotedCheck { check: self.probe.check(context), notes: self.notes.clone() }
    }
}

pin_project! {
    /// A check. When it ends, its note is kept only if its result contains no reason.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct NotedCheck<L> {
        #[pin]
        check: L,
        notes: Notes,
    }
}

impl<T, L: Future<Output = Check<T>>> Future for NotedCheck<L> {
    type Output = Check<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Check<T>> {
        let this = self.project();
        let check = ready!(this.check.poll(context));
        let mut noted = this.notes.lock();
        let present = noted.present.take();
        noted.past = present.filter(|_| matches!(check, Check::RetryAfter(_) | Check::Pending(None)));
        drop(noted);
        Poll::Ready(check)
    }
}
