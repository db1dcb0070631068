//! A wait under way: when to look, when to give up, and the driver that runs the check and sleeps.

pub(crate) mod blocking;
mod decide;
pub(crate) mod future;
pub(crate) mod guards;
pub(crate) mod kind;
pub(crate) mod looker;
mod pause;
pub(crate) mod progress;
mod running_check;
pub(crate) mod skipped;
pub(crate) mod steps;
