//! One of several waits.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tenacity_wait::{ProbeReport, WaitError};

use crate::readiness::Underway;

pin_project! {
    /// One of several waits, and its result.
    pub(crate) struct Member<F>
    where
        F: Underway,
    {
        #[pin]
        wait: F,
        found: Option<F::Found>,
        failure: Option<WaitError>,
    }
}

impl<F: Underway> Member<F> {
    pub(crate) fn new(wait: F) -> Self {
        Self { wait, found: None, failure: None }
    }

    /// Polls the wait, unless it has ended.
    pub(crate) fn run(self: Pin<&mut Self>, context: &mut Context<'_>) -> (&mut Option<F::Found>, &mut Option<WaitError>) {
        let this = self.project();
        if this.found.is_none() && this.failure.is_none() {
            match this.wait.poll(context) {
                Poll::Ready(Ok(found)) => *this.found = Some(found),
                Poll::Ready(Err(error)) => *this.failure = Some(error),
                Poll::Pending => {}
            }
        }
        (this.found, this.failure)
    }

    pub(crate) fn reports(self: Pin<&Self>, reports: &mut Vec<ProbeReport>) {
        self.project_ref().wait.reports(reports);
    }

    pub(crate) fn is_steady(self: Pin<&Self>) -> bool {
        self.project_ref().wait.is_steady()
    }

    pub(crate) fn final_notes(self: Pin<&mut Self>) -> bool {
        self.project().wait.final_notes()
    }

    pub(crate) fn look_again(self: Pin<&mut Self>) {
        let this = self.project();
        if this.failure.is_none() {
            *this.found = None;
            this.wait.look_again();
        }
    }
}
