use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// The mistakes found so far. The compiler then shows all of them.
#[derive(Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            none => *none = Some(error),
        }
    }

    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        self.push(Error::new(span, message));
    }

    /// Adds the mistakes that were found apart.
    pub(crate) fn add(&mut self, others: Self) {
        if let Some(others) = others.0 {
            self.push(others);
        }
    }

    pub(crate) fn any(&self) -> bool {
        self.0.is_some()
    }

    /// One `compile_error!` for each mistake, to emit beside the user's item.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.map_or_else(TokenStream::new, |error| error.to_compile_error())
    }
}
