//! The answer to a request. It depends only on the order and the number of the request with its key.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::order::{Order, Service};

/// The bank declines an order of more than this.
const LIMIT: u32 = 100_000;

/// The answer of a service to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Status 200 and a receipt.
    Done,
    /// Status 503, perhaps with `Retry-After`, in seconds.
    Busy(Option<u32>),
    /// The service processes the request, and closes the connection without an answer.
    Lost,
    /// Status 503 after four seconds. The client does not wait as long.
    Slow,
    /// Status 500.
    Failed,
    /// Status 402.
    Declined,
}

impl Answer {
    /// Returns the answer to request `number` (from 1) with the key of this order.
    pub fn to(service: Service, order: Order, number: usize) -> Self {
        match (service, number) {
            (Service::Charge, _) if order.cents > LIMIT => Self::Declined,
            (Service::Charge, 1) => Self::Busy(Some(1)),
            (Service::Charge, 2) => Self::Lost,
            (Service::Reserve, _) if number <= 1 + order.number as usize % 3 => Self::Busy(None),
            (Service::Ship, 1) => Self::Failed,
            (Service::Ship, 2) => Self::Slow,
            _ => Self::Done,
        }
    }

    /// Whether the service processes the request.
    pub const fn is_processed(self) -> bool {
        matches!(self, Self::Done | Self::Lost)
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => write!(f, "200"),
            Self::Busy(None) => write!(f, "503"),
            Self::Busy(Some(seconds)) => write!(f, "503, Retry-After: {seconds}"),
            Self::Lost => write!(f, "processed, connection closed"),
            Self::Slow => write!(f, "503 after 4 s"),
            Self::Failed => write!(f, "500"),
            Self::Declined => write!(f, "402"),
        }
    }
}
