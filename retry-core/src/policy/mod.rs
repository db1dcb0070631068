//! Retry policies as values.

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub(crate) mod boxed;
pub(crate) mod budget_and_cancel;
pub(crate) mod call;
pub(crate) mod defaults;
pub(crate) mod describe;
pub(crate) mod driving;
#[cfg(feature = "std")]
pub(crate) mod future;
pub(crate) mod hook_list;
pub(crate) mod hooks;
pub(crate) mod kept_outcome;
pub(crate) mod operation;
pub(crate) mod report;
pub(crate) mod resume;
pub(crate) mod retry_error;
pub(crate) mod retry_policy;
pub(crate) mod run;
pub(crate) mod statistics;
pub(crate) mod step;
#[cfg(feature = "std")]
pub(crate) mod step_future;
pub(crate) mod timeouts;
pub(crate) mod timers;
pub(crate) mod worst_case;

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use self::boxed::{BoxedHooks, BoxedPolicy};
pub use self::budget_and_cancel::Budgeted;
#[cfg(feature = "std")]
pub use self::budget_and_cancel::Cancellable;
pub use self::defaults::{DefaultStop, DefaultWait, default_stop, default_wait};
#[cfg(feature = "std")]
pub use self::future::{AsyncPolicy, CallFuture, ReportFuture, RetryFuture};
pub use self::hook_list::HookList;
pub use self::hooks::{After, Before, BeforeSleep, Fallback, HookNeeds, Hooks, OnFinish};
pub use self::operation::Operation;
pub use self::report::{OutcomeOnly, Report, WithReport};
pub use self::retry_error::RetryError;
pub use self::retry_policy::RetryPolicy;
pub use self::run::Run;
pub use self::statistics::Counted;
pub use self::step::Step;
#[cfg(feature = "std")]
pub use self::step_future::StepFuture;
pub use self::timeouts::{AttemptTimeout, SyncHooks, TimedOutBy, Timeout};
pub use self::timers::{AsyncTimerSource, BlockingTimerSource, ClockSource, DefaultTimer, OwnTimer};
