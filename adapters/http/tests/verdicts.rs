//! Responses: statuses, hints and their limit, idempotency, the number of an attempt, and the operators.

use std::convert::Infallible;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use tenacity::prelude::*;
use tenacity_http::{RetryIfTransient, attempt, is_idempotent, record_attempt, retry_if_transient, verdict};

type Outcome = Result<Response<()>, Infallible>;

#[expect(clippy::unnecessary_wraps, reason = "the type of the whole outcome is under test")]
fn response(status: u16, retry_after: Option<&str>) -> Outcome {
    let mut response = Response::builder().status(status);
    if let Some(value) = retry_after {
        response = response.header("retry-after", value);
    }
    Ok(response.body(()).unwrap())
}

fn judge(predicate: impl Predicate<Outcome>, status: u16, retry_after: Option<&str>) -> Verdict {
    predicate.verdict(&response(status, retry_after), &RetryState::at(1, Duration::ZERO))
}

/// The statuses that a predicate retries.
fn retried(predicate: impl Predicate<Outcome> + Copy) -> Vec<u16> {
    (100..1000).filter(|status| judge(predicate, *status, None).is_retry()).collect()
}

const SEVEN: Verdict = Verdict::RetryAfter(Duration::from_secs(7));

#[test]
fn six_statuses_are_retried() {
    assert_eq!(retried(retry_if_transient()), [408, 425, 429, 502, 503, 504]);
    let by_function = |code: &u16| verdict(StatusCode::from_u16(*code).unwrap(), &HeaderMap::new()).is_retry();
    assert_eq!((100..1000).filter(by_function).collect::<Vec<_>>(), [408, 425, 429, 502, 503, 504]);
}

#[test]
fn a_retry_after_of_a_retried_status_is_the_hint() {
    for status in [408, 425, 429, 502, 503, 504] {
        assert_eq!(judge(retry_if_transient(), status, Some("7")), SEVEN, "{status}");
    }
    assert_eq!(judge(retry_if_transient(), 503, Some("0")), Verdict::Retry);
    assert_eq!(judge(retry_if_transient(), 503, Some("soon")), Verdict::Retry);
    for status in [200, 301, 404, 500] {
        assert_eq!(judge(retry_if_transient(), status, Some("7")), Verdict::Accept, "{status}");
    }
}

#[test]
fn any_status_can_be_added_and_removed() {
    let code = |code| StatusCode::from_u16(code).unwrap();
    let predicate = retry_if_transient().also(code(100)).also(code(500)).also(code(999)).never(code(503)).never(code(404));
    assert_eq!(retried(predicate), [100, 408, 425, 429, 500, 502, 504, 999]);
    assert_eq!(judge(predicate, 500, Some("7")), SEVEN);
    assert_eq!(retried(predicate.also(code(503)).never(code(500))), [100, 408, 425, 429, 502, 503, 504, 999]);
}

#[test]
fn a_hint_beyond_the_maximum_ends_the_call() {
    let hinted = |predicate: RetryIfTransient, delay| judge(predicate, 503, Some(delay));
    assert_eq!(hinted(retry_if_transient(), "300"), Verdict::RetryAfter(Duration::from_secs(300)));
    for delay in ["300.000000001", "301", "99999999999999999999", "Tue, 31 Dec 2999 23:59:59 GMT"] {
        assert_eq!(hinted(retry_if_transient(), delay), Verdict::Accept, "{delay}");
    }
    assert_eq!(hinted(retry_if_transient().max_retry_after(Duration::from_secs(6)), "7"), Verdict::Accept);
    assert_eq!(hinted(retry_if_transient().max_retry_after(Duration::ZERO), "0"), Verdict::Retry);
    let patient = retry_if_transient().max_retry_after(Duration::MAX);
    assert_eq!(hinted(patient, "99999999999999999999"), Verdict::RetryAfter(Duration::from_secs(u64::MAX)));
}

#[test]
fn the_function_verdict_limits_no_hint() {
    let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, HeaderValue::from_static("3600"))]);
    let hinted = verdict(StatusCode::SERVICE_UNAVAILABLE, &headers);
    assert_eq!(hinted, Verdict::RetryAfter(Duration::from_secs(3600)));
}

#[test]
fn only_unprocessed_requests_are_repeated_if_asked() {
    let predicate = retry_if_transient().unprocessed_only();
    assert_eq!(retried(predicate), [429]);
    assert_eq!(judge(predicate, 503, Some("7")), SEVEN);
    assert_eq!(judge(predicate, 503, Some("0")), Verdict::Retry); // the server still refused it
    assert_eq!(judge(predicate, 504, Some("7")), Verdict::Accept);
    assert_eq!(judge(predicate, 503, Some("301")), Verdict::Accept);
    assert_eq!(retried(predicate.also(StatusCode::INTERNAL_SERVER_ERROR)), [429]);
    assert_eq!(retried(predicate.never(StatusCode::TOO_MANY_REQUESTS)), [0_u16; 0]);
}

