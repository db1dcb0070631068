//! The behaviour of a call: by the attribute, by a block, and by a policy.

mod block;
mod budgets_and_stats;
mod cancelling;
mod closures;
#[cfg(unix)]
mod commands;
mod dropped_calls;
mod extremes;
mod keys;
mod large_futures;
mod limits;
mod operations;
mod order;
mod policy;
mod policy_key;
mod shown;
mod spawned;
mod stress;
mod testing;
mod yielding;
