//! Hooks that tell `tracing` what a call does: one event each, with the target `tenacity`.
//!
//! | hook | message | fields |
//! |---|---|---|
//! | [`before_log`] | `attempt starts` | `name`, `attempt`, `elapsed` |
//! | [`after_log`] | `attempt ended` | `name`, `attempt`, `elapsed`, `outcome`, `error` |
//! | [`before_sleep_log`] | `retrying` | `name`, `attempt`, `elapsed`, `delay`, `outcome`, `error` |
//! | [`finish_log`] | `gave up` | `name`, `attempts`, `elapsed`, `finish`, `outcome`, `error` |
//! | `look_log`, of a wait | `looked` | `name`, `look`, `elapsed`, `found`, `delay` |
//! | `progress_log`, of `wait_until_ready` | `probed` | `name`, `look`, `state`, `elapsed`, `reason` |
//!
//! | field | |
//! |---|---|
//! | `name` | [`RetryState::name`]; absent when there is none. Of a wait, its description |
//! | `attempt` | the attempt that starts or has ended, from 1; an unsigned number |
//! | `attempts` | the attempts that the call made; an unsigned number |
//! | `elapsed`, `delay` | durations with their unit: since the start of the call or wait, and until the next attempt or look |
//! | `look`, `found` | the look that has ended, from 1, and what it found, in one line |
//! | `state`, `reason` | `ready`, `pending` or `failed`, and why a probe is not ready; the time that a ready one took is `elapsed` |
//! | `finish` | why the call gave up, by [`Finish::as_str`]: `stopped`, `timed_out`, `cancelled`, `budget_exhausted` |
//! | `outcome` | `error`, `no value` (a failure without an error, such as `None`) or `unwanted value` (no failure) |
//! | `error` | the error, by its `Display`; absent when there is none |
//!
//! The value of a success is never shown, so it need not be printable. When nobody listens at the level, nothing is formatted.
//!
//! ```
//! use std::{io, net::TcpStream};
//! use tenacity::prelude::*;
//! use tenacity::tracing::{before_sleep_log, finish_log};
//! use tracing::Level;
//!
//! #[retry(stop = stop_after_attempt(5), before_sleep = before_sleep_log(Level::INFO), on_finish = finish_log(Level::WARN))]
//! fn connect(addr: &str) -> io::Result<TcpStream> {
//!     TcpStream::connect(addr)
//! }
//!
//! let policy = RetryPolicy::new().before_sleep(before_sleep_log(Level::WARN));
//! assert_eq!(policy.call(|| Some(7)), Some(7));
//! ```
//!
//! ```text
//! INFO tenacity: retrying name="orders::connect" attempt=4 elapsed=812ms delay=305ms outcome="error" error=connection refused
//! WARN tenacity: gave up name="orders::connect" attempts=5 elapsed=1.12s finish="stopped" outcome="error" error=connection refused
//! ```

use core::fmt::Display;

use ::tracing::{Level, event, field};

#[cfg(feature = "std")]
use crate::CheckReport;
use crate::outcome_text::OutcomeText;
#[cfg(feature = "std")]
use crate::waiting::ProbeReport;
use crate::{Finish, Outcome, RetryState};

/// An event at a level that is known when the program runs: a callsite for each, because its metadata is constant.
macro_rules! event_at {
    ($level:expr, $($fields:tt)+) => {
        match $level {
            Level::ERROR => event!(target: "tenacity", Level::ERROR, $($fields)+),
            Level::WARN => event!(target: "tenacity", Level::WARN, $($fields)+),
            Level::INFO => event!(target: "tenacity", Level::INFO, $($fields)+),
            Level::DEBUG => event!(target: "tenacity", Level::DEBUG, $($fields)+),
            Level::TRACE => event!(target: "tenacity", Level::TRACE, $($fields)+),
        }
    };
}

/// A hook for `before`: tells each attempt that starts.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(before = tenacity::tracing::before_log(tracing::Level::DEBUG))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn before_log(level: Level) -> impl Fn(&RetryState) + Copy {
    move |state| starts(level, state)
}

