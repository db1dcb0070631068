//! An order that is charged, reserved and shipped through three services that fail, each in its own way.
//!
//! The examples beside this folder run it on durable engines. [`policy`] returns the retry policy of a service, [`Client`] makes one
//! attempt, and [`services`] has the server. Its ledger shows each request with its time, and whether it had an effect.

mod client;
mod error;
mod order;
mod policies;
pub mod services;

pub use crate::client::Client;
pub use crate::error::OrderError;
pub use crate::order::{Order, Receipt, Service};
pub use crate::policies::{ATTEMPTS, Outcome, policy};
