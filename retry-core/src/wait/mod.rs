//! Wait strategies: how long a call sleeps before the next attempt.

pub(crate) mod chain;
pub(crate) mod clamp;
pub(crate) mod closures;
pub(crate) mod combined;
pub(crate) mod decorrelated;
pub(crate) mod exponential;
pub(crate) mod exponential_jitter;
pub(crate) mod fibonacci;
pub(crate) mod fixed;
pub(crate) mod incrementing;
pub(crate) mod jitter;
pub(crate) mod random;
pub(crate) mod strategy;
pub(crate) mod sum;

pub use self::chain::{WaitChain, WaitList, wait_chain};
pub use self::closures::{WaitFn, wait_fn};
pub use self::combined::{WaitAtLeast, WaitAtMost, WaitEqualJitter, WaitFullJitter, WaitJitter, WaitJitterFactor, WaitSum};
pub use self::decorrelated::{WaitDecorrelatedJitter, wait_decorrelated_jitter};
pub use self::exponential::{WaitExponential, WaitRandomExponential, wait_exponential, wait_random_exponential};
pub use self::exponential_jitter::{WaitExponentialJitter, wait_exponential_jitter};
pub use self::fibonacci::{WaitFibonacci, wait_fibonacci};
pub use self::fixed::{WaitFixed, WaitNone, wait_fixed, wait_none};
pub use self::incrementing::{WaitIncrementing, wait_incrementing};
pub use self::random::{WaitRandom, wait_random};
pub use self::strategy::Wait;
