//! The end of a wait that has failed: what has ended may still have to tell why.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tenacity_core::AsyncTimer;
use tenacity_wait::engine::Terms;
use tenacity_wait::{Guards, WaitError};
use tokio::time::Sleep;

use crate::readiness::Underway;
use crate::runtime::WallTimer;

/// How often it is asked what there is to tell.
const TURNS: u32 = 10;
const TURN: Duration = Duration::from_millis(10);

/// Why a wait has failed.
pub(crate) enum Failure {
    /// A probe has, or its time is over.
    Probe(WaitError),
    /// A guard has tripped.
    Guard { what: String, reason: String },
}

/// Of a process that ends, the last lines, the end of its log and its exit status come to us in any order. Whichever is first fails the
/// wait, and for 100 ms more the others can join it.
pub(crate) struct Ending {
    failure: Failure,
    elapsed: Duration,
    turns: u32,
}

impl Ending {
    pub(crate) fn new(failure: Failure, elapsed: Duration) -> Self {
        let is_timeout = matches!(&failure, Failure::Probe(error) if error.is_timeout());
        Self { failure, elapsed, turns: if is_timeout { 0 } else { TURNS } }
    }

    /// Resolves once all is told that there is to tell, or the time for it is over.
    pub(crate) fn poll<U: Underway, G: Guards>(
        &mut self,
        mut wait: Pin<&mut U>,
        guards: &mut G,
        mut pause: Pin<&mut Option<Sleep>>,
        context: &mut Context<'_>,
    ) -> Poll<()> {
        loop {
            let knows_why = match &self.failure {
                Failure::Guard { .. } => true,
                Failure::Probe(_) if self.turns == 0 || !G::CAN_TRIP => true,
                Failure::Probe(_) => match guards.poll(context).or_else(|| guards.tripped()) {
                    Some((what, reason)) => {
                        self.failure = Failure::Guard { what, reason };
                        true
                    }
                    None => false,
                },
            };
            if wait.as_mut().last_words() && knows_why || self.turns == 0 {
                return Poll::Ready(());
            }
            if pause.is_none() {
                pause.set(Some(WallTimer.sleep(TURN)));
            }
            ready!(pause.as_mut().as_pin_mut().map_or(Poll::Ready(()), |pause| pause.poll(context)));
            pause.set(None);
            self.turns -= 1;
        }
    }

    pub(crate) fn into_error(self, terms: &Terms) -> WaitError {
        match self.failure {
            Failure::Probe(error) => error,
            Failure::Guard { what, reason } => WaitError::stopped(terms.clone(), what, reason, self.elapsed),
        }
    }
}
