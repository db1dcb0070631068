//! The checks, one file for each kind of input.

pub(crate) mod attribute;
pub(crate) mod config;
pub(crate) mod duration;
pub(crate) mod log;
