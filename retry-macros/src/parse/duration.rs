//! Duration literals: `100ms`, `1.5s`, `5min`, anywhere in the arguments.

use proc_macro2::{Group, Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;

use super::errors::Errors;

const NANOS_PER_SEC: u128 = 1_000_000_000;

/// The units, each with its length in nanoseconds.
const UNITS: [(&str, u128); 6] =
    [("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", NANOS_PER_SEC), ("min", 60 * NANOS_PER_SEC), ("h", 3600 * NANOS_PER_SEC)];

/// What people write for a unit, and the unit they mean.
const MISSPELLINGS: [(&str, &str); 15] = [
    ("m", "min"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("hr", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("msec", "ms"),
    ("millis", "ms"),
    ("µs", "us"),
    ("usec", "us"),
];

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
        Parsed::Nanos(nanos) => {
            let secs = u64::try_from(nanos / NANOS_PER_SEC).expect("checked by `parse`");
            let nanos = u32::try_from(nanos % NANOS_PER_SEC).expect("a remainder below 10^9");
            duration_at(span, private, secs, nanos)
        }
        Parsed::Mistake(message) => {
            errors.at(span, message);
            duration_at(span, private, 0, 0)
        }
    }
}

/// Every token at the literal, so that an error about the duration is reported there. The path is the expansion's: the user did not
/// write it, so no lint may find it too long.
fn duration_at(span: Span, private: &TokenStream, secs: u64, nanos: u32) -> TokenStream {
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
    Nanos(u128),
    Mistake(String),
}

fn parse(literal: &str) -> Parsed {
    if !literal.starts_with(|c: char| c.is_ascii_digit()) || is_in_another_base(literal) {
        return Parsed::Other;
    }
    let digits_end = literal.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.')).unwrap_or(literal.len());
    let (number, suffix) = literal.split_at(digits_end);
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
    match UNITS.iter().find(|(unit, _)| *unit == suffix) {
        Some((_, length)) => match nanos(number, *length) {
            Ok(nanos) => Parsed::Nanos(nanos),
            Err(problem) => Parsed::Mistake(format!("`{literal}` {problem}")),
        },
        None => Parsed::Mistake(unknown_unit(literal, number, suffix)),
    }
}

fn is_in_another_base(literal: &str) -> bool {
    ["0x", "0o", "0b"].iter().any(|prefix| literal.starts_with(prefix))
}

fn unknown_unit(literal: &str, number: &str, suffix: &str) -> String {
    let units = "`ns`, `us`, `ms`, `s`, `min` or `h`";
    match MISSPELLINGS.iter().find(|(wrong, _)| *wrong == suffix) {
        Some((_, unit)) => format!("`{suffix}` is not a unit of time here: write `{number}{unit}`; the units are {units}"),
        None => format!("`{suffix}` in `{literal}` is not a unit of time: write {units}"),
    }
}

/// `number` (digits, `_`, at most one point) times `unit`, exactly.
fn nanos(number: &str, unit: u128) -> Result<u128, &'static str> {
    let too_long = "is longer than the longest `Duration`";
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = count(whole).and_then(|count| count.checked_mul(unit)).ok_or(too_long)?;
    let fraction = fraction.replace('_', "");
    let fraction = fraction.trim_end_matches('0');
    let scale = u32::try_from(fraction.len()).ok().and_then(|places| 10_u128.checked_pow(places));
    let part = count(fraction).and_then(|count| count.checked_mul(unit)).zip(scale);
    // What is too small to count ends below the nanosecond, too.
    let part = part.filter(|(part, scale)| part % scale == 0).map(|(part, scale)| part / scale);
    let nanos = whole.checked_add(part.ok_or("is finer than a nanosecond")?).ok_or(too_long)?;
    if nanos / NANOS_PER_SEC > u128::from(u64::MAX) { Err(too_long) } else { Ok(nanos) }
}

/// The number that the digits write, whatever stands between them.
fn count(digits: &str) -> Option<u128> {
    let mut digits = digits.chars().filter_map(|c| c.to_digit(10)).map(u128::from);
    digits.try_fold(0_u128, |count, digit| count.checked_mul(10)?.checked_add(digit))
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
    fn every_unit_has_its_length() {
        for (literal, expected) in [
            ("7ns", 7),
            ("250us", 250_000),
            ("100ms", 100_000_000),
            ("1_000s", 1_000_000_000_000),
            ("5min", 300_000_000_000),
            ("2h", 7_200_000_000_000),
            ("1.5s", 1_500_000_000),
            ("0.000000001s", 1),
            ("1.25min", 75_000_000_000),
            ("0.5h", 1_800_000_000_000),
            ("18446744073709551615.999999999s", u128::from(u64::MAX) * NANOS_PER_SEC + 999_999_999),
        ] {
            assert_eq!(parse(literal), Parsed::Nanos(expected), "{literal}");
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
        assert!(mistake("3days").contains("`ns`, `us`, `ms`, `s`, `min` or `h`"));
        assert_eq!(mistake("1e3s"), "`1e3s` has an exponent: write its digits out, as in `1500ms`");
    }

    #[test]
    fn nothing_is_rounded_or_wrapped() {
        assert_eq!(mistake("0.5ns"), "`0.5ns` is finer than a nanosecond");
        assert_eq!(mistake("1.0000000001s"), "`1.0000000001s` is finer than a nanosecond");
        assert_eq!(mistake("1.07ns"), "`1.07ns` is finer than a nanosecond");
        assert_eq!(mistake("0.000000000001min"), "`0.000000000001min` is finer than a nanosecond");
        assert_eq!(parse("0.0000000000025h"), Parsed::Nanos(9));
        assert_eq!(parse("1.0000000000s"), Parsed::Nanos(NANOS_PER_SEC));
        assert!(mistake("18446744073709551616s").contains("longer than the longest"));
        assert!(mistake("9999999999999999999999999999999999999999999h").contains("longer than the longest"));
    }
}
