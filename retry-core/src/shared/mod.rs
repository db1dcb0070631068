//! What calls share: each is used from many threads at once.

pub(crate) mod atomic;
pub(crate) mod budget;
#[cfg(feature = "std")]
pub(crate) mod event;
pub(crate) mod stats;
