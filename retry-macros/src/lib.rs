//! The `#[retry]` attribute of `tenacity`, which re-exports it: depend on that instead.
//!
//! The way through: tokens become `Args` (every syntax error, at the user's tokens), those and the function become a `Model` (every
//! rule, with defaults resolved), and the model is expanded. The body of the function is never parsed.

#![forbid(unsafe_code)]

mod args;
mod attribute;
mod block;
mod blocking;
mod constructor;
mod documentation;
mod duration;
mod errors;
mod expand;
mod expression;
mod function;
mod future;
mod hygiene;
mod key;
#[cfg(test)]
mod mistakes;
mod model;
mod outcome_type;
mod rules;
mod shared;
#[cfg(test)]
mod snapshots;
mod strategy;
mod value;

use proc_macro::TokenStream;

#[allow(missing_docs, reason = "documented where it is re-exported")]
#[proc_macro_attribute]
pub fn retry(args: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(args.into(), &item.into()).into()
}

#[allow(missing_docs, reason = "documented where it is re-exported")]
#[proc_macro]
pub fn retry_block(input: TokenStream) -> TokenStream {
    block::expand(input.into()).into()
}
