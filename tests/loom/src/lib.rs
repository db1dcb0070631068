//! Models of what calls share between threads: the shipped types, built on the model checker's atomics and locks and run in every
//! interleaving. `scripts/loom` runs them; without `--cfg loom` there is nothing here.

#![cfg(loom)]
