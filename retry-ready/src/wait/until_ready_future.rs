//! A wait for probes that has begun.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncTimer, ambient};
use tenacity_wait::engine::Settings;
use tenacity_wait::{Guards, WaitError};
use tokio::time::Sleep;

use super::ending::{Cause, Ending};
use super::on_progress::ProgressObserver;
use crate::readiness::Underway;
use crate::wall_timer::WallTimer;

/// The pause between two calls of the guards.
const GUARD_INTERVAL: Duration = Duration::from_millis(100);

pin_project! {
    /// A wait for probes that has begun.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct UntilReadyFuture<U, G, O> {
        #[pin]
        wait: U,
        ending: Option<Ending>,
        settings: Settings,
        guards: G,
        observer: O,
        rechecks: bool,
        begun: Option<Instant>,
        // The pause until the next call of the guards.
        #[pin]
        pause: Option<Sleep>,
    }
}

impl<U, G, O> UntilReadyFuture<U, G, O> {
    pub(super) fn new(wait: U, settings: Settings, guards: G, observer: O, rechecks: bool) -> Self {
        Self { wait, ending: None, settings, guards, observer, rechecks, begun: None, pause: None }
    }
}

impl<U: Underway, G: Guards, O: ProgressObserver> Future for UntilReadyFuture<U, G, O> {
    type Output = Result<U::Found, WaitError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let begun = *this.begun.get_or_insert_with(|| {
            this.settings.lie_within(ambient::remaining());
            Instant::now()
        });
        let mut outcome = Poll::Pending;
        if this.ending.is_none() {
            match poll_wait(this.wait.as_mut(), *this.rechecks, this.guards, this.pause.as_mut(), context) {
                Poll::Ready(Ok(found)) => outcome = Poll::Ready(Ok(found)),
                Poll::Ready(Err(failure)) => {
                    this.pause.set(None);
                    *this.ending = Some(Ending::new(failure, begun.elapsed()));
                }
                Poll::Pending => {}
            }
        }
        let is_complete = this
            .ending
            .as_mut()
            .is_some_and(|ending| ending.poll(this.wait.as_mut(), this.guards, this.pause, context).is_ready());
        let reports = || {
            let mut reports = Vec::new();
            this.wait.as_ref().reports(&mut reports);
            reports
        };
        this.observer.observe(reports);
        match this.ending.take_if(|_| is_complete) {
            Some(ending) => {
                Poll::Ready(Err(ending.into_error(this.settings).of_probes(this.settings.description.clone(), reports())))
            }
            None => outcome,
        }
    }
}

/// Polls the probes, unless a guard has tripped.
fn poll_wait<U: Underway, G: Guards>(
    mut wait: Pin<&mut U>,
    rechecks: bool,
    guards: &mut G,
    pause: Pin<&mut Option<Sleep>>,
    context: &mut Context<'_>,
) -> Poll<Result<U::Found, Cause>> {
    if let Some((what, reason)) = poll_guards(guards, pause, context) {
        // Updates the probes, because the report shows their state.
        let _ = wait.poll(context);
        return Poll::Ready(Err(Cause::Guard { what, reason }));
    }
    loop {
        match wait.as_mut().poll(context) {
            Poll::Ready(Ok(_)) if rechecks && !wait.as_ref().is_steady() => wait.as_mut().look_again(),
            outcome => return outcome.map_err(Cause::Probe),
        }
    }
}

/// Calls the guards at the first poll, and after each pause.
fn poll_guards<G: Guards>(
    guards: &mut G,
    mut pause: Pin<&mut Option<Sleep>>,
    context: &mut Context<'_>,
) -> Option<(String, String)> {
    if let Some(cause) = guards.poll(context) {
        return Some(cause);
    }
    loop {
        if pause.as_mut().as_pin_mut().is_some_and(|pause| pause.poll(context).is_pending()) {
            return None;
        }
        if let Some(cause) = guards.tripped() {
            return Some(cause);
        }
        pause.set(Some(WallTimer.sleep(GUARD_INTERVAL)));
    }
}

impl<U, G, O> fmt::Debug for UntilReadyFuture<U, G, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntilReadyFuture").field("settings", &self.settings).finish_non_exhaustive()
    }
}
