//! The delay that a server asks for.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use httpdate::parse_http_date;

/// Returns the delay that the `Retry-After` header of a response asks for, or `None` if there is no usable one.
///
/// The value is one of these ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)):
///
/// * **Seconds**, in decimal digits. A fraction is accepted (`1.5`), and so are leading zeros and surrounding spaces. If the number is too
///   large, the delay is `u64::MAX` seconds. So a limit such as [`max_retry_after`](crate::RetryIfTransient::max_retry_after) applies to it.
/// * **A date** in one of the three forms of [section 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7). The delay is the date minus
///   the `Date` header of the response, so the clock of the server may be wrong. If `Date` is missing or invalid, `now` replaces it.
///
/// A delay of zero and a date in the past are not a hint. A sign (`-1`, `+3`), an exponent (`1e9`) or a wrong weekday makes a value invalid, and
/// an invalid value is ignored. If there are several headers, or several values in a header, the longest delay counts.
///
/// Nothing is allocated.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use http::{HeaderMap, HeaderValue};
/// use tenacity_http::retry_after;
///
/// let mut headers = HeaderMap::new();
/// headers.insert("retry-after", HeaderValue::from_static("120"));
/// assert_eq!(retry_after(&headers, SystemTime::now()), Some(Duration::from_secs(120)));
///
/// headers.insert("date", HeaderValue::from_static("Fri, 15 May 2015 15:34:21 GMT"));
/// headers.insert("retry-after", HeaderValue::from_static("Fri, 15 May 2015 15:34:51 GMT"));
/// assert_eq!(retry_after(&headers, SystemTime::now()), Some(Duration::from_secs(30)));
/// ```
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    hint(headers, || now)
}

/// The same with the system's clock, which is read only for a date without a `Date`.
pub(crate) fn retry_after_now(headers: &HeaderMap) -> Option<Duration> {
    hint(headers, SystemTime::now)
}

fn hint(headers: &HeaderMap, now: impl FnOnce() -> SystemTime + Copy) -> Option<Duration> {
    let delays = headers.get_all(RETRY_AFTER).iter().filter_map(|value| longest(trimmed(value)?, headers, now));
    delays.max().filter(|delay| !delay.is_zero())
}

/// Returns the longest delay in one header.
///
/// A proxy may join headers by commas, and a date contains a comma itself. So a value is tried as one delay first.
fn longest(value: &str, headers: &HeaderMap, now: impl FnOnce() -> SystemTime + Copy) -> Option<Duration> {
    if let Some(delay) = delay(value, headers, now) {
        return Some(delay);
    }
    let mut longest = None;
    let mut rest = value;
    while let Some((first, after)) = rest.split_once(',') {
        longest = longest.max(delay(first.trim(), headers, now));
        // `Fri, 15 May 2015 15:34:51 GMT`, up to the second comma.
        let end = after.find(',').map_or(rest.len(), |comma| first.len() + 1 + comma);
        longest = longest.max(delay(rest[..end].trim(), headers, now));
        rest = after;
    }
    longest.max(delay(rest.trim(), headers, now))
}

/// Reads one delay: seconds, or a date.
fn delay(value: &str, headers: &HeaderMap, now: impl FnOnce() -> SystemTime) -> Option<Duration> {
    if value.starts_with(|first: char| first.is_ascii_digit()) {
        return seconds(value);
    }
    let date = parse_http_date(value).ok()?;
    let sent = headers.get(DATE).and_then(trimmed).and_then(|date| parse_http_date(date).ok());
    date.duration_since(sent.unwrap_or_else(now)).ok()
}

/// Reads decimal digits, with or without a fraction.
fn seconds(value: &str) -> Option<Duration> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let whole = whole.bytes().fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanos = digits.fold(0, |sum, digit| 10 * sum + u32::from(digit - b'0'));
    Some(Duration::new(whole, nanos))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the text without surrounding spaces, or `None` if it is not visible ASCII.
fn trimmed(value: &HeaderValue) -> Option<&str> {
    Some(value.to_str().ok()?.trim())
}
