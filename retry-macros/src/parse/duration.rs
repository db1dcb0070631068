//! Duration literals: `100ms`, `1.5s`, `5min`, anywhere in the arguments.

use std::time::Duration;

use proc_macro2::{Group, Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;

use super::errors::Errors;

/// The suffixes that Rust itself knows.
const RUST_SUFFIXES: [&str; 16] =
    ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f16", "f32", "f64", "f128"];

// Input:   wait_exponential(100ms).max(1.5s)
// Output:  wait_exponential(P::duration(0u64, 100000000u32)).max(P::duration(1u64, 500000000u32))
//
// On tokens, so that literals are found inside closures and macros, and before the parser meets a suffix that Rust does not know.
pub(crate) fn expand_literals(tokens: TokenStream, private: &TokenStream, errors: &mut Errors) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Literal(literal) => expand_literal(literal, private, errors),
            TokenTree::Group(group) => {
                let mut expanded = Group::new(group.delimiter(), expand_literals(group.stream(), private, errors));
                expanded.set_span(group.span());
                TokenTree::Group(expanded).into()
            }
            other => other.into(),
        })
        .collect()
}

fn expand_literal(literal: Literal, private: &TokenStream, errors: &mut Errors) -> TokenStream {
    let span = literal.span();
    match parse(&literal.to_string()) {
        Parsed::Other => TokenTree::Literal(literal).into(),
        Parsed::Duration(duration) => duration_at(span, private, duration),
        Parsed::Mistake(message) => {
            errors.at(span, message);
            duration_at(span, private, Duration::ZERO)
        }
    }
}

/// Every token at the literal, so that an error about the duration is reported there. The path is the expansion's: the user did not
/// write it, so no lint may find it too long.
fn duration_at(span: Span, private: &TokenStream, duration: Duration) -> TokenStream {
    let (secs, nanos) = (duration.as_secs(), duration.subsec_nanos());
    let private = private.clone().into_iter().map(|mut token| {
        token.set_span(Span::mixed_site().located_at(span));
        token
    });
    quote_spanned!(span=> #(#private)*::duration(#secs, #nanos))
}

#[derive(Debug, PartialEq)]
enum Parsed {
    /// Not a number, or one that Rust understands.
    Other,
    Duration(Duration),
    Mistake(String),
}

fn parse(literal: &str) -> Parsed {
    if !literal.starts_with(|c: char| c.is_ascii_digit()) || is_in_another_base(literal) {
        return Parsed::Other;
    }
    let digits_end = literal.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.')).unwrap_or(literal.len());
    let suffix = &literal[digits_end..];
    if suffix.is_empty() || RUST_SUFFIXES.contains(&suffix) {
        return Parsed::Other;
    }
    let in_exponent = |c: char| c.is_ascii_digit() || "+-_".contains(c);
    if let Some(exponent) = suffix.strip_prefix(['e', 'E']).filter(|rest| rest.starts_with(in_exponent)) {
        let suffix = exponent.trim_start_matches(in_exponent);
        return if suffix.is_empty() || RUST_SUFFIXES.contains(&suffix) {
            Parsed::Other
        } else {
            Parsed::Mistake(format!("`{literal}` has an exponent: write its digits out, as in `1500ms`"))
        };
    }
    match tenacity_duration::parse(literal) {
        Ok(duration) => Parsed::Duration(duration),
        Err(mistake) => Parsed::Mistake(mistake.to_string()),
    }
}

fn is_in_another_base(literal: &str) -> bool {
    ["0x", "0o", "0b"].iter().any(|prefix| literal.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(literal: &str) -> String {
        match parse(literal) {
            Parsed::Mistake(message) => message,
            other => panic!("{literal}: {other:?}"),
        }
    }

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
    fn a_wrong_unit_is_answered_with_the_right_one() {
        assert!(mistake("5m").contains("write `5min`"));
        assert!(mistake("30secs").contains("write `30s`"));
        assert!(mistake("5hrs").contains("write `5h`"));
        assert!(mistake("3days").contains("`ns`, `us`, `ms`, `s`, `min` or `h`"));
        assert_eq!(mistake("0.5ns"), "`0.5ns` is finer than a nanosecond");
        assert_eq!(mistake("1e3s"), "`1e3s` has an exponent: write its digits out, as in `1500ms`");
    }
}
