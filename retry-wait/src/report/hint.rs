//! Hints: what to try, if the evidence of a failed wait suggests it.

use std::time::Duration;

use super::evidence::Evidence;
use super::failure::{Cause, Failure};
use super::text::span;
use crate::settings::Span;

/// A clock that runs so many times as fast as real time leaves no time for I/O.
const VIRTUAL: u32 = 100;

/// A check that holds its thread for longer than this keeps others waiting.
const HELD: Duration = Duration::from_millis(100);

/// A pause that fits into the limit less often leaves room for few checks.
const FEW: u32 = 3;

/// The hints that apply to this failure, in this order.
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
        ", cut off where it does not answer at once: `.check_timeout(…)` gives it time, and `.timeout(…)` more looks"
    } else {
        ": write `.timeout(…)` to wait"
    };
    let applies = is_timeout(failure) && failure.limit().is_zero();
    applies.then(|| format!("the limit is zero, which is one look{cut}"))
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
        format!("no check completed in the {each:?} that each may take: does it ever return? `.check_timeout(…)` gives it more")
    })
}

fn always_the_same_error(failure: &Failure) -> Option<String> {
    let Evidence { answers, errors, history, .. } = &failure.evidence;
    // A probe decides by itself which errors are final.
    let remedy = if failure.probes.is_empty() { " `.fail_on(…)` ends a wait at such an error" } else { "" };
    let applies = *errors > 1 && errors == answers && history.is_uniform();
    applies.then(|| format!("every check failed the same way: is what it asks for right?{remedy}"))
}

fn no_value_shown(failure: &Failure) -> Option<String> {
    let Evidence { value, history, .. } = &failure.evidence;
    let applies = is_timeout(failure) && value.is_none() && history.last().is_some_and(|entry| entry.found == "not yet");
    applies.then(|| {
        "to see the last value write `.show(|value| …)` after `.until(…)`, or give a `Check::Pending(Some(reason))`".to_owned()
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
            "the clock is paused: {virtual_time} of it passed in {real}, while a check waited. If that is for I/O, write a test without \
             `start_paused`"
        )
    })
}

fn skipped_pauses(failure: &Failure) -> Option<String> {
    let (skipped, real) = failure.evidence.skipped?;
    is_timeout(failure).then(|| {
        let (skipped, real) = (span(skipped), span(real));
        format!(
            "`testing::no_sleep()` skipped {skipped} of pauses, so the wait took {real} of real time: if the condition needs time to \
             become true, wait for it without the guard"
        )
    })
}

fn long_pauses(failure: &Failure) -> Option<String> {
    let ((_, longest), limit) = (failure.evidence.pauses?, failure.limit());
    let is_for_a_value = matches!(failure.settings.span, Span::Limit(_));
    let applies = is_for_a_value && is_timeout(failure) && !limit.is_zero() && longest > limit / FEW;
    applies.then(|| {
        let limit = span(limit);
        format!("after a pause of {longest:?} few looks fit into {limit}: `.every(…)` with less looks sooner, at a steady pace")
    })
}

fn zero_pause(failure: &Failure) -> Option<String> {
    let (shortest, _) = failure.evidence.pauses?;
    shortest.is_zero().then(|| "a pause of zero is taken for 1ms: write `.every(…)` with what the check can bear".to_owned())
}

fn blocked_runtime(failure: &Failure) -> Option<String> {
    (is_timeout(failure) && failure.evidence.blocked_a_runtime).then(|| {
        "this wait blocked a thread of Tokio's: if that runs tasks, they stood still. In async code write the wait without `_sync`, and `.await` \
         it"
            .to_owned()
    })
}

fn blocked_thread(failure: &Failure) -> Option<String> {
    let (check, time) = failure.evidence.blocked.filter(|(_, time)| *time > HELD)?;
    let time = span(time);
    Some(format!("check {check} held its thread for {time} without yielding: use your runtime's `spawn_blocking` in it"))
}

/// For sync waits only: an async wait measures how long its checks hold their thread.
fn late_end(failure: &Failure) -> Option<String> {
    let late = failure.elapsed.saturating_sub(failure.limit());
    let applies = failure.evidence.blocked.is_none() && is_timeout(failure) && late > HELD;
    applies.then(|| {
        let late = span(late);
        format!("the last check ended {late} after the limit, for a blocking check cannot be cut off: limit what it calls")
    })
}
