//! Models of the types that calls share across threads. They use the shipped types, built on the model checker's atomics and locks, and
//! run them in every interleaving. `scripts/loom` runs the models. Without `--cfg loom`, this crate is empty.

#![cfg(loom)]
