//! The `#[retry]` attribute and the `Retryable` derive of `tenacity`. Depend on `tenacity`, which re-exports it.
//!
//! Four stages follow each other. The scan cuts the tokens into keys. The parser turns them into `Args`, and reports every syntax error at
//! the user's tokens. The model checks every rule and resolves the defaults. The expansion writes the loop. The body of the function is
//! never parsed. The derive follows the same stages in `retryable/`.

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
mod places;
mod retryable;
#[cfg(test)]
mod snapshots;

use proc_macro::TokenStream;

/// Retries a function until an attempt is accepted or the stop strategy gives up, and returns the last outcome.
///
// An editor shows what stands here, and not what stands at a re-export. The examples run in tests/guide, because they need `tenacity`.
#[cfg_attr(not(doctest), doc = include_str!("../docs/attribute.md"))]
#[proc_macro_attribute]
pub fn retry(args: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(args.into(), &item.into()).into()
}

/// Retries a block: [`#[retry]`](https://docs.rs/tenacity/latest/tenacity/attr.retry.html) as an expression, for code that should not be a
/// function of its own.
///
#[cfg_attr(not(doctest), doc = include_str!("../docs/block.md"))]
#[proc_macro]
pub fn retry_block(input: TokenStream) -> TokenStream {
    block::expand(input.into()).into()
}

/// Implements [`Retryable`](https://docs.rs/tenacity/latest/tenacity/trait.Retryable.html) for an error type: `#[retry]` marks the variants
/// that are retried.
///
#[cfg_attr(not(doctest), doc = include_str!("../docs/retryable.md"))]
#[proc_macro_derive(Retryable, attributes(retry))]
pub fn retryable(item: TokenStream) -> TokenStream {
    retryable::expand(item.into()).into()
}
