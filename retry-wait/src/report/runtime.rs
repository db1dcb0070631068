//! Detects a blocking wait on a thread of a Tokio runtime.

/// Whether this thread belongs to a Tokio runtime, as a worker thread or a blocking thread.
#[cfg(feature = "tokio-rt")]
pub(crate) fn has_this_thread() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

/// Only the feature `ready` enables the part of Tokio that can detect its threads.
#[cfg(not(feature = "tokio-rt"))]
pub(crate) const fn has_this_thread() -> bool {
    false
}
