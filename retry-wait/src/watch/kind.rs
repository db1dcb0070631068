//! The kinds of wait: until a condition is true, or for the time that it has to hold.

use std::ops::ControlFlow;
use std::time::Duration;

use tenacity_core::{Delays, Wait};

use super::progress::{Flow, Progress};
use crate::judge::check::Check;
use crate::report::failure::Cause;
use crate::report::waited::Waited;

/// Decides when a wait ends, and the value that it returns. `V` is the value that its checks find.
#[diagnostic::on_unimplemented(
    message = "the time for which the condition has to hold is missing",
    label = "write `.during(…)` before this"
)]
pub trait WaitKind<V> {
    /// The value that the wait returns.
    type Output;

    /// Ends the wait after a check, or returns the pause before the next one. `check` is `None` if it was cut off.
    #[doc(hidden)]
    fn after_check(
        check: Option<Check<V>>,
        progress: &mut Progress,
        delays: &mut Delays<impl Wait>,
        now: Duration,
    ) -> Flow<Self::Output, Duration>;

    /// Ends the wait after a pause, without another check.
    #[doc(hidden)]
    fn after_pause(progress: &Progress, now: Duration) -> Option<Self::Output> {
        let _ = (progress, now);
        None
    }
}

/// The wait returns the value found.
#[derive(Clone, Copy, Debug)]
pub struct Found;

impl<V> WaitKind<V> for Found {
    type Output = V;

    fn after_check(
        check: Option<Check<V>>,
        progress: &mut Progress,
        delays: &mut Delays<impl Wait>,
        now: Duration,
    ) -> Flow<V, Duration> {
        let (value, hint) = progress.note(check, now)?;
        match value {
            Some(value) if progress.is_reached(now) => ControlFlow::Break(Ok(value)),
            _ => progress.next_pause(hint, delays, now),
        }
    }
}

/// The wait returns the value found, with the time and the number of checks that it took. See [`Waiting::report`](crate::Waiting::report).
#[derive(Clone, Copy, Debug)]
pub struct Reported;

impl<V> WaitKind<V> for Reported {
    type Output = Waited<V>;

    fn after_check(
        check: Option<Check<V>>,
        progress: &mut Progress,
        delays: &mut Delays<impl Wait>,
        now: Duration,
    ) -> Flow<Waited<V>, Duration> {
        let flow = Found::after_check(check, progress, delays, now);
        flow.map_break(|end| end.map(|value| Waited::new(value, &progress.evidence, now)))
    }
}

/// A condition has to hold, but the time is not set yet. See [`hold`](crate::hold).
#[derive(Clone, Copy, Debug)]
pub struct Unspanned;

/// A condition has to hold for a time. See [`Waiting::during`](crate::Waiting::during).
#[derive(Clone, Copy, Debug)]
pub struct Held;

impl<V> WaitKind<V> for Held {
    type Output = ();

    fn after_check(
        check: Option<Check<V>>,
        progress: &mut Progress,
        delays: &mut Delays<impl Wait>,
        now: Duration,
    ) -> Flow<(), Duration> {
        let was_cut_off = check.is_none();
        let (value, _) = progress.note(check, now)?;
        let cause = match value {
            Some(_) if progress.has_ended(now) => return ControlFlow::Break(Ok(())),
            Some(_) => return progress.next_pause(None, delays, now),
            None if !was_cut_off => Cause::Broken,
            None if progress.is_cut_short(now) => Cause::Timeout,
            None => Cause::Unanswered,
        };
        ControlFlow::Break(Err(cause))
    }

    fn after_pause(progress: &Progress, now: Duration) -> Option<()> {
        (progress.has_ended(now) && progress.is_complete()).then_some(())
    }
}
