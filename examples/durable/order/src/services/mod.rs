//! The three services, on one listener.

mod answer;
mod ledger;
mod server;

pub use self::answer::Answer;
pub use self::ledger::{Entry, Ledger};
pub use self::server::serve;
