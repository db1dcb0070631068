//! The items that an expansion of `#[retry]` or `#[derive(Retryable)]` may name.
//!
//! They are not part of the public interface, and any release may change them. For your own loop or wait, use
//! [`Delays`](crate::Delays), [`Run`](crate::Run) and [`ambient`](crate::ambient).

pub(crate) mod borrowed;
mod decisions;
mod features;
mod marks;
mod policy;
mod retryable;
mod shared;
mod slots;
mod start;
mod statistics;
mod time_limits;
mod typed;
mod values;
mod wrap_error;

pub use core::future::pending;
pub use core::option::Option;
pub use core::pin::pin;
pub use core::primitive::{bool, str, u64};
pub use core::result::Result;
pub use core::time::Duration;
pub use core::{concat, line, module_path};

pub use self::borrowed::{BorrowedPredicate, BorrowedStop, BorrowedWait};
pub use self::decisions::Unknown;
pub use self::features::{async_timer, blocking_timer, self_seeding};
pub use self::marks::{Memoryless, Timeless};
pub use self::policy::{AnyPolicy, PolicyRef, async_policy, blocking_policy, policy, policy_async_timer, policy_blocking_timer};
pub use self::retryable::{Hint, hinted, judged};
pub use self::shared::{BudgetRef, Lasting, Made, OutlivesCalls, StatsRef, budget, stats};
#[cfg(feature = "std")]
pub use self::shared::{EventRef, cancel};
pub use self::slots::{
    AsyncTimerSlot, BlockingTimerSlot, FailureOf, FailureSlot, PredicateSlot, StopSlot, WaitSlot, failure, own_async_timer,
    own_blocking_timer, predicate, stop, wait,
};
pub use self::start::{SinceStart, Start, Timed, TimedIfAsked, Untimed, begin, begin_if_asked, instant};
pub use self::statistics::{count_call, count_retry};
pub use self::time_limits::{outcome_of_cut, time_limit};
pub use self::typed::{
    FinishHook, OutcomeHook, StateHook, call_fallback, call_finish_hook, call_on_cut, call_outcome_hook, call_state_hook,
    clone_argument, on_cut, on_error, on_fallback, on_finish_hook, on_judge, on_outcome, on_outcome_hook, on_shared_fallback,
    on_state, on_value,
};
pub use self::values::values;
pub use self::wrap_error::{PLAIN_REPORT, Wrapped, is_error, report, wrap};
pub use crate::call::attempt_deadline::{AttemptDeadline, BoundedAttempt};
pub use crate::call::decide::{Attempt, Decision, Elapsed, Ended, Unasked};
pub use crate::call::interruptible::Interruptible;
pub use crate::call::limits::{Limits, Token};
pub use crate::call::memory::{Count, Memory, Progress};
pub use crate::call::pause::{Pause, pause, pause_async};
pub use crate::outcome::finish::Finish;
pub use crate::outcome::verdict::Verdict;
pub use crate::policy::{default_stop, default_wait};
pub use crate::predicate::{Retryable, retry_if_result};
pub use crate::state::RetryState;
pub use crate::stop::{stop_fn, stop_when};
pub use crate::wait::wait_fn;

/// Returns the value of a duration literal such as `1.5s`.
pub const fn duration(secs: u64, nanos: u32) -> Duration {
    Duration::new(secs, nanos)
}
