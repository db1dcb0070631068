//! All that an expansion of `#[retry]` may name. Not part of the public interface: it changes with any release.

mod features;
mod held;
mod slots;
mod typed;

pub use core::option::Option;
pub use core::primitive::{bool, str, u64};
pub use core::time::Duration;
pub use core::{concat, line, module_path};

pub use self::features::{async_timer, blocking_timer, self_seeding};
pub use self::held::{HeldPredicate, HeldStop, HeldWait};
pub use self::slots::{
    FailureOf, FailureSlot, PredicateSlot, Since, StopSlot, TimerSlot, WaitSlot, failure, own_async_timer, own_blocking_timer,
    predicate, stop, wait,
};
pub use self::typed::{
    call_fallback, call_finish_hook, call_outcome_hook, call_state_hook, clone_argument, on_error, on_fallback, on_finish_hook,
    on_judge, on_outcome, on_outcome_hook, on_state, on_value,
};
pub use crate::decide::{Attempt, Count, Decision, Elapsed, Finish, Memory, Progress, Unasked};
pub use crate::defaults::{default_stop, default_wait};
pub use crate::predicate::retry_if_result;
pub use crate::state::RetryState;
pub use crate::stop::{stop_fn, stop_when};
pub use crate::timer::{AsyncTimer, BlockingTimer, Clock};
pub use crate::wait::wait_fn;

/// The value of a duration literal such as `1.5s`.
pub const fn duration(secs: u64, nanos: u32) -> Duration {
    Duration::new(secs, nanos)
}
