//! Closures, recognized by their tokens.

use proc_macro2::{Spacing, TokenTree};

/// The length of `|…|` at `tokens[at]`, if an expression may begin there. Elsewhere the bars are operators.
pub(crate) fn head(tokens: &[TokenTree], at: usize) -> Option<usize> {
    if !is_punct(tokens.get(at), '|') || !begins_expression(&tokens[..at]) {
        return None;
    }
    let closing = tokens[at + 1..].iter().position(|token| is_punct(Some(token), '|'))?;
    Some(closing + 2)
}

/// Whether an expression may begin after these tokens.
pub(crate) fn begins_expression(before: &[TokenTree]) -> bool {
    match before {
        [] => true,
        // The second half of `a || b`, and of `a << b`.
        [.., TokenTree::Punct(last)] if "|<".contains(last.as_char()) && last.spacing() == Spacing::Joint => false,
        // `=>`, but not the end of a type's arguments.
        [.., TokenTree::Punct(first), TokenTree::Punct(last)] if last.as_char() == '>' => first.as_char() == '=',
        [.., TokenTree::Punct(last)] => ",=;+-*/!&|<".contains(last.as_char()),
        [.., TokenTree::Ident(last)] => ["move", "return", "async", "else", "in"].iter().any(|word| last == word),
        _ => false,
    }
}

pub(crate) fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;

    /// The length of the first closure's head, if there is a closure.
    fn first_head(tokens: TokenStream) -> Option<usize> {
        let tokens = tokens.into_iter().collect::<Vec<_>>();
        (0..tokens.len()).find_map(|at| head(&tokens, at))
    }

    #[test]
    fn bars_where_an_expression_begins_are_a_closure() {
        for (closure, length) in [
            (quote!(|a, b| a), 5),
            (quote!(|| a), 2),
            (quote!(move |a| a), 3),
            (quote!(a | |b| b), 3),
            (quote!(!|a| a), 3),
            (quote!(a => |b| b), 3),
        ] {
            assert_eq!(first_head(closure.clone()), Some(length), "{closure}");
        }
    }

    #[test]
    fn bars_between_operands_are_operators() {
        for operators in [quote!(a | b | c), quote!(a || b | c), quote!(f() | g() | h), quote!(f::<A> | b | c)] {
            assert_eq!(first_head(operators.clone()), None, "{operators}");
        }
    }
}
