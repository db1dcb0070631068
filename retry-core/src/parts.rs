//! The types of a policy's parts: its hooks, its limits, and how its calls end.
//!
//! The setters of [`RetryPolicy`](crate::RetryPolicy) make these types, and signatures name them. For a field or a return value, use a
//! [`BoxedPolicy`](crate::BoxedPolicy) instead.

pub use crate::call::limits::Limits;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use crate::policy::BoxedHooks;
pub use crate::policy::{
    After, AttemptTimeout, Before, BeforeSleep, Budgeted, Counted, Fallback, HookList, HookNeeds, OnFinish, OutcomeOnly,
    OwnTimer, SyncHooks, TimedOutBy, Timeout, WithReport,
};
#[cfg(feature = "std")]
pub use crate::policy::{CallFuture, Cancellable};
