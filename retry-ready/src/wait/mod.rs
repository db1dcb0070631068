//! A wait for probes, from its settings to its end.

mod block_on;
mod ending;
pub(crate) mod on_progress;
mod probe_checks;
pub(crate) mod running;
pub(crate) mod single_probe;
pub(crate) mod until_ready;
pub(crate) mod until_ready_future;
