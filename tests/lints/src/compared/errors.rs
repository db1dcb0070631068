//! The errors of the fixtures.

use core::fmt;

/// An error of 256 bytes.
#[derive(Debug)]
pub struct Large(pub [u64; 32]);

/// An error that may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    pub is_busy: bool,
}

impl Busy {
    pub const fn is_busy(&self) -> bool {
        self.is_busy
    }
}

impl fmt::Display for Busy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("busy")
    }
}

impl core::error::Error for Busy {}

impl From<tenacity::TimedOut> for Busy {
    fn from(_: tenacity::TimedOut) -> Self {
        Self { is_busy: true }
    }
}
