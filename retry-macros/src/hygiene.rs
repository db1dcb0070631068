//! Tokens that the user's cannot meet: what the expansion names is invisible to what the user wrote, and the other way round.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// `quote!`, with names that the user's tokens cannot mean.
macro_rules! hygienic {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
pub(crate) use hygienic;

/// A local variable of the expansion. Named with `__`, as all of them, because a constant of the same name would be a pattern.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The name that an expansion gives to the private module of this library.
pub(crate) const PRIVATE_MODULE: &str = "__retry";

/// The same as a path.
pub(crate) fn private_module() -> TokenStream {
    local(PRIVATE_MODULE).into_token_stream()
}
