//! The engine of [`tenacity`](https://docs.rs/tenacity): strategies, state and the decision, without a runtime.
//!
//! Depend on `tenacity`, which re-exports all of this together with the `#[retry]` attribute. This crate is `no_std`. It uses a runtime
//! or a clock only behind the features `std`, `tokio` and `futures-timer`. A run without a given seed takes one from `fastrand`
//! (feature `rand`), else from `std`, else from the address of the stack.
//!
//! After each attempt, a [`Predicate`] judges the outcome, a [`Wait`] returns the delay, and a [`Stop`] decides whether to give up. All of
//! them look at one [`RetryState`]. The function `decide` asks them, always in this order.

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg), doc(auto_cfg(hide(loom))))]
#![doc(test(attr(deny(warnings))))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod active;
mod call;
mod description;
mod nanos;
mod operators;
mod outcome;
pub mod parts;
mod policy;
mod predicate;
mod random;
mod shared;
mod state;
mod stop;
pub mod strategies;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(not(feature = "testing"))]
mod testing;
pub mod text;
mod time;
mod wait;

#[doc(hidden)]
pub mod __private;

// The items of a feature repeat the `cfg` of their module, because the facade's pages show only the `cfg` of the item itself.
pub use crate::active::{is_active, set_active};
pub use crate::call::delays::Delays;
pub use crate::call::saved::Saved;
pub use crate::outcome::{Finish, FromTimeout, Limit, Outcome, TimedOut, Verdict};
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use crate::policy::BoxedPolicy;
#[cfg(feature = "std")]
pub use crate::policy::{AsyncPolicy, ReportFuture, RetryFuture, StepFuture};
pub use crate::policy::{
    AsyncTimerSource, BlockingTimerSource, ClockSource, DefaultTimer, Hooks, Operation, Report, RetryError, RetryPolicy, Run,
    Step, default_stop, default_wait,
};
#[cfg(feature = "std")]
pub use crate::predicate::io_verdict;
pub use crate::predicate::{
    Predicate, Retryable, caused_by, retry_always, retry_fn, retry_if_err, retry_if_failure, retry_if_not_result, retry_if_ok,
    retry_if_result, retry_if_retryable, retry_never,
};
pub use crate::shared::budget::RetryBudget;
#[cfg(feature = "std")]
pub use crate::shared::budget::{BudgetKey, KeyedBudget};
#[cfg(feature = "std")]
pub use crate::shared::event::{Event, UntilSet};
pub use crate::shared::stats::{RetryStats, RetryStatsSnapshot};
pub use crate::state::RetryState;
#[cfg(feature = "std")]
pub use crate::stop::stop_when_event_set;
pub use crate::stop::{Stop, stop_after_attempt, stop_after_delay, stop_before_delay, stop_fn, stop_never, stop_when};
#[cfg(feature = "futures-timer")]
pub use crate::time::FuturesTimer;
#[cfg(feature = "std")]
pub use crate::time::ambient;
pub use crate::time::{AsyncTimer, BlockingTimer, Clock};
#[cfg(feature = "std")]
pub use crate::time::{EventInstant, EventTimer, StdTimer};
#[cfg(feature = "tokio")]
pub use crate::time::{EventSleep, TokioTimer};
pub use crate::wait::{
    Wait, wait_chain, wait_decorrelated_jitter, wait_exponential, wait_exponential_jitter, wait_fibonacci, wait_fixed, wait_fn,
    wait_incrementing, wait_none, wait_random, wait_random_exponential,
};
