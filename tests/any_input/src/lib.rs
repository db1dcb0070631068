//! What holds for any input. `scripts/fuzz` checks it with inputs that it makes up, `tests/seeds.rs` with those that are kept.

#![forbid(unsafe_code)]

mod checks;

pub use self::checks::{attribute::check as attribute, config::check as config, duration::check as duration, log::check as log};

// The modules of the attribute, which a macro's package cannot export. They name each other from the root, so they stand here.
#[path = "../../../retry-macros/src/args.rs"]
mod args;
#[path = "../../../retry-macros/src/attribute.rs"]
mod attribute;
#[path = "../../../retry-macros/src/block.rs"]
mod block;
#[path = "../../../retry-macros/src/blocking.rs"]
mod blocking;
#[path = "../../../retry-macros/src/constructor.rs"]
mod constructor;
#[path = "../../../retry-macros/src/documentation.rs"]
mod documentation;
#[path = "../../../retry-macros/src/duration.rs"]
mod duration;
#[path = "../../../retry-macros/src/errors.rs"]
mod errors;
#[path = "../../../retry-macros/src/expand/mod.rs"]
mod expand;
#[path = "../../../retry-macros/src/expression.rs"]
mod expression;
#[path = "../../../retry-macros/src/function.rs"]
mod function;
#[path = "../../../retry-macros/src/future.rs"]
mod future;
#[path = "../../../retry-macros/src/hygiene.rs"]
mod hygiene;
#[path = "../../../retry-macros/src/key.rs"]
mod key;
#[path = "../../../retry-macros/src/model.rs"]
mod model;
#[path = "../../../retry-macros/src/outcome_type.rs"]
mod outcome_type;
#[path = "../../../retry-macros/src/rules.rs"]
mod rules;
#[path = "../../../retry-macros/src/shared.rs"]
mod shared;
#[path = "../../../retry-macros/src/strategy.rs"]
mod strategy;
#[path = "../../../retry-macros/src/value.rs"]
mod value;

// The search of a log probe, which nobody calls but by a probe.
#[path = "../../../src/ready/log/pattern.rs"]
mod pattern;
#[path = "../../../src/ready/log/scan.rs"]
mod scan;
