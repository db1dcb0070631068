//! The `#[retry]` attribute of `tenacity`. Depend on `tenacity`, which re-exports it.
//!
//! Four stages follow each other. The scan cuts the tokens into keys. The parser turns them into `Args`, and reports every syntax error at
//! the user's tokens. The model checks every rule and resolves the defaults. The expansion writes the loop. The body of the function is
//! never parsed.

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
