//! The sync driver: calls the check, and sleeps.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use tenacity_core::{BlockingTimer, Clock, ambient};

use super::decide::{Decide, DriverParts};
use super::skipped::RealStart;
use super::steps::{Step, Watch};
use crate::report::error::WaitError;

/// Runs a wait to its end.
pub(crate) fn run<C, P>(mut check: impl FnMut() -> C, mut watch: Watch<P>) -> Result<P::Output, WaitError>
where
    P: Decide<C>,
    P::Timer: BlockingTimer,
{
    let begun = RealStart::at(Instant::now());
    let start = watch.parts.timer().now();
    watch.progress.lie_within(ambient::remaining());
    let outcome = loop {
        if let ControlFlow::Break(outcome) = check_and_sleep(&mut check, &mut watch, start) {
            break outcome;
        }
    };
    outcome.map_err(|error| error.of_this_thread().skipping(begun.skipped_since()))
}

fn check_and_sleep<C, P>(
    check: &mut impl FnMut() -> C,
    watch: &mut Watch<P>,
    start: <P::Timer as Clock>::Instant,
) -> Step<P::Output, ()>
where
    P: Decide<C>,
    P::Timer: BlockingTimer,
{
    watch.begin(watch.now(start))?;
    let given = ambient::within(watch.deadline(start), check);
    let pause = watch.end(Some(given), watch.now(start))?;
    sleep(pause, watch, start)
}

/// Sleeps in slices, and asks the guards between them.
fn sleep<O, P>(pause: Duration, watch: &mut Watch<P>, start: <P::Timer as Clock>::Instant) -> Step<O, ()>
where
    P: DriverParts,
    P::Timer: BlockingTimer,
{
    let (until, mut left) = (watch.now(start).saturating_add(pause), pause);
    loop {
        let slice = watch.slice(left);
        watch.parts.timer().sleep(slice);
        let now = watch.now(start);
        left = left.saturating_sub(slice).min(until.saturating_sub(now));
        if left.is_zero() {
            return ControlFlow::Continue(());
        }
        watch.ask_guards(now)?;
    }
}
