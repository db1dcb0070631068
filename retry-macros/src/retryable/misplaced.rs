//! The attribute macro `#[retry]` on a type, where the derive's attribute was meant.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::fields::has_word;

/// The type without the derive, or above it.
pub(crate) struct Misplaced {
    /// The word `enum`, `struct` or `union`.
    pub(crate) keyword: TokenTree,
    pub(crate) message: &'static str,
    /// The type as it was meant.
    pub(crate) item: TokenStream,
}

/// The mistake, if the item is a type.
pub(crate) fn find(args: TokenStream, item: &TokenStream) -> Option<Misplaced> {
    let tokens = item.clone().into_iter().collect::<Vec<_>>();
    let mut head = 0;
    while let (Some(TokenTree::Punct(pound)), Some(TokenTree::Group(_))) = (tokens.get(head), tokens.get(head + 1)) {
        if pound.as_char() != '#' {
            break;
        }
        head += 2;
    }
    let is_type =
        |word: &&TokenTree| matches!(word, TokenTree::Ident(word) if ["enum", "struct", "union"].iter().any(|kind| word == kind));
    let is_visibility = |token: &&TokenTree| match token {
        TokenTree::Ident(word) => word == "pub",
        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis || group.delimiter() == Delimiter::None,
        _ => false,
    };
    let keyword = tokens[head..].iter().find(|token| !is_visibility(token)).filter(is_type)?.clone();
    let (attributes, rest) = tokens.split_at(head);
    let (attributes, rest): (TokenStream, TokenStream) = (attributes.iter().cloned().collect(), rest.iter().cloned().collect());
    Some(if has_word(attributes.clone(), |word| word == "Retryable") {
        // Below the derive, as the message asks for, so that no other mistake follows.
        let args = Group::new(Delimiter::Parenthesis, args);
        let item = quote!(#attributes #[retry #args] #rest);
        Misplaced { keyword, message: "`#[retry]` belongs to the derive: write it below `#[derive(Retryable)]`", item }
    } else {
        let item = quote!(#attributes #rest);
        let message = "`#[retry]` goes on a function, or below a derive: put it on the `fn` whose body is to be retried, or write \
                       `#[derive(Retryable)]` above it";
        Misplaced { keyword, message, item: without_helpers(item) }
    })
}

/// The tokens without `#[retry…]`, which is unknown on a variant without the derive.
fn without_helpers(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = TokenStream::new();
    while let Some(token) = tokens.next() {
        match (&token, tokens.peek()) {
            (TokenTree::Punct(pound), Some(TokenTree::Group(attribute))) if pound.as_char() == '#' && is_helper(attribute) => {
                tokens.next();
            }
            (TokenTree::Group(group), _) => {
                let mut inner = Group::new(group.delimiter(), without_helpers(group.stream()));
                inner.set_span(group.span());
                kept.extend([TokenTree::Group(inner)]);
            }
            _ => kept.extend([token]),
        }
    }
    kept
}

fn is_helper(attribute: &Group) -> bool {
    matches!(attribute.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "retry")
}
