//! Several probes in one wait.

pub(crate) mod both;
pub(crate) mod many;
mod operators;
