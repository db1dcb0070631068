//! What to try, where what was seen allows to say so.

use std::time::Duration;

use super::evidence::Evidence;
use super::failure::{Cause, Report};
use super::text::span;
use crate::terms::Span;

/// A clock that goes so many times as fast as the wall's is none for I/O.
const VIRTUAL: u32 = 100;

/// What holds a thread for longer than this keeps others waiting.
const HELD: Duration = Duration::from_millis(100);

/// A pause that fits into the limit less often leaves room for few looks.
const FEW: u32 = 3;

pub(crate) fn hints(report: &Report) -> Vec<String> {
    let Report { terms, cause, elapsed, evidence, .. } = report;
    let limit = report.limit();
    let mut hints = Vec::new();
    let mut hint = |applies: bool, text: &dyn Fn() -> String| {
        if applies {
            hints.push(text());
        }
    };
    let Evidence { checks, answers, errors, pauses, history, value, .. } = evidence;
    let is_timeout = matches!(cause, Cause::Timeout);

    hint(is_timeout && limit.is_zero(), &|| {
        let cut = if *answers == 0 && terms.check_timeout.is_none() {
            ", cut off where it does not answer at once: `.check_timeout(…)` gives it time, and `.timeout(…)` more looks"
        } else {
            ": write `.timeout(…)` to wait"
        };
        format!("the limit is zero, which is one look{cut}")
    });
    hint(*checks > 0 && *answers == 0 && !limit.is_zero() && terms.check_timeout.is_none(), &|| {
        "no check completed: does it retry by itself, as connection pools do, or never return? `.check_timeout(…)` ends a check and starts the \
         next"
            .to_owned()
    });
    let was_given_up = *checks > evidence.in_flight.map_or(0, |_| 1);
    if let Some(each) = terms.check_timeout.filter(|_| *answers == 0 && was_given_up) {
        hint(true, &|| {
            format!(
                "no check completed in the {each:?} that each may take: does it ever return? `.check_timeout(…)` gives it more"
            )
        });
    }
    hint(*errors > 1 && errors == answers && history.is_uniform(), &|| {
        // Probes tell by themselves which errors are final.
        let remedy = if report.probes.is_empty() { " `.fail_on(…)` ends a wait at such an error" } else { "" };
        format!("every check failed the same way: is what it asks for right?{remedy}")
    });
    hint(is_timeout && value.is_none() && history.last().is_some_and(|run| run.found == "not yet"), &|| {
        "to see the last value write `.show(|value| …)` after `.until(…)`, or give a `Check::Pending(Some(reason))`".to_owned()
    });
    if let Some(real) = evidence.real {
        let waited_in_vain = *answers == 0 || evidence.in_flight.is_some_and(|time| time > *elapsed / 2);
        hint(waited_in_vain && *elapsed >= real.saturating_mul(VIRTUAL) && !elapsed.is_zero(), &|| {
            let (virtual_time, real) = (span(*elapsed), span(real));
            format!(
                "the clock is paused: {virtual_time} of it passed in {real}, while a check waited. If that is for I/O, write a test without \
                 `start_paused`"
            )
        });
    }
    if let Some((skipped, real)) = evidence.skipped.filter(|_| is_timeout) {
        hint(true, &|| {
            let (skipped, real) = (span(skipped), span(real));
            format!(
                "`testing::no_sleep()` skipped {skipped} of pauses, so the wait took {real} of real time: if the condition needs time to \
                 become true, wait for it without the guard"
            )
        });
    }
    if let Some((shortest, longest)) = *pauses {
        hint(matches!(terms.span, Span::Limit(_)) && is_timeout && !limit.is_zero() && longest > limit / FEW, &|| {
            let limit = span(limit);
            format!(
                "after a pause of {longest:?} few looks fit into {limit}: `.every(…)` with less looks sooner, at a steady pace"
            )
        });
        hint(shortest.is_zero(), &|| {
            "a pause of zero is taken for 1ms: write `.every(…)` with what the check can bear".to_owned()
        });
    }
    hint(is_timeout && evidence.blocked_a_runtime, &|| {
        "this wait blocked a thread of Tokio's: if that runs tasks, they stood still. In async code write the wait without `_sync`, and `.await` \
         it"
            .to_owned()
    });
    match evidence.blocked {
        Some((check, time)) if time > HELD => hint(true, &|| {
            format!(
                "check {check} held its thread for {} without yielding: use your runtime's `spawn_blocking` in it",
                span(time)
            )
        }),
        None if is_timeout && elapsed.saturating_sub(limit) > HELD => hint(true, &|| {
            let late = span(elapsed.saturating_sub(limit));
            format!("the last check ended {late} after the limit, for a blocking check cannot be cut off: limit what it calls")
        }),
        _ => {}
    }
    hints
}
