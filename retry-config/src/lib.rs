//! [`RetryConfig`] of [`tenacity`](https://docs.rs/tenacity): reads retry policies from configuration files and from the environment.
//!
//! Depend on `tenacity` with its feature `serde`, which re-exports everything here.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings), allow(dead_code))))]

mod bounds;
mod choice;
mod config;
mod duration;
mod environment;
mod error;
mod stop;
mod wait;

pub use crate::config::RetryConfig;
pub use crate::error::ConfigError;
pub use crate::stop::ConfiguredStop;
pub use crate::wait::ConfiguredWait;
