//! Hooks that log calls and waits through `log`: one line each, with the target `tenacity`.
//!
//! | hook | line |
//! |---|---|
//! | [`before_log`] | `attempt 2 of orders::connect starts, 101ms into the call` |
//! | [`after_log`] | `attempt 2 of orders::connect ended, 102ms into the call: connection refused` |
//! | [`before_sleep_log`] | `attempt 2 of orders::connect ended, 102ms into the call: connection refused; retrying in 200ms` |
//! | [`finish_log`] | `orders::connect gave up after 3 attempts in 305ms (stopped): connection refused` |
//! | `look_log`, of a wait | `look 2 for order 42 to be paid, 51ms into the wait: PENDING; again in 50ms` |
//! | `progress_log`, of `wait_until_ready` | `pending: tcp localhost:5432: connection refused (check 3)` |
//!
//! An outcome is logged as the `Display` of its error. A failure without an error, such as `None`, is logged as `no value`, and an outcome
//! that is not a failure as `unwanted value`. So a success need not be printable. Durations have three digits. If the level is off,
//! nothing is formatted.
//!
//! ```
//! use std::{io, net::TcpStream};
//! use log::Level;
//! use tenacity::log::{before_sleep_log, finish_log};
//! use tenacity::prelude::*;
//!
//! #[retry(stop = stop_after_attempt(5), before_sleep = before_sleep_log(Level::Info), on_finish = finish_log(Level::Warn))]
//! fn connect(addr: &str) -> io::Result<TcpStream> {
//!     TcpStream::connect(addr)
//! }
//!
//! let policy = RetryPolicy::new().before_sleep(before_sleep_log(Level::Warn));
//! assert_eq!(policy.call(|| Some(7)), Some(7));
//! ```

use core::fmt::{self, Display, Formatter};
use core::time::Duration;

use ::log::{Level, log};

#[cfg(feature = "std")]
use crate::CheckReport;
use crate::outcome_text::OutcomeText;
#[cfg(feature = "std")]
use crate::waiting::ProbeReport;
use crate::{Finish, Outcome, RetryState};

/// Returns a hook for `before` that logs each attempt that starts.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(before = tenacity::log::before_log(log::Level::Debug))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn before_log(level: Level) -> impl Fn(&RetryState) + Copy {
    move |state| log!(target: "tenacity", level, "{} starts, {:?} into the call", Attempt(state), three_digits(state.elapsed()))
}

/// Returns a hook for `after` that logs each attempt with an outcome that the predicate retries, including the last.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(after = tenacity::log::after_log(log::Level::Info))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn after_log<R: Outcome<Error: Display>>(level: Level) -> impl Fn(&RetryState, &R) + Copy {
    move |state, outcome| log!(target: "tenacity", level, "{}", Ended(state, OutcomeText::of(outcome)))
}

/// Returns a hook for `before_sleep` that logs each attempt that another attempt follows, and the delay between them.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(before_sleep = tenacity::log::before_sleep_log(log::Level::Warn))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn before_sleep_log<R: Outcome<Error: Display>>(level: Level) -> impl Fn(&RetryState, &R) + Copy {
    move |state, outcome| {
        let ended = Ended(state, OutcomeText::of(outcome));
        log!(target: "tenacity", level, "{ended}; retrying in {:?}", three_digits(state.upcoming_sleep()));
    }
}

/// Returns a hook for `on_finish` that logs each call that gave up. The line contains the reason, by [`Finish::as_str`]: `stopped`,
/// `timed_out`, `cancelled` or `budget_exhausted`.
///
/// Use it together with [`before_sleep_log`], which logs only failures that are retried. If the budget is empty, a call gives up after
/// its first failure, and `before_sleep_log` alone would log nothing.
///
/// An accepted outcome is not logged, even if it is an error: the predicate accepted it, so the call did not give up. A call under
/// `enabled = false` runs no hooks.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(on_finish = tenacity::log::finish_log(log::Level::Warn))]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn finish_log<R: Outcome<Error: Display>>(level: Level) -> impl Fn(&RetryState, &R, Finish) + Copy {
    move |state, outcome, finish| {
        if finish != Finish::Accepted {
            log!(target: "tenacity", level, "{}", GaveUp(state, finish, OutcomeText::of(outcome)));
        }
    }
}

/// Returns an observer for `on_look` that logs each check of a wait when the check has ended.
///
/// ```
/// # use tenacity::prelude::*;
/// wait_for_sync("the cache", || true).on_look(tenacity::log::look_log(log::Level::Debug)).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[cfg(feature = "std")]
pub fn look_log(level: Level) -> impl Fn(&CheckReport<'_>) + Copy {
    move |look| {
        let CheckReport { number, description, found, elapsed, next, .. } = *look;
        let again = |pause| format!("; again in {:?}", three_digits(pause));
        log!(
            target: "tenacity",
            level,
            "look {number} for {description}, {:?} into the wait: {found}{}",
            three_digits(elapsed),
            next.map_or_else(String::new, again)
        );
    }
}

/// Returns an observer for `on_progress` that logs a probe whenever a check of it has begun or ended.
///
/// ```
/// # use tenacity::prelude::*;
/// # #[cfg(feature = "ready")]
/// wait_until_ready_sync(file("/")).on_progress(tenacity::log::progress_log(log::Level::Info)).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[cfg(feature = "std")]
pub fn progress_log(level: Level) -> impl Fn(&ProbeReport) + Copy {
    move |report| log!(target: "tenacity", level, "{report} (check {})", report.checks)
}

struct Attempt<'a>(&'a RetryState);

impl Display for Attempt<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(state) = self;
        write!(f, "attempt {} of {}", state.attempt_number(), name(state))
    }
}

struct Ended<'a>(&'a RetryState, OutcomeText<'a>);

impl Display for Ended<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(state, outcome) = self;
        write!(f, "{} ended, {:?} into the call: {outcome}", Attempt(state), three_digits(state.elapsed()))
    }
}

struct GaveUp<'a>(&'a RetryState, Finish, OutcomeText<'a>);

impl Display for GaveUp<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(state, finish, outcome) = self;
        let attempts = state.attempt_number();
        let plural = if attempts == 1 { "" } else { "s" };
        let (name, elapsed, finish) = (name(state), three_digits(state.elapsed()), finish.as_str());
        write!(f, "{name} gave up after {attempts} attempt{plural} in {elapsed:?} ({finish}): {outcome}")
    }
}

fn name(state: &RetryState) -> &'static str {
    if state.name().is_empty() { "the call" } else { state.name() }
}

/// Truncates a duration to three significant digits: 1.23s instead of 1.234567891s.
fn three_digits(duration: Duration) -> Duration {
    let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let unit = 10_u64.pow(nanos.checked_ilog10().unwrap_or(0).saturating_sub(2));
    Duration::from_nanos(nanos - nanos % unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_keeps_its_first_three_digits() {
        let told = |nanos| format!("{:?}", three_digits(Duration::from_nanos(nanos)));
        let expected = ["0ns", "7ns", "999ns", "1µs", "73.1ms", "100ms", "1.23s", "59.9s"];
        assert_eq!([0, 7, 999, 1_000, 73_184_921, 100_000_000, 1_234_567_891, 59_999_999_999].map(told), expected);
        assert_eq!(three_digits(Duration::MAX), Duration::from_secs(18_400_000_000));
    }
}
