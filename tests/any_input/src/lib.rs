//! Checks that hold for any input. `scripts/fuzz` runs them with generated inputs, `tests/seeds.rs` with the stored ones.

#![forbid(unsafe_code)]

mod checks;

pub use self::checks::{attribute::check as attribute, config::check as config, duration::check as duration, log::check as log};

// The modules of the attribute, which a proc-macro crate cannot export. They refer to each other from the crate root, so they are declared here.
#[path = "../../../retry-macros/src/attribute.rs"]
mod attribute;
#[path = "../../../retry-macros/src/block.rs"]
mod block;
#[path = "../../../retry-macros/src/expand/mod.rs"]
mod expand;
#[path = "../../../retry-macros/src/hygiene.rs"]
mod hygiene;
#[path = "../../../retry-macros/src/model/mod.rs"]
mod model;
#[path = "../../../retry-macros/src/parse/mod.rs"]
mod parse;
#[path = "../../../retry-macros/src/retryable/mod.rs"]
mod retryable;

// The search of a log probe, which is private to tenacity-ready.
#[path = "../../../retry-ready/src/probes/log/expression.rs"]
mod expression;
#[path = "../../../retry-ready/src/probes/log/pattern.rs"]
mod pattern;
#[path = "../../../retry-ready/src/probes/log/scan.rs"]
mod scan;
