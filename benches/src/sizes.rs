//! The future sizes of async functions that are retried on Tokio, including the real sleep.

mod attempts;
mod deadline;

use crate::contender::Column;
use crate::service::Service;

/// One row of the table of sizes.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How the function is retried.
    pub name: &'static str,
    /// The size in bytes, for each contender that supports the case.
    pub bytes: fn() -> Vec<(Column, usize)>,
}

/// All rows, in the order of the table.
pub const ALL: &[Size] = &[
    Size { name: "attempts, fixed wait", bytes: attempts::bytes },
    Size { name: "attempts and deadline, exponential wait with full jitter", bytes: deadline::bytes },
];

/// Returns the size of the future that the function makes. The future is never polled.
fn of<'a, F: Future>(service: &'a Service, function: impl FnOnce(&'a Service) -> F) -> usize {
    size_of_val(&function(service))
}
