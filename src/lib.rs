//! Retry anything that fails for a while.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

pub mod prelude;

#[doc(hidden)]
pub use tenacity_core::__private;
pub use tenacity_core::*;
#[cfg(feature = "macros")]
pub use tenacity_macros::{retry, retry_block};
