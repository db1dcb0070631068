//! The texts that are durations, and the messages for other texts.

use std::time::Duration;

use tenacity_duration::{UNITS, Written, parse};

fn mistake(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn every_unit_has_its_length() {
    for (text, nanos) in [
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
        ("1.0000000000s", 1_000_000_000),
        ("1.5_0s", 1_500_000_000),
        ("0.0000000000025h", 9),
    ] {
        assert_eq!(parse(text), Ok(Duration::from_nanos(nanos)), "{text}");
    }
    assert_eq!(parse("18446744073709551615.999999999s"), Ok(Duration::MAX));
}

#[test]
fn the_error_for_a_misspelled_unit_shows_the_right_spelling() {
    for (text, right) in [
        ("5m", "5min"),
        ("30secs", "30s"),
        ("5hrs", "5h"),
        ("1.5 s", "1.5s"),
        ("250MS", "250ms"),
        ("8µs", "8us"),
        ("9Nanoseconds", "9ns"),
        ("30", "30s"),
    ] {
        assert!(mistake(text).contains(&format!("write `{right}`")), "{}", mistake(text));
    }
    assert!(mistake("3days").ends_with(UNITS));
    assert!(mistake("1h30parsecs").contains("`h30parsecs` in `1h30parsecs` is not a unit of time"));
}

#[test]
fn several_units_are_answered_with_their_sum() {
    for (text, right) in [("1h30min", "90min"), ("1h 30m", "90min"), ("1m30s", "90s"), ("2min0.5s", "120500ms"), ("1h1h", "2h")] {
        assert_eq!(mistake(text), format!("`{text}` has several units: write `{right}`"));
        assert!(parse(right).is_ok(), "{right}");
    }
    for text in ["1h30", "1h.5min", "1h30min!", "18446744073709551615s1s"] {
        assert!(mistake(text).contains("is not a unit of time"), "{}", mistake(text));
    }
}

/// The tests of the attribute and of the configuration read the same list, so that all three have the same messages.
#[test]
fn the_listed_misspellings_have_their_messages() {
    let list = include_str!("bad_spellings.txt").lines().map(|line| line.split_once(" => ").unwrap());
    for (text, message) in list {
        assert_eq!(mistake(text), message);
    }
}

#[test]
fn a_text_without_a_number_is_rejected() {
    for text in ["", "s", "-5s", ".5s", "5.s", "1.2.3s", "_5s", " 5s", "\"5s\"", "forever"] {
        assert!(mistake(text).starts_with(&format!("`{text}` is not a duration")), "{text}");
    }
}

#[test]
fn nothing_is_rounded_or_wrapped() {
    for fine in ["0.5ns", "1.0000000001s", "1.07ns", "0.000000000001min"] {
        assert_eq!(mistake(fine), format!("`{fine}` is finer than a nanosecond"));
    }
    for long in ["18446744073709551616s", "5124095576030432h", "9999999999999999999999999999999999999999999h"] {
        assert_eq!(mistake(long), format!("`{long}` is longer than the longest `Duration`"));
    }
}

#[test]
fn a_written_duration_parses_to_itself() {
    for (duration, text) in [
        (Duration::ZERO, "0s"),
        (Duration::from_millis(1500), "1500ms"),
        (Duration::from_secs(90), "90s"),
        (Duration::from_secs(7200), "2h"),
        (Duration::MAX, "18446744073709551615999999999ns"),
    ] {
        assert_eq!(Written(duration).to_string(), text);
        assert_eq!(parse(text), Ok(duration));
    }
}
