//! The laws of every strategy, at any attempt, duration and seed, and of the types that calls share.
//!
//! Each family has one file. The generators are in `any.rs`.

mod any;
mod budgets;
mod jitter;
mod predicates;
mod randomness;
mod reads;
mod refusals;
mod sizes;
mod spans;
mod stops;
mod waits;
mod worst_case;
