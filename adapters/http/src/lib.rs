//! HTTP for [`tenacity`](https://docs.rs/tenacity): the outcomes of requests that are worth another attempt, and the delay that the
//! server asks for.
//!
//! ```
//! use tenacity::prelude::*;
//! use tenacity_http::retry_if_transient;
//!
//! #[retry(
//!     retry = retry_if_transient(),
//!     stop = stop_after_attempt(4) | stop_before_delay(10s),
//!     wait = wait_random_exponential(100ms).max(2s),
//! )]
//! async fn get(client: &reqwest::Client, url: &str) -> reqwest::Result<reqwest::Response> {
//!     client.get(url).send().await
//! }
//! ```
//!
//! | for | use |
//! |---|---|
//! | a function that returns a response of `http`, `hyper-util` or `reqwest` | [`retry_if_transient`] |
//! | a request that must not be processed twice | [`unprocessed_only`](RetryIfTransient::unprocessed_only), and [`is_idempotent`] to choose |
//! | an error of your own | [`verdict`], [`reqwest_verdict`] and [`retry_after`] |
//! | a client and a server that agree which requests are resends | [`record_attempt`] and [`attempt`] |
//!
//! The features `reqwest` and `hyper-util` bring the errors of these clients. Without them, an error of a client in a box is final, unless it
//! has an `io::Error` among its sources.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc(test(attr(deny(warnings), allow(dead_code))))]

mod idempotent;
mod predicate;
#[cfg(feature = "reqwest")]
mod reqwest;
mod resend;
mod response;
mod retry_after;
mod status;
mod transport;

pub use crate::idempotent::is_idempotent;
pub use crate::predicate::{ByClosure, ByTransport, RetryIfTransient, retry_if_transient};
#[cfg(feature = "reqwest")]
pub use crate::reqwest::{reqwest_transport, reqwest_verdict};
pub use crate::resend::{attempt, record_attempt};
pub use crate::response::HttpResponse;
pub use crate::retry_after::retry_after;
pub use crate::status::verdict;
pub use crate::transport::{Transport, TransportError};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
