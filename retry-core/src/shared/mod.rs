//! The types that calls share across threads.

pub(crate) mod atomic;
pub(crate) mod budget;
#[cfg(feature = "std")]
pub(crate) mod event;
pub(crate) mod stats;
