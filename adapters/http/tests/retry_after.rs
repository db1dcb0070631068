//! `Retry-After`, in all its forms and with every mistake that a server can make.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use tenacity_http::retry_after;

/// `now` in all tests: 15:34:21 on 15 May 2015.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_431_704_061)
}

fn hint(values: &[&[u8]], date: Option<&str>) -> Option<Duration> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(RETRY_AFTER, HeaderValue::from_bytes(value).unwrap());
    }
    if let Some(date) = date {
        headers.insert(DATE, date.parse().unwrap());
    }
    retry_after(&headers, now())
}

#[expect(clippy::unnecessary_wraps, reason = "the form of an expected hint")]
fn seconds(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}

#[test]
fn the_clock_of_the_tests_is_the_moment_in_their_dates() {
    assert_eq!(httpdate::fmt_http_date(now()), "Fri, 15 May 2015 15:34:21 GMT");
}

#[test]
fn each_value_has_one_reading() {
    let table: &[(&str, Option<Duration>)] = &[
        // Seconds.
        ("120", seconds(120)),
        ("1.5", Some(Duration::from_millis(1500))),
        ("0.0000000019", Some(Duration::from_nanos(1))),
        ("007", seconds(7)),
        (" 3 ", seconds(3)),
        ("\t3", seconds(3)),
        // Zero is not a hint.
        ("0", None),
        ("0.0", None),
        ("0.0000000001", None),
        // Not a number: a sign, an exponent, half a fraction, a unit.
        ("-1", None),
        ("+3", None),
        ("1e9", None),
        ("1.", None),
        (".5", None),
        ("1.-5", None),
        ("1.5.5", None),
        ("0x10", None),
        ("5s", None),
        ("NaN", None),
        ("inf", None),
        ("soon", None),
        ("", None),
        ("  ", None),
        (",", None),
        // Dates: the preferred form, and the two obsolete ones.
        ("Fri, 15 May 2015 15:34:51 GMT", seconds(30)),
        ("Friday, 15-May-15 15:34:51 GMT", seconds(30)),
        ("Fri May 15 15:34:51 2015", seconds(30)),
        (" Fri, 15 May 2015 15:34:51 GMT ", seconds(30)),
        // Now, the past, and the first moment.
        ("Fri, 15 May 2015 15:34:21 GMT", None),
        ("Fri, 15 May 2015 15:34:20 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Tue, 31 Dec 2999 23:59:59 GMT", seconds(32_503_679_999 - 1_431_704_061)),
        // Not a date: the wrong weekday, a day that does not exist, another zone, RFC 3339.
        ("Mon, 15 May 2015 15:34:51 GMT", None),
        ("Sat, 30 Feb 2030 00:00:00 GMT", None),
        ("Fri, 15 May 2015 15:34:51 CET", None),
        ("2015-05-15T15:34:51Z", None),
        // Several values in a header: the longest, in any order and of any form.
        ("5, 3", seconds(5)),
        ("3,5", seconds(5)),
        ("3, soon", seconds(3)),
        ("soon, 3", seconds(3)),
        ("3, Fri, 15 May 2015 15:34:51 GMT", seconds(30)),
        ("Fri, 15 May 2015 15:34:51 GMT, 3", seconds(30)),
        ("Fri, 15 May 2015 15:34:51 GMT, Fri, 15 May 2015 15:35:21 GMT", seconds(60)),
        ("Fri May 15 15:34:51 2015, 45", seconds(45)),
    ];
    for (value, expected) in table {
        assert_eq!(hint(&[value.as_bytes()], None), *expected, "`{value}`");
    }
}

#[test]
fn a_number_beyond_u64_becomes_the_longest_delay() {
    assert_eq!(hint(&[b"99999999999999999999"], None), seconds(u64::MAX));
    assert_eq!(hint(&[b"18446744073709551615.999999999999"], None), Some(Duration::MAX));
    assert_eq!(hint(&[&[b'9'; 10_000]], None), seconds(u64::MAX));
}

#[test]
fn bytes_that_are_not_ascii_are_ignored() {
    assert_eq!(hint(&[b"\xff\xfe"], None), None);
    assert_eq!(hint(&["٣".as_bytes()], None), None); // a digit, but not of HTTP
    assert_eq!(hint(&[b"\xff", b"3"], None), seconds(3));
}

#[test]
fn the_longest_of_several_headers_counts() {
    assert_eq!(hint(&[b"3", b"5", b"4"], None), seconds(5));
    assert_eq!(hint(&[b"soon", b"5"], None), seconds(5));
    assert_eq!(hint(&[b"0", b"soon"], None), None);
    assert_eq!(hint(&[], None), None);
}

#[test]
fn a_date_counts_from_the_date_of_the_response() {
    let in_half_a_minute = |date| hint(&[b"Fri, 15 May 2015 16:34:51 GMT"], date);
    // The server's clock is an hour ahead, and cancels out.
    assert_eq!(in_half_a_minute(Some("Fri, 15 May 2015 16:34:21 GMT")), seconds(30));
    assert_eq!(in_half_a_minute(None), seconds(3630));
    // An hour behind: ours would call it the past.
    assert_eq!(hint(&[b"Fri, 15 May 2015 14:34:51 GMT"], Some("Fri, 15 May 2015 14:34:21 GMT")), seconds(30));
    // An obsolete form, and a clock that was never set.
    assert_eq!(in_half_a_minute(Some("Friday, 15-May-15 16:34:50 GMT")), seconds(1));
    assert_eq!(hint(&[b"Thu, 01 Jan 1970 00:00:09 GMT"], Some("Thu, 01 Jan 1970 00:00:00 GMT")), seconds(9));
}

#[test]
fn a_broken_date_falls_back_on_the_own_clock() {
    for broken in ["yesterday", "", "Mon, 15 May 2015 16:34:21 GMT", "0"] {
        assert_eq!(hint(&[b"Fri, 15 May 2015 15:34:51 GMT"], Some(broken)), seconds(30), "`{broken}`");
    }
}

#[test]
fn a_date_does_not_change_a_number() {
    assert_eq!(hint(&[b"5"], Some("Fri, 15 May 2015 16:34:21 GMT")), seconds(5));
}
