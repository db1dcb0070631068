use http::{HeaderMap, Response, StatusCode};

/// A response that [`retry_if_transient`](crate::retry_if_transient) judges by its status and its headers.
///
/// Implemented for [`http::Response`] and, with feature `reqwest`, for `reqwest::Response`. Implement it for a response of your own:
///
/// ```
/// use std::{io, time::Duration};
/// use http::{HeaderMap, StatusCode};
/// use tenacity::prelude::*;
/// use tenacity_http::{HttpResponse, retry_if_transient};
///
/// struct Answer { status: StatusCode, headers: HeaderMap, body: String }
///
/// impl HttpResponse for Answer {
///     fn status(&self) -> StatusCode { self.status }
///     fn headers(&self) -> &HeaderMap { &self.headers }
/// }
///
/// let busy = Answer { status: StatusCode::SERVICE_UNAVAILABLE, headers: HeaderMap::new(), body: String::new() };
/// let verdict = retry_if_transient().verdict(&io::Result::Ok(busy), &RetryState::at(1, Duration::ZERO));
/// assert_eq!(verdict, Verdict::Retry);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no status and headers for `retry_if_transient()` to judge",
    note = "return a `http::Response` or a `reqwest::Response`, or implement `tenacity_http::HttpResponse`; a `Result` without a response \
            needs `retry_if_err(|e| e.transport())`, with the trait `tenacity_http::TransportError`"
)]
pub trait HttpResponse {
    /// Returns the status.
    fn status(&self) -> StatusCode;

    /// Returns the headers.
    fn headers(&self) -> &HeaderMap;
}

impl<B> HttpResponse for Response<B> {
    fn status(&self) -> StatusCode {
        self.status()
    }

    fn headers(&self) -> &HeaderMap {
        self.headers()
    }
}

#[cfg(feature = "reqwest")]
impl HttpResponse for reqwest::Response {
    fn status(&self) -> StatusCode {
        self.status()
    }

    fn headers(&self) -> &HeaderMap {
        self.headers()
    }
}
