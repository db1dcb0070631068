//! The fields of a variant, by the names that an attribute gives them: that of the field, or `_0`, `_1` in a tuple.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Field, Fields, Index, Member};

/// The names, without `r#`.
pub(crate) fn names(fields: &Fields) -> Vec<String> {
    let name =
        |(at, field): (usize, &Field)| field.ident.as_ref().map_or_else(|| format!("_{at}"), |name| name.unraw().to_string());
    fields.iter().enumerate().map(name).collect()
}

/// The field at this place, as a pattern names it. The name belongs to the expansion, so a field that is deprecated may be matched.
pub(crate) fn member(fields: &Fields, at: usize) -> Member {
    match fields.iter().nth(at).and_then(|field| field.ident.clone()) {
        Some(mut name) => {
            name.set_span(proc_macro2::Span::mixed_site().located_at(name.span()));
            name.into()
        }
        None => Index::from(at).into(),
    }
}

/// The place of the field of this name.
pub(crate) fn find(fields: &Fields, name: &str) -> Option<usize> {
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name.to_owned() };
    names(fields).iter().position(|known| *known == name)
}

/// The field that most probably holds the cause.
pub(crate) fn cause(fields: &Fields) -> String {
    let is_cause = |field: &Field| {
        let is_marked = field.attrs.iter().any(|attr| attr.path().is_ident("source") || attr.path().is_ident("from"));
        is_marked || field.ident.as_ref().is_some_and(|name| name == "source")
    };
    let mut names = names(fields);
    names.swap_remove(fields.iter().position(is_cause).unwrap_or(0))
}

/// Each field that the expression names, with the variable to bind it to. The variable is the expression's own token, or one in the place
/// of a literal, where `format!("{name}")` may name it.
pub(crate) fn mentioned(fields: &Fields, expression: &TokenStream) -> Vec<(usize, Ident)> {
    let mut tokens = Vec::new();
    flatten(expression.clone(), &mut tokens);
    let find = |(at, name): (usize, String)| {
        tokens.iter().find_map(|token| match token {
            TokenTree::Ident(ident) if ident.unraw() == name => Some((at, ident.clone())),
            TokenTree::Literal(literal) if literal.to_string().contains(&name) => {
                let mut variable = syn::parse_str::<Ident>(&name).ok()?;
                variable.set_span(literal.span());
                Some((at, variable))
            }
            _ => None,
        })
    };
    names(fields).into_iter().enumerate().filter_map(find).collect()
}

fn flatten(tokens: TokenStream, flat: &mut Vec<TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => flatten(group.stream(), flat),
            token => flat.push(token),
        }
    }
}

/// Whether the tokens have one of these words in them.
pub(crate) fn has_word(tokens: TokenStream, is_word: impl Fn(&Ident) -> bool) -> bool {
    let mut flat = Vec::new();
    flatten(tokens, &mut flat);
    flat.iter().any(|token| matches!(token, TokenTree::Ident(word) if is_word(word)))
}
