//! Retry anything that fails for a while.

pub use tenacity_core::*;

/// Everything a call site needs.
pub mod prelude {
    pub use tenacity_core::*;
}
