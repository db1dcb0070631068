//! Functions of many shapes, plain and with `#[retry]`. `tests/plain_function.rs` compares their lints.

#![cfg_attr(
    not(any(feature = "plain", feature = "retried")),
    forbid(warnings, future_incompatible, let_underscore, nonstandard_style, refining_impl_trait, rust_2018_idioms, unused),
    forbid(clippy::all, clippy::pedantic)
)]

#[cfg(any(feature = "plain", feature = "retried"))]
pub mod compared;
pub mod forbidden;