#[test]
fn the_predicate_has_the_operators() {
    let conflict = || retry_if_ok(|response: &Response<()>| response.status() == 409);
    let is = |predicate: &dyn Predicate<Outcome>, status| judge(predicate, status, Some("7"));

    assert_eq!([409, 503, 404].map(|s| is(&(retry_if_transient() | conflict()), s)), [Verdict::Retry, SEVEN, Verdict::Accept]);
    assert_eq!([409, 503].map(|s| is(&(conflict() | retry_if_transient()), s)), [Verdict::Retry, SEVEN]);
    assert_eq!([409, 503].map(|s| is(&(retry_if_transient() & !conflict()), s)), [Verdict::Accept, SEVEN]);
    assert_eq!([404, 503].map(|s| is(&!retry_if_transient(), s)), [Verdict::Retry, Verdict::Accept]);
    assert_eq!([409, 503].map(|s| is(&retry_if_transient().or(conflict()), s)), [Verdict::Retry, SEVEN]);
    assert_eq!([409, 503].map(|s| is(&retry_if_transient().and(conflict().not()), s)), [Verdict::Accept, SEVEN]);
    assert_eq!([404, 503].map(|s| is(&retry_if_transient().not(), s)), [Verdict::Retry, Verdict::Accept]);
}

#[test]
fn the_predicate_is_a_small_constant_that_reads_no_clock() {
    const PREDICATE: RetryIfTransient = retry_if_transient().never(StatusCode::BAD_GATEWAY).unprocessed_only();
    assert!(!Predicate::<Outcome>::reads_state(&PREDICATE));
    assert!(size_of_val(&PREDICATE) <= 152);
    let debug = format!("{PREDICATE:?}");
    assert!(debug.contains("{408, 425, 429, 503, 504}") && debug.contains("300s"), "{debug}");
}

#[test]
fn six_methods_and_a_key_make_a_request_idempotent() {
    let none = HeaderMap::new();
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE] {
        assert!(is_idempotent(&method, &none), "{method}");
    }
    let key = HeaderMap::from_iter([("Idempotency-Key".parse().unwrap(), HeaderValue::from_static("42"))]);
    for method in [Method::POST, Method::PATCH, Method::CONNECT, Method::from_bytes(b"PURGE").unwrap()] {
        assert!(!is_idempotent(&method, &none), "{method}");
        assert!(is_idempotent(&method, &key), "{method}");
    }
}

#[test]
fn the_number_of_the_attempt_reaches_the_server_from_the_second_on() {
    let mut headers = HeaderMap::new();
    for n in [1, 2, 3, u32::MAX] {
        record_attempt(&mut headers, &RetryState::at(n, Duration::ZERO));
        assert_eq!(headers.get("retry-attempt").map(|value| value.to_str().unwrap().to_owned()), (n > 1).then(|| n.to_string()));
        assert_eq!(attempt(&headers), n);
    }
    // The next call reuses the headers.
    record_attempt(&mut headers, &RetryState::at(1, Duration::ZERO));
    assert!(headers.is_empty());
}

#[test]
fn a_header_that_is_not_a_number_counts_as_the_first_attempt() {
    let read = |value: &[u8]| {
        let mut headers = HeaderMap::new();
        headers.insert("retry-attempt", HeaderValue::from_bytes(value).unwrap());
        attempt(&headers)
    };
    for value in [&b""[..], b"0", b"-1", b"2.0", b"two", b"4294967296", b"\xff"] {
        assert_eq!(read(value), 1, "{value:?}");
    }
    assert_eq!(read(b"007"), 7);
    assert_eq!(attempt(&HeaderMap::new()), 1);
}

#[test]
fn a_call_waits_as_long_as_the_server_asks() {
    #[retry(retry = retry_if_transient(), stop = stop_after_attempt(3) | stop_before_delay(10s), wait = wait_fixed(1s), state = state)]
    fn request() -> Outcome {
        match state.attempt_number() {
            1 => response(503, Some("7")),
            2 => response(502, None),
            _ => response(200, None),
        }
    }

    let guard = tenacity::testing::no_sleep();
    assert_eq!(request().unwrap().status(), 200);
    assert_eq!(guard.sleeps(), [7, 1].map(Duration::from_secs));
}
