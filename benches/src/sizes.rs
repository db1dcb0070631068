//! The size of the future of an async function that is retried on Tokio, with its real sleep in it.

mod attempts;
mod deadline;

use crate::contender::Column;
use crate::service::Service;

/// One row of the table of sizes.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How the function is retried.
    pub name: &'static str,
    /// Bytes, for each that can do so.
    pub bytes: fn() -> Vec<(Column, usize)>,
}

/// All rows, in the order of the table.
pub const ALL: &[Size] = &[
    Size { name: "attempts, fixed wait", bytes: attempts::bytes },
    Size { name: "attempts and deadline, exponential wait with full jitter", bytes: deadline::bytes },
];

/// The size of the future that the function makes. It is never polled.
fn of<'a, F: Future>(service: &'a Service, function: impl FnOnce(&'a Service) -> F) -> usize {
    size_of_val(&function(service))
}
