// Its examples run in tests/guide, with every feature.
#![cfg_attr(not(doctest), doc = include_str!("../docs/crate.md"))]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg), doc(auto_cfg(hide(loom))))]
#![doc(test(attr(deny(warnings), allow(dead_code))))]
#![forbid(unsafe_code)]

pub mod guide;
#[cfg(feature = "log")]
pub mod log;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(any(feature = "tracing", feature = "log"))]
mod outcome_text;
pub mod prelude;
#[cfg(feature = "ready")]
pub mod ready;
#[cfg(feature = "tracing")]
pub mod tracing;
#[cfg(feature = "std")]
pub mod waiting;

#[cfg(feature = "serde")]
pub use tenacity_config::{ConfigError, ConfiguredStop, ConfiguredWait, RetryConfig};
#[doc(hidden)]
pub use tenacity_core::__private;
// Where these types were before they had modules of their own.
#[doc(hidden)]
pub use tenacity_core::parts::*;
#[doc(hidden)]
pub use tenacity_core::strategies::*;
pub use tenacity_core::*;
#[cfg(feature = "macros")]
pub use tenacity_macros::Retryable;
#[cfg(feature = "macros")]
pub use tenacity_macros::retry;
#[cfg(feature = "macros")]
pub use tenacity_macros::retry_block;
#[cfg(feature = "ready")]
pub use tenacity_ready::{wait_until_ready, wait_until_ready_sync};
#[cfg(feature = "std")]
pub use tenacity_wait::{
    Check, CheckReport, Truthy, Until, WaitError, Waited, Waiting, hold, hold_sync, wait_for, wait_for_sync,
};
