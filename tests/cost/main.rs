//! What is steady about the cost of a call, and is asserted: allocations, clock reads and the size of a future.

mod calls;
mod counting;
mod keys;
mod strategies;
