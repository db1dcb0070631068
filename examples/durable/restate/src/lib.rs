//! An order whose retries outlive its processes and its machine, on Restate. README.md explains it.

pub mod cluster;
pub mod demo;
mod durable;
pub mod hook_log;
mod place;
pub mod service;
pub mod table;

/// An error to print.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
