//! One wait under way: what sync and async share, which is everything but how to run the check and how to sleep.

use std::ops::ControlFlow;
use std::time::Duration;

use tenacity_core::Wait;

use super::Check;
use super::course::{Course, Miss};
use super::error::WaitError;
use super::final_errors::FinalErrors;
use super::goal::{Goal, Next};
use super::guards::Guards;
use super::report::Cause;
use super::scale;
use super::terms::Terms;

#[derive(Debug)]
pub(crate) struct Watch<J, X, W, G> {
    judge: J,
    final_errors: X,
    wait: W,
    guards: G,
    pub(crate) course: Course,
    bad_scale: Option<String>,
}

/// The end of a wait, or what follows.
pub(super) type Step<O, N> = ControlFlow<Result<O, WaitError>, N>;

impl<J, X, W: Wait, G: Guards> Watch<J, X, W, G> {
    pub(crate) fn new(mut terms: Terms, judge: J, final_errors: X, wait: W, guards: G) -> Self {
        let bad_scale = match scale::from_environment() {
            Ok(factor) => {
                terms.scale(factor);
                None
            }
            Err(mistake) => Some(mistake),
        };
        Self { judge, final_errors, wait, guards, course: Course::new(terms), bad_scale }
    }

    /// Before a look.
    pub(super) fn begin<V, A: Goal<V>>(&mut self, now: Duration) -> Step<A::Output, ()> {
        if let Some(output) = A::rested(&self.course, now) {
            return ControlFlow::Break(Ok(output));
        }
        let bad_scale = self.bad_scale.take().map(Cause::BadScale);
        let tripped = || self.guards.tripped().map(|(what, reason)| Cause::Tripped { what, reason });
        if let Some(cause) = bad_scale.or_else(tripped) {
            return ControlFlow::Break(Err(self.course.fail(cause, now)));
        }
        self.course.begin(now);
        ControlFlow::Continue(())
    }

    /// After a look: what it gave, unless it was cut off. The driver then sleeps for as long as this says.
    pub(super) fn end<C, A>(&mut self, given: Option<C>, now: Duration) -> Step<A::Output, Duration>
    where
        X: FinalErrors<C, J>,
        A: Goal<X::Value>,
    {
        let (course, wait) = (&mut self.course, &self.wait);
        let miss = match given.map(|given| self.final_errors.judge(given, &mut self.judge)) {
            Some(Check::Ready(value)) => {
                let next = A::ready(course, value, wait, now);
                return self.step(next, now);
            }
            Some(Check::Pending(reason)) => Miss::Pending(reason),
            Some(Check::Retry(error)) => Miss::Retry(error),
            Some(Check::Fatal(error)) => Miss::Fatal(error),
            Some(Check::RetryAfter(delay)) => Miss::RetryAfter(delay),
            None => Miss::Cut,
        };
        let next = A::missed(course, miss, wait, now);
        self.step(next, now)
    }

    fn step<O>(&mut self, next: Next<O>, now: Duration) -> Step<O, Duration> {
        match next {
            Next::Done(output) => ControlFlow::Break(Ok(output)),
            Next::Fail(cause) => ControlFlow::Break(Err(self.course.fail(cause, now))),
            Next::Sleep(pause) => ControlFlow::Continue(pause),
        }
    }
}
