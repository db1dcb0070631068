//! What holds for any input. `scripts/fuzz` checks it with inputs that it makes up, `tests/seeds.rs` with those that are kept.

#![forbid(unsafe_code)]

mod checks;

pub use self::checks::{attribute::check as attribute, config::check as config, duration::check as duration, log::check as log};

// The rooms of the attribute, which a macro's package cannot export. They name each other from the root, so they stand here.
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

// The search of a log probe, which nobody calls but by a probe.
#[path = "../../../retry-ready/src/probes/log/expression.rs"]
mod expression;
#[path = "../../../retry-ready/src/probes/log/pattern.rs"]
mod pattern;
#[path = "../../../retry-ready/src/probes/log/scan.rs"]
mod scan;
