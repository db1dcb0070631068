//! The end of a wait that has failed. Some reasons may arrive late.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tenacity_core::AsyncTimer;
use tenacity_wait::engine::Settings;
use tenacity_wait::{Guards, WaitError};
use tokio::time::Sleep;

use crate::readiness::Underway;
use crate::wall_timer::WallTimer;

/// How many times the probes and guards are polled for their reasons.
const TURNS: u32 = 10;
/// The pause between two of these polls.
const TURN: Duration = Duration::from_millis(10);

/// Why a wait has failed.
pub(crate) enum Cause {
    /// A probe has failed or timed out.
    Probe(WaitError),
    /// A guard has tripped.
    Guard { what: String, reason: String },
}

/// Collects the reasons of a failed wait. When a process ends, its last lines, the end of its log and its exit status arrive in any order.
/// The first of them fails the wait. The others have 100 ms to arrive.
pub(crate) struct Ending {
    cause: Cause,
    elapsed: Duration,
    turns: u32,
}

impl Ending {
    pub(crate) fn new(cause: Cause, elapsed: Duration) -> Self {
        let is_timeout = matches!(&cause, Cause::Probe(error) if error.is_timeout());
        Self { cause, elapsed, turns: if is_timeout { 0 } else { TURNS } }
    }

    /// Is ready when all reasons are known, or their time is up.
    pub(crate) fn poll<U: Underway, G: Guards>(
        &mut self,
        mut wait: Pin<&mut U>,
        guards: &mut G,
        mut pause: Pin<&mut Option<Sleep>>,
        context: &mut Context<'_>,
    ) -> Poll<()> {
        loop {
            let knows_why = match &self.cause {
                Cause::Guard { .. } => true,
                Cause::Probe(_) if self.turns == 0 || !G::CAN_TRIP => true,
                Cause::Probe(_) => match guards.poll(context).or_else(|| guards.tripped()) {
                    Some((what, reason)) => {
                        self.cause = Cause::Guard { what, reason };
                        true
                    }
                    None => false,
                },
            };
            if wait.as_mut().final_notes() && knows_why || self.turns == 0 {
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

    pub(crate) fn into_error(self, settings: &Settings) -> WaitError {
        match self.cause {
            Cause::Probe(error) => error,
            Cause::Guard { what, reason } => WaitError::stopped(settings.clone(), what, reason, self.elapsed),
        }
    }
}
