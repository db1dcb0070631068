//! A hook that counts calls through the facade [`metrics`](https://docs.rs/metrics), whose recorder is the program's choice.
//!
//! | metric | type | unit | labels |
//! |---|---|---|---|
//! | [`tenacity_calls_total`](CALLS) | counter | calls | `function`, `outcome`, `finish`, `retried` |
//! | [`tenacity_attempts_total`](ATTEMPTS) | counter | attempts | `function` |
//! | [`tenacity_retries_total`](RETRIES) | counter | retries: attempts after the first | `function` |
//! | [`tenacity_sleep_seconds`](SLEEP) | histogram | seconds: all planned sleeps of a call; calls with retries alone | `function`, `outcome` |
//!
//! | label | values |
//! |---|---|
//! | `function` | [`RetryState::name`]: `module::function`, or the name given; empty when a policy has none |
//! | `outcome` | `success`, `failure`, by [`Outcome::is_failure`] of the last outcome |
//! | `finish` | [`Finish::as_str`]: `accepted`, `stopped`, `timed_out`, `cancelled`, `budget_exhausted` |
//! | `retried` | `true`, `false`: whether there was more than one attempt |
//!
//! No label holds anything of an argument or an error. A function therefore makes at most 2 · 5 · 2 = 20 series of
//! `tenacity_calls_total`, one of each other counter, and two histograms.
//!
//! A call is recorded when it ends. One that does not, because its future is dropped or its body panics, is not recorded, nor is one
//! under `enabled = false`, which runs no hooks. What a `fallback` returns is not looked at.
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

/// A hook for `on_finish`: records the call with the recorder in force, in the metrics of [this module](self).
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

/// Tells the recorder in force what each metric means, and its unit: to be called once, after the recorder is installed.
///
/// ```
/// tenacity::metrics::describe();
/// ```
pub fn describe() {
    describe_counter!(CALLS, Unit::Count, "Calls that ended, by outcome and by how they ended.");
    describe_counter!(ATTEMPTS, Unit::Count, "Attempts of calls that ended.");
    describe_counter!(RETRIES, Unit::Count, "Attempts after the first, of calls that ended.");
    describe_histogram!(SLEEP, Unit::Seconds, "Planned sleeps of each call that ended after a retry, in sum.");
}
