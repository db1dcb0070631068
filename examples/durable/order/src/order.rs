//! The order, the services that it passes through, and their receipts.

use serde::{Deserialize, Serialize};

/// An order. Its number identifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub number: u32,
    pub cents: u32,
}

/// The services that process an order, in this sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    Charge,
    Reserve,
    Ship,
}

/// The proof that a service has processed an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub service: Service,
    pub order: u32,
}

impl Order {
    /// Returns the idempotency key of the order at a service. All attempts send the same key, so none of them charges twice.
    pub fn key(&self, service: Service) -> String {
        format!("order-{}{}", self.number, service.path().replace('/', "-"))
    }

    /// Returns the seed of the random waits of the order at a service. Equal seeds give equal delays, so a test knows the plan.
    pub fn seed(&self, service: Service) -> u64 {
        u64::from(self.number) * 3 + service as u64
    }
}

impl Service {
    pub const ALL: [Self; 3] = [Self::Charge, Self::Reserve, Self::Ship];

    /// Returns the path of the service in its URL.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Charge => "/charge",
            Self::Reserve => "/reserve",
            Self::Ship => "/ship",
        }
    }

    /// Returns the service with this path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.path() == path)
    }
}
