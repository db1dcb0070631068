//! Hooks that report calls and waits to `tracing`: one event each, with the target `tenacity`.
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
//! | `name` | [`RetryState::name`], absent if it is empty; for a wait, its description |
//! | `attempt` | the number of the attempt that starts or has ended, from 1; unsigned |
//! | `attempts` | the number of attempts that the call made; unsigned |
//! | `elapsed`, `delay` | durations with their unit: since the start of the call or wait, and until the next attempt or check |
//! | `look`, `found` | the number of the check that has ended, from 1, and its result in one line |
//! | `state`, `reason` | `ready`, `pending` or `failed`, and why a probe is not ready; if it is ready, `elapsed` is the time that it took |
//! | `finish` | why the call gave up, by [`Finish::as_str`]: `stopped`, `timed_out`, `cancelled`, `budget_exhausted` |
//! | `outcome` | `error`, `no value` (a failure without an error, such as `None`) or `unwanted value` (not a failure) |
//! | `error` | the `Display` of the error; absent if there is no error |
//!
//! The value of a success is never recorded, so it need not be printable. If no subscriber enables the level, nothing is formatted.
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

/// Emits an event at a level that is known only at run time. Each level has its own callsite, because a callsite's metadata is constant.
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

/// Returns a hook for `before` that reports each attempt that starts.
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

/// Returns a hook for `after` that reports each attempt with an outcome that the predicate retries, including the last.
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

/// Returns a hook for `before_sleep` that reports each attempt that another attempt follows, and the delay between them.
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

/// Returns a hook for `on_finish` that reports each call that gave up, and why.
///
/// Use it together with [`before_sleep_log`], which reports only failures that are retried. If the budget is empty, a call gives up after
/// its first failure, and `before_sleep_log` alone would report nothing.
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

/// Returns an observer for `on_look` that reports each check of a wait when the check has ended.
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

/// Returns an observer for `on_progress` that reports a probe whenever a check of it has begun or ended.
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
