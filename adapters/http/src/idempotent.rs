use http::{HeaderMap, HeaderName, Method};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Returns whether a server may receive the request twice without harm.
///
/// The method is GET, HEAD, PUT, DELETE, OPTIONS or TRACE, or the request has an `Idempotency-Key` header with any value. The methods are those
/// of [RFC 9110, section 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2). The header is that of
/// [draft-ietf-httpapi-idempotency-key-header](https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/), and works only
/// if the server implements it.
///
/// ```
/// use http::{HeaderMap, HeaderValue, Method};
/// use tenacity_http::is_idempotent;
///
/// let mut headers = HeaderMap::new();
/// assert!(is_idempotent(&Method::PUT, &headers));
/// assert!(!is_idempotent(&Method::POST, &headers));
///
/// headers.insert("idempotency-key", HeaderValue::from_static("order-42"));
/// assert!(is_idempotent(&Method::POST, &headers));
/// ```
pub fn is_idempotent(method: &Method, headers: &HeaderMap) -> bool {
    method.is_idempotent() || headers.contains_key(IDEMPOTENCY_KEY)
}
