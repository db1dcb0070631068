//! Tokens that the user's cannot meet: what the expansion names is invisible to what the user wrote, and the other way round.

use proc_macro2::{Ident, Span};

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
