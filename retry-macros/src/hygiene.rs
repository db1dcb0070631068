//! Tokens that do not see the user's names, and that the user's tokens do not see.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// `quote!`, with names that the user's tokens cannot refer to.
macro_rules! hygienic {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
pub(crate) use hygienic;

/// A local variable of the expansion. Its name begins with `__`: a constant of the same name would turn the binding into a pattern.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The name that an expansion gives to the private module of this library.
pub(crate) const PRIVATE_MODULE: &str = "__retry";

/// The same as a path.
pub(crate) fn private_module() -> TokenStream {
    local(PRIVATE_MODULE).into_token_stream()
}
