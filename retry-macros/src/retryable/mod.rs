//! `#[derive(Retryable)]`: which of a type's errors to retry.

mod expand;
mod fields;
mod form;
pub(crate) mod misplaced;
mod model;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use self::model::Model;
use self::parse::ErrorType;
use crate::parse::errors::Errors;

/// Expands `#[derive(Retryable)] item`.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let written = match ErrorType::parse(item, &mut errors) {
        Ok(written) => written,
        Err(error) => return error.to_compile_error(),
    };
    let model = Model::new(written, &mut errors);
    let (implementation, errors) = (model.expand(), errors.into_tokens());
    quote!(#implementation #errors)
}
