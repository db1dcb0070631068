//! One retried call: its memory, its limits, and the decision after each attempt.

pub(crate) mod attempt_deadline;
pub(crate) mod decide;
pub(crate) mod delays;
pub(crate) mod interruptible;
pub(crate) mod limits;
pub(crate) mod memory;
pub(crate) mod pause;
pub(crate) mod saved;
