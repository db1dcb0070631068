//! A running wait: the schedule of its checks, and the drivers that run the checks and sleep.

pub(crate) mod blocking;
pub(crate) mod checks;
mod decide;
pub(crate) mod future;
pub(crate) mod guards;
pub(crate) mod kind;
mod pause;
pub(crate) mod progress;
mod running_check;
mod schedule;
pub(crate) mod skipped;
pub(crate) mod steps;
mod turn;
