//! The stable costs of a call, which the tests assert: allocations, clock reads and the size of a future.

mod calls;
mod counting;
mod keys;
mod strategies;
