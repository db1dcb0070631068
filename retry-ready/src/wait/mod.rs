//! A wait for probes: from its words to its end.

mod block_on;
mod ending;
pub(crate) mod leaf;
pub(crate) mod running;
pub(crate) mod until_ready;