/// A hook for `after`: tells each attempt whose outcome is to be retried, the last one included.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(after = tenacity::tracing::after_log(tracing::Level::INFO))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn after_log<R: Outcome<Error: Display>>(level: Level) -> impl Fn(&RetryState, &R) + Copy {
    move |state, outcome| ended(level, state, OutcomeText::of(outcome))
}

/// A hook for `before_sleep`: tells each attempt that another will follow, and after what delay.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(before_sleep = tenacity::tracing::before_sleep_log(tracing::Level::WARN))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn before_sleep_log<R: Outcome<Error: Display>>(level: Level) -> impl Fn(&RetryState, &R) + Copy {
    move |state, outcome| retrying(level, state, OutcomeText::of(outcome))
}

/// A hook for `on_finish`: reports each call that gave up, and why. Use it beside [`before_sleep_log`], which reports only failures that
/// are retried: a call whose budget is empty gives up after its first failure, and would leave no event.
///
/// An accepted outcome is not reported, even if it is an error: the predicate accepted it, so the call did not give up. A call under
/// `enabled = false` runs no hooks.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(on_finish = tenacity::tracing::finish_log(tracing::Level::WARN))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn finish_log<R: Outcome<Error: Display>>(level: Level) -> impl Fn(&RetryState, &R, Finish) + Copy {
    move |state, outcome, finish| {
        if finish != Finish::Accepted {
            gave_up(level, state, finish, OutcomeText::of(outcome));
        }
    }
}

/// An observer for `on_look`: tells each look of a wait that has ended.
///
/// ```
/// # use tenacity::prelude::*;
/// wait_for_sync("the cache", || true).on_look(tenacity::tracing::look_log(tracing::Level::DEBUG)).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[cfg(feature = "std")]
pub fn look_log(level: Level) -> impl Fn(&CheckReport<'_>) + Copy {
    move |look| {
        event_at!(
            level,
            name = look.description,
            look = look.number,
            elapsed = field::debug(look.elapsed),
            found = look.found,
            delay = look.next.map(field::debug),
            "looked"
        );
    }
}

/// An observer for `on_progress`: reports a probe whenever a look at it has begun or ended.
///
/// ```
/// # use tenacity::prelude::*;
/// # #[cfg(feature = "ready")]
/// wait_until_ready_sync(file("/")).on_progress(tenacity::tracing::progress_log(tracing::Level::INFO)).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[cfg(feature = "std")]
pub fn progress_log(level: Level) -> impl Fn(&ProbeReport) + Copy {
    move |report| {
        event_at!(
            level,
            name = report.description,
            look = report.checks,
            state = report.word(),
            elapsed = report.ready_after().map(field::debug),
            reason = report.reason(),
            "probed"
        );
    }
}

fn starts(level: Level, state: &RetryState) {
    event_at!(
        level,
        name = name(state),
        attempt = state.attempt_number(),
        elapsed = field::debug(state.elapsed()),
        "attempt starts"
    );
}

fn ended(level: Level, state: &RetryState, OutcomeText { error, kind }: OutcomeText<'_>) {
    event_at!(
        level,
        name = name(state),
        attempt = state.attempt_number(),
        elapsed = field::debug(state.elapsed()),
        outcome = kind,
        error = error.map(field::display),
        "attempt ended"
    );
}

fn retrying(level: Level, state: &RetryState, OutcomeText { error, kind }: OutcomeText<'_>) {
    event_at!(
        level,
        name = name(state),
        attempt = state.attempt_number(),
        elapsed = field::debug(state.elapsed()),
        delay = field::debug(state.upcoming_sleep()),
        outcome = kind,
        error = error.map(field::display),
        "retrying"
    );
}

fn gave_up(level: Level, state: &RetryState, finish: Finish, OutcomeText { error, kind }: OutcomeText<'_>) {
    event_at!(
        level,
        name = name(state),
        attempts = state.attempt_number(),
        elapsed = field::debug(state.elapsed()),
        finish = finish.as_str(),
        outcome = kind,
        error = error.map(field::display),
        "gave up"
    );
}

fn name(state: &RetryState) -> Option<&'static str> {
    Some(state.name()).filter(|name| !name.is_empty())
}
