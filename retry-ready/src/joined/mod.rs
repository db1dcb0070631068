//! Several probes in one wait.

pub(crate) mod all;
pub(crate) mod any;
pub(crate) mod list;
mod member;
mod operators;
