//! The `#[retry]` attribute of `tenacity`, which re-exports it: depend on that instead.
//!
//! The way through: tokens become `Args` (every syntax error, at the user's tokens), those and the function become a `Model` (every
//! rule, with defaults resolved), and the model is expanded. The body of the function is never parsed.

#![forbid(unsafe_code)]

mod attribute;
mod block;
mod expand;
mod hygiene;
#[cfg(test)]
mod mistakes;
mod model;
mod parse;
#[cfg(test)]
mod snapshots;

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
