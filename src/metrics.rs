//! A hook that counts calls through the facade [`metrics`](https://docs.rs/metrics). The program chooses the recorder.
//!
//! | metric | type | unit | labels |
//! |---|---|---|---|
//! | [`tenacity_calls_total`](CALLS) | counter | calls | `function`, `outcome`, `finish`, `retried` |
//! | [`tenacity_attempts_total`](ATTEMPTS) | counter | attempts | `function` |
//! | [`tenacity_retries_total`](RETRIES) | counter | retries: attempts after the first | `function` |
//! | [`tenacity_sleep_seconds`](SLEEP) | histogram | seconds: the sum of the planned sleeps of a call with retries | `function`, `outcome` |
//!
//! | label | values |
//! |---|---|
//! | `function` | [`RetryState::name`]: `module::function`, or the given name; empty if a policy has no name |
//! | `outcome` | `success`, `failure`: by [`Outcome::is_failure`] of the last outcome |
//! | `finish` | [`Finish::as_str`]: `accepted`, `stopped`, `timed_out`, `cancelled`, `budget_exhausted` |
//! | `retried` | `true`, `false`: whether there was more than one attempt |
//!
//! Labels never contain arguments or errors. So a function makes at most 2 · 5 · 2 = 20 series of `tenacity_calls_total`, one series of
//! each other counter, and two histograms.
//!
//! A call is recorded when it ends. If its future is dropped or its body panics, it is not recorded. A call under `enabled = false` runs no
//! hooks, so it is not recorded either. The last outcome is that of the last attempt, not that of a `fallback`.
//!
//! ```
//! use std::{io, net::TcpStream};
//! use tenacity::{metrics::record_calls, prelude::*};
//!
//! #[retry(stop = stop_after_attempt(5), on_finish = record_calls())]
//! fn connect(addr: &str) -> io::Result<TcpStream> {
//!     TcpStream::connect(addr)
//! }
//!
//! let policy = RetryPolicy::new().name("jobs").on_finish(record_calls());
//! assert_eq!(policy.call(|| Some(7)), Some(7)); // tenacity_calls_total{function="jobs",outcome="success",…} 1
//! ```

use ::metrics::{Unit, counter, describe_counter, describe_histogram, histogram};

use crate::{Finish, Outcome, RetryState};

/// The counter `tenacity_calls_total`: calls that ended, by `function`, `outcome`, `finish` and `retried`.
pub const CALLS: &str = "tenacity_calls_total";

/// The counter `tenacity_attempts_total`: attempts of calls that ended, by `function`.
pub const ATTEMPTS: &str = "tenacity_attempts_total";

/// The counter `tenacity_retries_total`: attempts after the first, of calls that ended, by `function`.
pub const RETRIES: &str = "tenacity_retries_total";

/// The histogram `tenacity_sleep_seconds`: the sum of the planned sleeps of each call that ended after a retry, by `function` and
/// `outcome`.
pub const SLEEP: &str = "tenacity_sleep_seconds";

/// Returns a hook for `on_finish` that records the call in the metrics of [this module](self), with the current recorder.
///
/// ```
/// # use tenacity::prelude::*;
/// #[retry(on_finish = tenacity::metrics::record_calls())]
/// fn poll() -> Option<u8> { Some(7) }
/// # assert_eq!(poll(), Some(7));
/// ```
pub fn record_calls<R: Outcome>() -> impl Fn(&RetryState, &R, Finish) + Copy {
    |state, outcome, finish| record(state, outcome.is_failure(), finish)
}

fn record(state: &RetryState, is_failure: bool, finish: Finish) {
    let function = state.name();
    let again = if state.attempt_number() > 1 { "true" } else { "false" };
    let outcome = if is_failure { "failure" } else { "success" };
    let attempts = u64::from(state.attempt_number());
    let retries = attempts.saturating_sub(1);
    counter!(CALLS, "function" => function, "outcome" => outcome, "finish" => finish.as_str(), "retried" => again).increment(1);
    counter!(ATTEMPTS, "function" => function).increment(attempts);
    counter!(RETRIES, "function" => function).increment(retries);
    if retries > 0 {
        histogram!(SLEEP, "function" => function, "outcome" => outcome).record(state.idle_for());
    }
}

/// Registers the description and the unit of each metric with the current recorder. Call it once, after you have installed the recorder.
///
/// ```
/// tenacity::metrics::describe();
/// ```
pub fn describe() {
    describe_counter!(CALLS, Unit::Count, "Calls that ended, by outcome and finish.");
    describe_counter!(ATTEMPTS, Unit::Count, "Attempts of calls that ended.");
    describe_counter!(RETRIES, Unit::Count, "Attempts after the first, of calls that ended.");
    describe_histogram!(SLEEP, Unit::Seconds, "The sum of the planned sleeps of each call that ended after a retry.");
}
