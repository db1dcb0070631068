//! A wait under way: when to look, when to give up, and the driver that runs the check and sleeps.

pub(crate) mod course;
pub(crate) mod future;
pub(crate) mod goal;
pub(crate) mod guards;
pub(crate) mod looker;
pub(crate) mod skipped;
pub(crate) mod steps;
