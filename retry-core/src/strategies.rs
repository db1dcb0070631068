//! The types of strategies. The free functions, the operators and the methods make them.
//!
//! Name a type of this module where a signature, a field or a constant needs it:
//!
//! ```
//! use tenacity::prelude::*;
//! use tenacity::strategies::{StopAfterAttempt, WaitNone};
//!
//! const QUICK: (StopAfterAttempt, WaitNone) = (stop_after_attempt(3), wait_none());
//!
//! let (stop, wait) = QUICK;
//! let policy = RetryPolicy::new().stop(stop).wait(wait);
//! assert_eq!(policy.call_with_report(|| None::<u8>).1.attempts, 3);
//! ```

pub use crate::policy::{DefaultStop, DefaultWait};
pub use crate::predicate::{
    RetryAll, RetryAlways, RetryAny, RetryFn, RetryIfErr, RetryIfFailure, RetryIfNotResult, RetryIfOk, RetryIfResult,
    RetryIfRetryable, RetryNever, RetryNot,
};
#[cfg(feature = "std")]
pub use crate::stop::StopWhenEventSet;
pub use crate::stop::{StopAfterAttempt, StopAfterDelay, StopAll, StopAny, StopBeforeDelay, StopFn, StopNever, StopWhen};
pub use crate::wait::{
    WaitAtLeast, WaitAtMost, WaitChain, WaitDecorrelatedJitter, WaitEqualJitter, WaitExponential, WaitExponentialJitter,
    WaitFibonacci, WaitFixed, WaitFn, WaitFullJitter, WaitIncrementing, WaitJitter, WaitJitterFactor, WaitList, WaitNone,
    WaitRandom, WaitRandomExponential, WaitSum,
};
