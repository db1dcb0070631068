//! The error of an attempt, with its verdict.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tenacity::prelude::*;

/// The failure of one attempt at a service. An engine stores it, so it has no foreign types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Retryable)]
pub enum OrderError {
    /// The service is busy, and perhaps asks for a delay.
    #[retry(after = after)]
    Busy { after: Option<Duration> },
    /// The service gave no answer. It may have processed the request.
    #[retry]
    Unreachable { cause: String },
    /// The service has a bug, or the client has.
    Failed { status: u16 },
    /// The service refuses the order.
    Declined,
}

impl From<TimedOut> for OrderError {
    fn from(cut: TimedOut) -> Self {
        Self::Unreachable { cause: format!("no answer within {:?}", cut.length()) }
    }
}

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy { after: Some(after) } => write!(f, "busy, asks for {after:?}"),
            Self::Busy { after: None } => write!(f, "busy"),
            Self::Unreachable { cause } => write!(f, "unreachable: {cause}"),
            Self::Failed { status } => write!(f, "failed with status {status}"),
            Self::Declined => write!(f, "declined"),
        }
    }
}

impl std::error::Error for OrderError {}
