//! The predicate over whole outcomes.

mod operators;
mod outcomes;
#[cfg(feature = "reqwest")]
mod reqwest;
mod retry_if_transient;

pub use self::outcomes::{ByClosure, ByTransport};
pub use self::retry_if_transient::{RetryIfTransient, retry_if_transient};
