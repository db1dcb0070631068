//! All that an expansion of `#[retry]` may name. Not part of the public interface: it changes with any release.

mod features;
mod held;
mod known;
mod lent;
mod limiting;
mod made;
mod slots;
mod typed;

pub use core::future::pending;
pub use core::option::Option;
pub use core::pin::pin;
pub use core::primitive::{bool, str, u64};
pub use core::result::Result;
pub use core::time::Duration;
pub use core::{concat, line, module_path};

pub use self::features::{async_timer, blocking_timer, self_seeding};
pub use self::held::{HeldPredicate, HeldStop, HeldWait};
pub use self::known::{
    Memoryless, SinceStart, Start, Timed, TimedIfAsked, Timeless, UnknownMemory, UnknownTime, Untimed, instant, memory, start,
};
pub use self::lent::{AnyPolicy, Lend, async_policy, blocking_policy, lend, policy_async_timer, policy_blocking_timer};
pub use self::limiting::{
    BudgetRef, PLAIN_REPORT, StatsRef, Wrapped, budget, count_call, count_retry, is_error, outcome_of_cut, report, stats,
    time_limit, wrap,
};
#[cfg(feature = "std")]
pub use self::limiting::{EventRef, cancel};
pub use self::made::{Lasting, Made, OutlivesCalls};
pub use self::slots::{
    AsyncTimerSlot, BlockingTimerSlot, FailureOf, FailureSlot, PredicateSlot, Since, SinceAny, StopSlot, WaitSlot, failure,
    own_async_timer, own_blocking_timer, predicate, stop, wait,
};
pub use self::typed::{
    call_fallback, call_finish_hook, call_on_cut, call_outcome_hook, call_state_hook, clone_argument, on_cut, on_error,
    on_fallback, on_finish_hook, on_judge, on_outcome, on_outcome_hook, on_state, on_value,
};
pub use crate::decide::{Attempt, Decision, Elapsed, Ended, Finish, Unasked};
pub use crate::defaults::{default_stop, default_wait};
pub use crate::limited::{AttemptLimit, Interruptible, Limited, Yielded, pause};
pub use crate::limits::{Limits, Token};
pub use crate::memory::{Count, Memory, Progress};
pub use crate::predicate::retry_if_result;
pub use crate::state::RetryState;
pub use crate::stop::{stop_fn, stop_when};
pub use crate::timer::{AsyncTimer, BlockingTimer, Clock};
pub use crate::wait::wait_fn;

/// The value of a duration literal such as `1.5s`.
pub const fn duration(secs: u64, nanos: u32) -> Duration {
    Duration::new(secs, nanos)
}
