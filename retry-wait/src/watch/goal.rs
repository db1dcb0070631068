//! What a wait is for: to see the condition once, or to see it hold.

use std::time::Duration;

use tenacity_core::{Delays, Wait};

use super::course::{Course, Miss};
use crate::report::failure::Cause;
use crate::report::waited::Waited;

/// What follows a look.
#[derive(Debug)]
pub enum Next<O> {
    Done(O),
    Fail(Cause),
    Sleep(Duration),
}

/// What a wait is for, and what it gives, of checks that give `V`.
#[diagnostic::on_unimplemented(
    message = "nothing says for how long the condition has to hold",
    label = "write `.during(…)` before this"
)]
pub trait Goal<V> {
    /// What the wait gives.
    type Output;

    /// What follows a look that was ready.
    #[doc(hidden)]
    fn ready(course: &mut Course, value: V, delays: &mut Delays<impl Wait>, now: Duration) -> Next<Self::Output>;

    /// What follows a look that was not.
    #[doc(hidden)]
    fn missed(course: &mut Course, miss: Miss, delays: &mut Delays<impl Wait>, now: Duration) -> Next<Self::Output> {
        match course.miss(miss, now) {
            Err(cause) => Next::Fail(cause),
            Ok(asked) => go_on(course, asked, delays, now),
        }
    }

    /// What is given without another look, after a pause.
    #[doc(hidden)]
    fn rested(course: &Course, now: Duration) -> Option<Self::Output> {
        let _ = (course, now);
        None
    }
}

fn go_on<O>(course: &mut Course, asked: Option<Duration>, delays: &mut Delays<impl Wait>, now: Duration) -> Next<O> {
    if course.is_over(now) {
        return Next::Fail(Cause::Timeout);
    }
    Next::Sleep(course.pause(asked, delays, now))
}

/// The value found.
#[derive(Clone, Copy, Debug)]
pub struct Found;

impl<V> Goal<V> for Found {
    type Output = V;

    fn ready(course: &mut Course, value: V, delays: &mut Delays<impl Wait>, now: Duration) -> Next<V> {
        course.hit(now);
        if course.is_reached(now) { Next::Done(value) } else { go_on(course, None, delays, now) }
    }
}

/// The value found, and what it took. See [`Waiting::report`](crate::Waiting::report).
#[derive(Clone, Copy, Debug)]
pub struct Reported;

impl<V> Goal<V> for Reported {
    type Output = Waited<V>;

    fn ready(course: &mut Course, value: V, delays: &mut Delays<impl Wait>, now: Duration) -> Next<Waited<V>> {
        match Found::ready(course, value, delays, now) {
            Next::Done(value) => Next::Done(Waited::new(value, &course.evidence, now)),
            Next::Fail(cause) => Next::Fail(cause),
            Next::Sleep(pause) => Next::Sleep(pause),
        }
    }
}

/// A condition that is to hold, but nobody has said for how long. See [`hold`](crate::hold).
#[derive(Clone, Copy, Debug)]
pub struct Unspanned;

/// A condition that holds. See [`Waiting::during`](crate::Waiting::during).
#[derive(Clone, Copy, Debug)]
pub struct Held;

impl<V> Goal<V> for Held {
    type Output = ();

    fn ready(course: &mut Course, _: V, delays: &mut Delays<impl Wait>, now: Duration) -> Next<()> {
        course.hit(now);
        if course.has_ended(now) {
            return Next::Done(());
        }
        go_on(course, None, delays, now)
    }

    fn missed(course: &mut Course, miss: Miss, _: &mut Delays<impl Wait>, now: Duration) -> Next<()> {
        let cause = match miss {
            Miss::Cut if course.is_cut_short(now) => Cause::Timeout,
            Miss::Cut => Cause::Unanswered,
            _ => Cause::Broken,
        };
        Next::Fail(course.miss(miss, now).err().unwrap_or(cause))
    }

    fn rested(course: &Course, now: Duration) -> Option<()> {
        (course.has_ended(now) && course.is_complete()).then_some(())
    }
}
