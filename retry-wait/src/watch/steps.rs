//! One wait under way: what sync and async share, which is everything but how to run the check and how to sleep.

use std::ops::ControlFlow;
use std::task::Context;
use std::time::Duration;

use tenacity_core::{BlockingTimer, Clock, Wait};

use super::course::{Course, Miss};
use super::goal::{Goal, Next};
use super::guards::Guards;
use crate::judge::check::Check;
use crate::judge::final_errors::FinalErrors;
use crate::parts::WaitParts;
use crate::report::error::WaitError;
use crate::report::failure::Cause;
use crate::terms::Terms;

#[derive(Debug)]
pub(crate) struct Watch<P> {
    pub(crate) parts: P,
    pub(crate) course: Course,
}

/// The end of a wait, or what follows.
pub(crate) type Step<O, N> = ControlFlow<Result<O, WaitError>, N>;

impl<P> Watch<P> {
    pub(crate) fn new(mut terms: Terms, parts: P) -> Self {
        terms.scale();
        Self { parts, course: Course::new(terms) }
    }
}

impl<A, T, J, X, G: Guards, W: Wait> Watch<WaitParts<A, T, J, X, G, W>> {
    /// The time since the start of the wait.
    pub(crate) fn now(&self, start: T::Instant) -> Duration
    where
        T: Clock,
    {
        self.parts.timer.since(start)
    }

    /// Before a look.
    pub(crate) fn begin<V>(&mut self, now: Duration) -> Step<A::Output, ()>
    where
        A: Goal<V>,
    {
        if let Some(output) = A::rested(&self.course, now) {
            return ControlFlow::Break(Ok(output));
        }
        if let Some(Err(mistake)) = &self.course.terms.scale {
            let mistake = mistake.clone();
            return ControlFlow::Break(Err(self.course.fail(Cause::BadScale(mistake), now)));
        }
        self.guard(now)?;
        self.course.begin(now);
        ControlFlow::Continue(())
    }

    /// How long the driver may sleep, or let the look go on, before it asks the guards again.
    pub(crate) fn slice(&self, time: Duration) -> Duration {
        self.parts.guards.slice(time)
    }

    /// Before a look, and as often as [`slice`](Self::slice) says.
    pub(crate) fn guard<O>(&mut self, now: Duration) -> Step<O, ()> {
        match self.tripped() {
            Some(cause) => ControlFlow::Break(Err(self.course.fail(cause, now))),
            None => ControlFlow::Continue(()),
        }
    }

    /// Of the guards those that tell by themselves, whenever the driver is polled.
    pub(crate) fn poll_guards<O>(&mut self, now: Duration, context: &mut Context<'_>) -> Step<O, ()> {
        match self.parts.guards.poll(context) {
            Some((what, reason)) => ControlFlow::Break(Err(self.course.fail(Cause::Tripped { what, reason }, now))),
            None => ControlFlow::Continue(()),
        }
    }

    /// Sleeps, and asks the guards meanwhile.
    pub(crate) fn sleep<O>(&mut self, pause: Duration, start: T::Instant) -> Step<O, ()>
    where
        T: BlockingTimer,
    {
        let (until, mut left) = (self.now(start).saturating_add(pause), pause);
        loop {
            let slice = self.slice(left);
            self.parts.timer.sleep(slice);
            let now = self.now(start);
            left = left.saturating_sub(slice).min(until.saturating_sub(now));
            if left.is_zero() {
                return ControlFlow::Continue(());
            }
            self.guard(now)?;
        }
    }

    fn tripped(&mut self) -> Option<Cause> {
        self.parts.guards.tripped().map(|(what, reason)| Cause::Tripped { what, reason })
    }

    /// After a look: what it gave, unless it was cut off. The driver then sleeps for as long as this says.
    pub(crate) fn end<C>(&mut self, given: Option<C>, now: Duration) -> Step<A::Output, Duration>
    where
        X: FinalErrors<C, J>,
        A: Goal<X::Value>,
    {
        let has_answered = given.is_some();
        let Self { parts, course } = self;
        let miss = match given.map(|given| parts.final_errors.judge(given, &mut parts.judge)) {
            Some(Check::Ready(value)) => {
                let next = A::ready(course, value, &mut parts.delays, now);
                return self.step(next, has_answered, now);
            }
            Some(Check::Pending(reason)) => Miss::Pending(reason),
            Some(Check::Retry(error)) => Miss::Retry(error),
            Some(Check::Fatal(error)) => Miss::Fatal(error),
            Some(Check::RetryAfter(delay)) => Miss::RetryAfter(delay),
            None => Miss::Cut,
        };
        let next = A::missed(course, miss, &mut parts.delays, now);
        self.step(next, has_answered, now)
    }

    fn step<O>(&mut self, next: Next<O>, has_answered: bool, now: Duration) -> Step<O, Duration> {
        let pause = if let Next::Sleep(pause) = next { Some(pause) } else { None };
        self.parts.guards.looked(&self.course.looked(has_answered, now, pause));
        match next {
            Next::Done(output) => ControlFlow::Break(Ok(output)),
            // Of a look that could not be cut off the guards know better why it was in vain.
            Next::Fail(Cause::Timeout) => {
                let cause = self.tripped().unwrap_or(Cause::Timeout);
                ControlFlow::Break(Err(self.course.fail(cause, now)))
            }
            Next::Fail(cause) => ControlFlow::Break(Err(self.course.fail(cause, now))),
            Next::Sleep(pause) => ControlFlow::Continue(pause),
        }
    }
}
