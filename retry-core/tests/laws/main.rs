//! What holds for every strategy, at every attempt, duration and seed, and for what calls share. One file for each family; `any.rs` makes what they are
//! tried with.

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
