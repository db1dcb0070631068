//! Checks of durations as literals of the attribute and in configurations.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, Lit};
use tenacity::{RetryConfig, RetryState, Wait};

use crate::parse::duration;
use crate::parse::errors::Errors;

/// The units, with their lengths in nanoseconds.
const UNITS: [(&str, u64); 6] =
    [("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000), ("h", 3_600_000_000_000)];

/// A text that is a valid duration reads as exactly that duration. Every other text is rejected.
///
/// # Panics
///
/// If the check fails.
pub fn check(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let expected = exactly(text);
    assert_eq!(configured(text), expected, "in a configuration: {text:?}");
    if let Some(literal) = literal(text) {
        assert_eq!(expanded(literal), expected, "as a literal: {text:?}");
    }
}

/// Computes the duration by long multiplication, as on paper, so nothing can overflow or round.
fn exactly(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at(text.rfind(|c: char| c.is_ascii_digit() || "_.".contains(c))? + 1);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let is_number = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_digit()) && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
    };
    let (_, length) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).map(|byte| u64::from(byte - b'0')).collect::<Vec<_>>();
    let places = digits(fraction).len();
    let mut carry = 0;
    let mut product = Vec::new();
    for digit in digits(whole).into_iter().chain(digits(fraction)).rev() {
        carry += digit * length;
        product.push(carry % 10);
        carry /= 10;
    }
    while carry > 0 {
        product.push(carry % 10);
        carry /= 10;
    }
    let (beyond, nanos) = product.split_at(places);
    if beyond.iter().any(|digit| *digit != 0) {
        return None;
    }
    let nanos = nanos.iter().rev().try_fold(0_u128, |nanos, digit| nanos.checked_mul(10)?.checked_add(u128::from(*digit)))?;
    let secs = u64::try_from(nanos / 1_000_000_000).ok()?;
    Some(Duration::new(secs, u32::try_from(nanos % 1_000_000_000).expect("a remainder")))
}

fn configured(text: &str) -> Option<Duration> {
    match RetryConfig::from_vars("R", [("R_WAIT_FIXED", text)]) {
        Ok(config) => Some(config.wait().delay(&RetryState::at(1, Duration::ZERO))),
        Err(error) => {
            assert!(error.to_string().starts_with("R_WAIT_FIXED: `"), "{error}");
            None
        }
    }
}

/// The Rust literal with this text, if the text is a literal that may be a duration.
fn literal(text: &str) -> Option<TokenTree> {
    let mut tokens = text.parse::<TokenStream>().ok()?.into_iter();
    match (tokens.next()?, tokens.next()) {
        (TokenTree::Literal(literal), None) if literal.to_string() == text => Some(literal.into()),
        _ => None,
    }
}

/// The duration in the expansion of a literal: `P::duration(1u64, 500000000u32)`.
fn expanded(literal: TokenTree) -> Option<Duration> {
    let mut errors = Errors::default();
    let private = Ident::new("P", Span::call_site()).into_token_stream();
    let tokens = duration::expand_literals(literal.into(), &private, &mut errors);
    if errors.any() {
        return None;
    }
    let Ok(Expr::Call(call)) = syn::parse2(tokens) else { return None };
    let numbers = call.args.iter().filter_map(|argument| match argument {
        Expr::Lit(number) => Some(&number.lit),
        _ => None,
    });
    match numbers.collect::<Vec<_>>()[..] {
        [Lit::Int(secs), Lit::Int(nanos)] => {
            Some(Duration::new(secs.base10_parse().expect("seconds"), nanos.base10_parse().expect("nanoseconds")))
        }
        _ => panic!("no duration: {}", call.to_token_stream()),
    }
}
