//! What to try, where the evidence shows it.

use std::time::Duration;

use super::evidence::Evidence;
use super::failure::{Cause, Report};
use super::text::span;
use crate::terms::Span;

/// A clock that goes so many times as fast as the wall's does not leave time for I/O.
const VIRTUAL: u32 = 100;

/// A check that holds its thread for longer than this keeps others waiting.
const HELD: Duration = Duration::from_millis(100);

/// A pause that fits into the limit less often leaves room for few checks.
const FEW: u32 = 3;

/// The hints that apply, in this order.
pub(crate) fn hints(report: &Report) -> Vec<String> {
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
    hints.iter().filter_map(|hint| hint(report)).collect()
}

fn is_timeout(report: &Report) -> bool {
    matches!(report.cause, Cause::Timeout)
}

fn zero_limit(report: &Report) -> Option<String> {
    let cut = if report.evidence.answers == 0 && report.terms.check_timeout.is_none() {
        ", cut off where it does not answer at once: `.check_timeout(…)` gives it time, and `.timeout(…)` more looks"
    } else {
        ": write `.timeout(…)` to wait"
    };
    let applies = is_timeout(report) && report.limit().is_zero();
    applies.then(|| format!("the limit is zero, which is one look{cut}"))
}

fn no_check_completed(report: &Report) -> Option<String> {
    let Evidence { checks, answers, .. } = report.evidence;
    let applies = checks > 0 && answers == 0 && !report.limit().is_zero() && report.terms.check_timeout.is_none();
    applies.then(|| {
        "no check completed: does it retry by itself, as connection pools do, or never return? `.check_timeout(…)` ends a check and starts the \
         next"
            .to_owned()
    })
}

fn no_check_completed_in_its_limit(report: &Report) -> Option<String> {
    let Evidence { checks, answers, in_flight, .. } = report.evidence;
    let each = report.terms.check_timeout?;
    let was_given_up = checks > u32::from(in_flight.is_some());
    (answers == 0 && was_given_up).then(|| {
        format!("no check completed in the {each:?} that each may take: does it ever return? `.check_timeout(…)` gives it more")
    })
}

fn always_the_same_error(report: &Report) -> Option<String> {
    let Evidence { answers, errors, history, .. } = &report.evidence;
    // A probe decides by itself which errors are final.
    let remedy = if report.probes.is_empty() { " `.fail_on(…)` ends a wait at such an error" } else { "" };
    let applies = *errors > 1 && errors == answers && history.is_uniform();
    applies.then(|| format!("every check failed the same way: is what it asks for right?{remedy}"))
}

fn no_value_shown(report: &Report) -> Option<String> {
    let Evidence { value, history, .. } = &report.evidence;
    let applies = is_timeout(report) && value.is_none() && history.last().is_some_and(|run| run.found == "not yet");
    applies.then(|| {
        "to see the last value write `.show(|value| …)` after `.until(…)`, or give a `Check::Pending(Some(reason))`".to_owned()
    })
}

fn paused_clock(report: &Report) -> Option<String> {
    let (Evidence { answers, in_flight, real, .. }, elapsed) = (&report.evidence, report.elapsed);
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

fn skipped_pauses(report: &Report) -> Option<String> {
    let (skipped, real) = report.evidence.skipped?;
    is_timeout(report).then(|| {
        let (skipped, real) = (span(skipped), span(real));
        format!(
            "`testing::no_sleep()` skipped {skipped} of pauses, so the wait took {real} of real time: if the condition needs time to \
             become true, wait for it without the guard"
        )
    })
}

fn long_pauses(report: &Report) -> Option<String> {
    let ((_, longest), limit) = (report.evidence.pauses?, report.limit());
    let is_for_a_value = matches!(report.terms.span, Span::Limit(_));
    let applies = is_for_a_value && is_timeout(report) && !limit.is_zero() && longest > limit / FEW;
    applies.then(|| {
        let limit = span(limit);
        format!("after a pause of {longest:?} few looks fit into {limit}: `.every(…)` with less looks sooner, at a steady pace")
    })
}

fn zero_pause(report: &Report) -> Option<String> {
    let (shortest, _) = report.evidence.pauses?;
    shortest.is_zero().then(|| "a pause of zero is taken for 1ms: write `.every(…)` with what the check can bear".to_owned())
}

fn blocked_runtime(report: &Report) -> Option<String> {
    (is_timeout(report) && report.evidence.blocked_a_runtime).then(|| {
        "this wait blocked a thread of Tokio's: if that runs tasks, they stood still. In async code write the wait without `_sync`, and `.await` \
         it"
            .to_owned()
    })
}

fn blocked_thread(report: &Report) -> Option<String> {
    let (check, time) = report.evidence.blocked.filter(|(_, time)| *time > HELD)?;
    let time = span(time);
    Some(format!("check {check} held its thread for {time} without yielding: use your runtime's `spawn_blocking` in it"))
}

/// Only of sync waits: an async wait measures how long its checks hold their thread.
fn late_end(report: &Report) -> Option<String> {
    let late = report.elapsed.saturating_sub(report.limit());
    let applies = report.evidence.blocked.is_none() && is_timeout(report) && late > HELD;
    applies.then(|| {
        let late = span(late);
        format!("the last check ended {late} after the limit, for a blocking check cannot be cut off: limit what it calls")
    })
}
