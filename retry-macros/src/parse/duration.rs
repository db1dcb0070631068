//! Duration literals: `100ms`, `1.5s`, `5min`, anywhere in the arguments.

use std::time::Duration;

use proc_macro2::{Group, Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use tenacity_duration::Mistake;

use super::errors::Errors;

/// The suffixes that Rust itself knows.
const RUST_SUFFIXES: [&str; 16] =
    ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f16", "f32", "f64", "f128"];

// Input:   wait_exponential(100ms).max(1.5s)
// Output:  wait_exponential(P::duration(0u64, 100000000u32)).max(P::duration(1u64, 500000000u32))
//
// It works on tokens, so it finds literals inside closures and macros. It runs before the parser, which does not know these suffixes.
pub(crate) fn expand_literals(tokens: TokenStream, private: &TokenStream, errors: &mut Errors) -> TokenStream {
    expand_tokens(tokens, false, private, errors)
}

fn expand_tokens(tokens: TokenStream, is_of_macro: bool, private: &TokenStream, errors: &mut Errors) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut expanded = TokenStream::new();
    let mut follows_bang = false;
    while let Some(token) = tokens.next() {
        let is_bang = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '!');
        match token {
            TokenTree::Literal(literal) => {
                // A macro of the user's may give such a pair a meaning.
                let pair = tokens.peek().filter(|_| !is_of_macro).and_then(|next| two_words(&literal, next));
                match pair {
                    Some(message) => {
                        errors.at(literal.span(), message);
                        tokens.next();
                        expanded.extend(mistaken(literal.span()));
                    }
                    None => expanded.extend(expand_literal(literal, private, errors)),
                }
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), expand_tokens(group.stream(), follows_bang, private, errors));
                inner.set_span(group.span());
                expanded.extend([TokenTree::Group(inner)]);
            }
            other => expanded.extend([other]),
        }
        follows_bang = is_bang;
    }
    expanded
}

/// The message for a duration that a space cuts in two: `100 ms`, `1h 30min`.
fn two_words(literal: &Literal, next: &TokenTree) -> Option<String> {
    let first = literal.to_string();
    let second = match next {
        TokenTree::Ident(unit) => unit.to_string(),
        TokenTree::Literal(second) => second.to_string(),
        _ => return None,
    };
    let joined = format!("{first}{second}");
    match (next, tenacity_duration::parse(&joined)) {
        (TokenTree::Ident(_), Ok(_)) => Some(format!("`{first} {second}` is one word: write `{joined}`")),
        (TokenTree::Ident(_), Err(mistake @ Mistake::Misspelled { .. }))
        | (TokenTree::Literal(_), Err(mistake @ Mistake::SeveralUnits { .. })) => Some(mistake.to_string()),
        _ => None,
    }
}

fn expand_literal(literal: Literal, private: &TokenStream, errors: &mut Errors) -> TokenStream {
    let span = literal.span();
    match parse(&literal.to_string()) {
        Parsed::Other => TokenTree::Literal(literal).into(),
        Parsed::Duration(duration) => duration_at(span, private, duration),
        Parsed::Mistake(message) => {
            errors.at(span, message);
            mistaken(span)
        }
    }
}

/// Puts every token at the literal, so that the compiler reports errors about the duration there. The path belongs to the expansion, so no
/// lint of the user's finds it too long.
fn duration_at(span: Span, private: &TokenStream, duration: Duration) -> TokenStream {
    let (secs, nanos) = (duration.as_secs(), duration.subsec_nanos());
    let private = private.clone().into_iter().map(|mut token| {
        token.set_span(Span::mixed_site().located_at(span));
        token
    });
    quote_spanned!(span=> #(#private)*::duration(#secs, #nanos))
}

/// Replaces a mistaken duration, so that no later check reports it again. No expansion holds it.
fn mistaken(span: Span) -> TokenStream {
    quote_spanned!(span=> __mistaken())
}

#[derive(Debug, PartialEq)]
enum Parsed {
    /// Not a number, or one that Rust understands.
    Other,
    Duration(Duration),
    Mistake(String),
}

fn parse(literal: &str) -> Parsed {
    if !literal.starts_with(|c: char| c.is_ascii_digit()) || is_in_another_base(literal) || is_number_of_rust(literal) {
        return Parsed::Other;
    }
    match tenacity_duration::parse(literal) {
        Ok(duration) => Parsed::Duration(duration),
        Err(mistake) => Parsed::Mistake(mistake.to_string()),
    }
}

/// Whether the decimal number has no suffix, or one of Rust's: `5`, `1.5`, `1e-3`, `2f64`.
fn is_number_of_rust(literal: &str) -> bool {
    let suffix = literal.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '.');
    let in_exponent = |c: char| c.is_ascii_digit() || "+-_".contains(c);
    let exponent = suffix.strip_prefix(['e', 'E']).filter(|exponent| exponent.starts_with(in_exponent));
    let suffix = exponent.map_or(suffix, |exponent| exponent.trim_start_matches(in_exponent));
    suffix.is_empty() || RUST_SUFFIXES.contains(&suffix)
}

fn is_in_another_base(literal: &str) -> bool {
    ["0x", "0o", "0b"].iter().any(|prefix| literal.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_with_a_unit_is_a_duration() {
        for (literal, nanos) in
            [("100ms", 100_000_000), ("1_000s", 1_000_000_000_000), ("1.5s", 1_500_000_000), ("5min", 300_000_000_000)]
        {
            assert_eq!(parse(literal), Parsed::Duration(Duration::from_nanos(nanos)), "{literal}");
        }
    }

    #[test]
    fn numbers_of_rust_and_other_literals_are_left_alone() {
        for literal in ["5", "5u32", "1.5", "2f64", "1e3", "1e-3", "0x1f", "0b11", "\"5s\"", "'s'"] {
            assert_eq!(parse(literal), Parsed::Other, "{literal}");
        }
    }

    #[test]
    fn the_listed_misspellings_have_the_messages_of_the_grammar() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../retry-duration/tests/bad_spellings.txt");
        let Ok(list) = std::fs::read_to_string(path) else {
            eprintln!("skipped: {path} is not part of the package");
            return;
        };
        for line in list.lines() {
            let (literal, message) = line.split_once(" => ").unwrap();
            assert_eq!(parse(literal), Parsed::Mistake(message.into()));
        }
    }
}
