//! All that an expansion of `#[retry]` may name. Not part of the public interface: it changes with any release.

pub use crate::decide::{Attempt, Decision, Progress};
