//! The steps of a wait. The two drivers share them. Each driver runs the check and sleeps in its own way.

use std::ops::ControlFlow;
use std::task::Context;
use std::time::Duration;

use tenacity_core::Clock;
use tenacity_core::ambient::Deadline;

use super::decide::{Decide, DriverParts};
use super::guards::Guards;
use super::progress::Progress;
use crate::report::error::WaitError;
use crate::report::failure::Cause;
use crate::settings::Settings;

/// A running wait.
#[derive(Debug)]
pub(crate) struct Watch<P> {
    pub(crate) parts: P,
    pub(crate) progress: Progress,
}

/// The end of a wait, or the next step.
pub(crate) type Step<O, N> = ControlFlow<Result<O, WaitError>, N>;

impl<P> Watch<P> {
    pub(crate) fn new(mut settings: Settings, parts: P) -> Self {
        settings.scale();
        Self { parts, progress: Progress::new(settings) }
    }
}

impl<P: DriverParts> Watch<P> {
    /// The time since the start of the wait.
    pub(crate) fn now<I>(&self, start: I) -> Duration
    where
        P::Timer: Clock<Instant = I>,
    {
        self.parts.timer().since(start)
    }

    /// When the current check is cut off.
    pub(crate) fn deadline<I>(&self, start: I) -> Deadline
    where
        P::Timer: Clock<Instant = I>,
    {
        self.parts.timer().deadline(start, self.progress.cut_at())
    }

    /// Begins a check, or ends the wait instead.
    pub(crate) fn begin<C>(&mut self, now: Duration) -> Step<P::Output, ()>
    where
        P: Decide<C>,
    {
        if let Some(output) = self.parts.after_pause(&self.progress, now) {
            return ControlFlow::Break(Ok(output));
        }
        if let Some(Err(mistake)) = &self.progress.settings.scale {
            let mistake = mistake.clone();
            return ControlFlow::Break(Err(self.progress.fail(Cause::BadScale(mistake), now)));
        }
        self.ask_guards(now)?;
        self.progress.begin_check(now);
        ControlFlow::Continue(())
    }

    /// Ends a check. `given` is its result, or `None` if it was cut off. Returns how long the driver then sleeps.
    pub(crate) fn end<C>(&mut self, given: Option<C>, now: Duration) -> Step<P::Output, Duration>
    where
        P: Decide<C>,
    {
        let has_answered = given.is_some();
        let flow = self.parts.after_check(given, &mut self.progress, now);
        let pause = if let ControlFlow::Continue(pause) = &flow { Some(*pause) } else { None };
        self.parts.guards().looked(&self.progress.looked(has_answered, now, pause));
        flow.map_break(|end| {
            end.map_err(|cause| {
                // If a guard tripped during a check that could not be cut off, its reason explains the failure better than the limit.
                let cause = if matches!(cause, Cause::Timeout) { self.tripped().unwrap_or(cause) } else { cause };
                self.progress.fail(cause, now)
            })
        })
    }

    /// Returns the part of `time` that a sleep or a check may take before the guards are asked again.
    pub(crate) fn slice(&mut self, time: Duration) -> Duration {
        self.parts.guards().slice(time)
    }

    /// Ends the wait if a guard has tripped. Called before a check, and at the interval of [`slice`](Self::slice).
    pub(crate) fn ask_guards<O>(&mut self, now: Duration) -> Step<O, ()> {
        match self.tripped() {
            Some(cause) => ControlFlow::Break(Err(self.progress.fail(cause, now))),
            None => ControlFlow::Continue(()),
        }
    }

    /// Does the same for guards that wake the task by themselves. Called whenever the driver is polled.
    pub(crate) fn poll_guards<O>(&mut self, now: Duration, context: &mut Context<'_>) -> Step<O, ()> {
        match self.parts.guards().poll(context) {
            Some((what, reason)) => ControlFlow::Break(Err(self.progress.fail(Cause::Tripped { what, reason }, now))),
            None => ControlFlow::Continue(()),
        }
    }

    fn tripped(&mut self) -> Option<Cause> {
        self.parts.guards().tripped().map(|(what, reason)| Cause::Tripped { what, reason })
    }
}
