//! The probes of this crate.

pub(crate) mod address;
pub(crate) mod command;
pub(crate) mod file;
#[cfg(feature = "http")]
pub(crate) mod http;
pub(crate) mod log;
#[cfg(feature = "http")]
mod proxy;
pub(crate) mod tcp;
#[cfg(unix)]
pub(crate) mod unix;
