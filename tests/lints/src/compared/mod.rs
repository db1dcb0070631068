//! Functions that get lints of their own.

pub mod blocks;
pub mod errors;
pub mod functions;
pub mod futures;
pub mod keys;
pub mod limits;
pub mod methods;
pub mod types;
