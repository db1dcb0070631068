//! Tokens that do not see the user's names, and that the user's tokens do not see.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
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

/// The expansion's expression, blamed on what the user wrote at `span`. Only the braces stand there. An editor would take
/// a name in that place for another meaning of the user's name.
pub(crate) fn blamed_on(span: Span, expression: TokenStream) -> TokenStream {
    let mut braces = Group::new(Delimiter::Brace, expression);
    braces.set_span(Span::mixed_site().located_at(span));
    braces.into_token_stream()
}

/// A copy of what the user wrote, in the same places. It means the same, but belongs to the expansion: a lint of the original does not
/// report the copy as well.
pub(crate) fn of_expansion(written: &TokenStream) -> TokenStream {
    let copied = written.clone().into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            let mut copy = Group::new(group.delimiter(), of_expansion(&group.stream()));
            copy.set_span(group.span());
            token = copy.into();
        }
        token.set_span(Span::mixed_site().located_at(token.span()));
        token
    });
    copied.collect()
}
