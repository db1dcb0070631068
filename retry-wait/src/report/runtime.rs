//! Whether a wait that blocks keeps others from running.

/// Whether this thread is one of a Tokio runtime, be it one that runs tasks or one for what blocks.
#[cfg(feature = "tokio-rt")]
pub(crate) fn has_this_thread() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

/// Only probes bring the part of Tokio that could tell.
#[cfg(not(feature = "tokio-rt"))]
pub(crate) const fn has_this_thread() -> bool {
    false
}
