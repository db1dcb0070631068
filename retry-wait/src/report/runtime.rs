//! Whether a blocking wait holds up a runtime.

/// Whether this thread belongs to a Tokio runtime, as a worker thread or a blocking thread.
#[cfg(feature = "tokio-rt")]
pub(crate) fn has_this_thread() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

/// Only the feature `ready` brings the part of Tokio that knows.
#[cfg(not(feature = "tokio-rt"))]
pub(crate) const fn has_this_thread() -> bool {
    false
}
