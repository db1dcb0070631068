//! The header that carries the number of an attempt.

use http::{HeaderMap, HeaderName, HeaderValue};
use tenacity_core::RetryState;

const RETRY_ATTEMPT: HeaderName = HeaderName::from_static("retry-attempt");

/// Writes `retry-attempt: n` into the headers of a request, where `n` is the number of its attempt.
///
/// The header is written from the second attempt on. At the first attempt, an existing header is removed: it belongs to another call.
///
/// The state is the one that `state = …` gives to the body of a function, or a `before` hook. Its
/// [`attempt_number`](RetryState::attempt_number) is that of the attempt that begins.
///
/// ```
/// use http::HeaderMap;
/// use tenacity::{prelude::*, testing::no_sleep};
/// use tenacity_http::{attempt, record_attempt};
///
/// #[retry(stop = stop_after_attempt(3), state = state)]
/// fn send(received: &mut Vec<u32>) -> Option<()> {
///     let mut headers = HeaderMap::new();
///     record_attempt(&mut headers, state);
///     received.push(attempt(&headers)); // in the server
///     None
/// }
///
/// let _guard = no_sleep();
/// let mut received = vec![];
/// send(&mut received);
/// assert_eq!(received, [1, 2, 3]);
/// ```
pub fn record_attempt(headers: &mut HeaderMap, state: &RetryState) {
    let number = state.attempt_number();
    if number > 1 {
        headers.insert(RETRY_ATTEMPT, HeaderValue::from(number));
    } else {
        headers.remove(RETRY_ATTEMPT);
    }
}

/// Returns the number of the attempt that sent a request, from its `retry-attempt` header, which [`record_attempt`] writes.
///
/// Returns 1 if there is no header, or its value is 0 or not a number. If a header is repeated, its first value counts.
///
/// A server that is overloaded may reject resends first, because the first attempts of other calls have a better chance:
///
/// ```
/// use http::{HeaderMap, HeaderValue, StatusCode};
/// use tenacity_http::attempt;
///
/// fn admit(headers: &HeaderMap, load: f64) -> StatusCode {
///     if load > 0.9 && attempt(headers) > 1 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }
/// }
///
/// let mut headers = HeaderMap::new();
/// assert_eq!(admit(&headers, 0.95), StatusCode::OK);
/// headers.insert("retry-attempt", HeaderValue::from_static("2"));
/// assert_eq!(admit(&headers, 0.95), StatusCode::SERVICE_UNAVAILABLE);
/// ```
pub fn attempt(headers: &HeaderMap) -> u32 {
    let value = headers.get(RETRY_ATTEMPT).and_then(|value| value.to_str().ok());
    value.and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}
