//! One call: what it keeps from attempt to attempt, what limits it, and the decision after each.

pub(crate) mod attempt_deadline;
pub(crate) mod decide;
pub(crate) mod delays;
pub(crate) mod interruptible;
pub(crate) mod limits;
pub(crate) mod memory;
pub(crate) mod pause;
