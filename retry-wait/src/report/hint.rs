//! Hints for the report of a failed wait: what to try next. Each depends on the evidence.

use std::time::Duration;

use super::evidence::Evidence;
use super::failure::{Cause, Failure};
use super::text::span;
use crate::settings::Span;

/// A clock that runs this many times faster than real time leaves no time for I/O.
const VIRTUAL: u32 = 100;

/// A check that blocks its thread for longer than this delays other tasks.
const HELD: Duration = Duration::from_millis(100);

/// If the longest pause fits into the limit less often than this, few checks fit, too.
const FEW: u32 = 3;

/// The hints that apply to this failure, in the order of the list below.
pub(crate) fn hints(failure: &Failure) -> Vec<String> {
    let hints = [
        zero_limit,
        no_check_completed,
        no_check_completed_in_its_limit,
        always_the_same_error,
        no_value_shown,
        paused_clock,
        skipped_pauses,
        long_pauses,
        zero_pause,
        blocked_runtime,
        blocked_thread,
        late_end,
    ];
    hints.iter().filter_map(|hint| hint(failure)).collect()
}

fn is_timeout(failure: &Failure) -> bool {
    matches!(failure.cause, Cause::Timeout)
}

fn zero_limit(failure: &Failure) -> Option<String> {
    let cut = if failure.evidence.answers == 0 && failure.settings.check_timeout.is_none() {
        " and cuts it off at its first poll: `.check_timeout(…)` gives it time, and `.timeout(…)` allows more checks"
    } else {
        ": write `.timeout(…)` to wait"
    };
    let applies = is_timeout(failure) && failure.limit().is_zero();
    applies.then(|| format!("the limit is zero, which allows a single check{cut}"))
}

fn no_check_completed(failure: &Failure) -> Option<String> {
    let Evidence { checks, answers, .. } = failure.evidence;
    let applies = checks > 0 && answers == 0 && !failure.limit().is_zero() && failure.settings.check_timeout.is_none();
    applies.then(|| {
        "no check completed: does it retry by itself, as connection pools do, or never return? `.check_timeout(…)` ends a check and starts the \
         next"
            .to_owned()
    })
}

fn no_check_completed_in_its_limit(failure: &Failure) -> Option<String> {
    let Evidence { checks, answers, in_flight, .. } = failure.evidence;
    let each = failure.settings.check_timeout?;
    let was_given_up = checks > u32::from(in_flight.is_some());
    (answers == 0 && was_given_up).then(|| {
        format!(
            "no check completed within its limit of {each:?}: does the check ever return? `.check_timeout(…)` gives it more time"
        )
    })
}

fn always_the_same_error(failure: &Failure) -> Option<String> {
    let Evidence { answers, errors, history, .. } = &failure.evidence;
    // A probe decides by itself which errors are final.
    let remedy = if failure.probes.is_empty() { " `.fail_on(…)` ends a wait at such an error" } else { "" };
    let applies = *errors > 1 && errors == answers && history.is_uniform();
    applies.then(|| format!("every check failed the same way: does it ask for the right thing?{remedy}"))
}

fn no_value_shown(failure: &Failure) -> Option<String> {
    let Evidence { value, history, .. } = &failure.evidence;
    let applies = is_timeout(failure) && value.is_none() && history.last().is_some_and(|entry| entry.found == "not yet");
    applies.then(|| {
        "to see the last value, write `.show(|value| …)` after `.until(…)`, or return `Check::Pending(Some(reason))`".to_owned()
    })
}

fn paused_clock(failure: &Failure) -> Option<String> {
    let (Evidence { answers, in_flight, real, .. }, elapsed) = (&failure.evidence, failure.elapsed);
    let real = (*real)?;
    let waited_in_vain = *answers == 0 || in_flight.is_some_and(|time| time > elapsed / 2);
    let applies = waited_in_vain && elapsed >= real.saturating_mul(VIRTUAL) && !elapsed.is_zero();
    applies.then(|| {
        let (virtual_time, real) = (span(elapsed), span(real));
        format!(
            "the clock is paused: {virtual_time} of virtual time passed in {real} while a check waited. If it waits for I/O, write the test \
             without `start_paused`"
        )
    })
}

fn skipped_pauses(failure: &Failure) -> Option<String> {
    let (skipped, real) = failure.evidence.skipped?;
    is_timeout(failure).then(|| {
        let (skipped, real) = (span(skipped), span(real));
        format!(
            "`testing::no_sleep()` skipped {skipped} of pauses, so the wait took {real} of real time: if the condition needs real \
             time, wait for it without the guard"
        )
    })
}

fn long_pauses(failure: &Failure) -> Option<String> {
    let ((_, longest), limit) = (failure.evidence.pauses?, failure.limit());
    let is_for_a_value = matches!(failure.settings.span, Span::Limit(_));
    let applies = is_for_a_value && is_timeout(failure) && !limit.is_zero() && longest > limit / FEW;
    applies.then(|| {
        let limit = span(limit);
        format!("pauses of up to {longest:?} leave few checks in {limit}: set a shorter, constant pause by `.every(…)`")
    })
}

fn zero_pause(failure: &Failure) -> Option<String> {
    let (shortest, _) = failure.evidence.pauses?;
    shortest.is_zero().then(|| "a pause of zero is raised to 1ms: set an interval that suits the check by `.every(…)`".to_owned())
}

fn blocked_runtime(failure: &Failure) -> Option<String> {
    (is_timeout(failure) && failure.evidence.blocked_a_runtime).then(|| {
        "this wait blocked a thread of a Tokio runtime, and any tasks on that thread. In async code, write the wait without `_sync`, and \
         `.await` it"
            .to_owned()
    })
}

fn blocked_thread(failure: &Failure) -> Option<String> {
    let (check, time) = failure.evidence.blocked.filter(|(_, time)| *time > HELD)?;
    let time = span(time);
    Some(format!("check {check} blocked its thread for {time} without yielding: use your runtime's `spawn_blocking` in it"))
}

/// For sync waits only, because an async wait measures how long its checks block their thread.
fn late_end(failure: &Failure) -> Option<String> {
    let late = failure.elapsed.saturating_sub(failure.limit());
    let applies = failure.evidence.blocked.is_none() && is_timeout(failure) && late > HELD;
    applies.then(|| {
        let late = span(late);
        format!(
            "the last check ended {late} after the limit, because a blocking check cannot be cut off: set timeouts on its calls"
        )
    })
}
