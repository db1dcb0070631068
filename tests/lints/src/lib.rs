//! Functions of many shapes, plain and with `#[retry]`. `tests/plain_function.rs` compares their lints.

#[cfg(any(feature = "plain", feature = "retried"))]
pub mod compared;
pub mod forbidden;
