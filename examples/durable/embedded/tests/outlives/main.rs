//! Runs the example as a process that is killed, and compares its attempts with the plan of the same seeds.

mod arguments;
mod changes;
mod damage;
mod journal;
mod kills;
mod plan;
mod process;
mod readme;
