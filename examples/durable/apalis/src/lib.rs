//! Jobs of apalis on SQLite or PostgreSQL, whose retries a policy of `tenacity` decides. README.md explains the example.

pub mod answers;
pub mod arguments;
pub mod delivery;
pub mod demo;
pub mod ledger;
pub mod progress;
pub mod receiver;
pub mod reschedule;
pub mod scene;
pub mod store;
pub mod summary;
pub mod table;
pub mod worker;
pub mod workers;
