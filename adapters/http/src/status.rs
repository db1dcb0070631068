//! The statuses that are retried.

use std::fmt;

use http::{HeaderMap, StatusCode};
use tenacity_core::Verdict;

use crate::retry_after::retry_after_now;

/// Returns the decision about a response.
///
/// | status | verdict |
/// |---|---|
/// | 408, 425, 429, 502, 503, 504, with a [`Retry-After`](crate::retry_after) | [`RetryAfter`](Verdict::RetryAfter) its delay |
/// | the same without a usable one | [`Retry`](Verdict::Retry) |
/// | any other, also 500 | [`Accept`](Verdict::Accept) |
///
/// A 500 is often a bug in the server, which the next attempt meets again. The delay has no limit here. If the error of a function holds the
/// response, use this function in the function's predicate or in its `Retryable`. Otherwise, [`retry_if_transient`](crate::retry_if_transient)
/// judges the whole outcome.
///
/// ```
/// use std::time::Duration;
/// use http::{HeaderMap, HeaderValue, StatusCode};
/// use tenacity::prelude::*;
/// use tenacity_http::verdict;
///
/// let mut headers = HeaderMap::new();
/// assert_eq!(verdict(StatusCode::SERVICE_UNAVAILABLE, &headers), Verdict::Retry);
/// assert_eq!(verdict(StatusCode::INTERNAL_SERVER_ERROR, &headers), Verdict::Accept);
///
/// headers.insert("retry-after", HeaderValue::from_static("7"));
/// assert_eq!(verdict(StatusCode::TOO_MANY_REQUESTS, &headers), Verdict::RetryAfter(Duration::from_secs(7)));
/// ```
pub fn verdict(status: StatusCode, headers: &HeaderMap) -> Verdict {
    if StatusSet::TRANSIENT.contains(status) { retry_with_hint(headers) } else { Verdict::Accept }
}

pub(crate) fn retry_with_hint(headers: &HeaderMap) -> Verdict {
    retry_after_now(headers).map_or(Verdict::Retry, Verdict::RetryAfter)
}

/// A set of statuses: a bit for each, because a predicate is `Copy` and a `StatusCode` is below 1000.
#[derive(Clone, Copy)]
pub(crate) struct StatusSet([u64; 16]);

impl StatusSet {
    pub(crate) const TRANSIENT: Self = Self([0; 16])
        .with(StatusCode::REQUEST_TIMEOUT)
        .with(StatusCode::TOO_EARLY)
        .with(StatusCode::TOO_MANY_REQUESTS)
        .with(StatusCode::BAD_GATEWAY)
        .with(StatusCode::SERVICE_UNAVAILABLE)
        .with(StatusCode::GATEWAY_TIMEOUT);

    pub(crate) const fn with(mut self, status: StatusCode) -> Self {
        let (word, bit) = Self::place(status);
        self.0[word] |= bit;
        self
    }

    pub(crate) const fn without(mut self, status: StatusCode) -> Self {
        let (word, bit) = Self::place(status);
        self.0[word] &= !bit;
        self
    }

    pub(crate) const fn contains(&self, status: StatusCode) -> bool {
        let (word, bit) = Self::place(status);
        self.0[word] & bit != 0
    }

    const fn place(status: StatusCode) -> (usize, u64) {
        let code = status.as_u16();
        (code as usize / 64, 1 << (code % 64))
    }
}

impl fmt::Debug for StatusSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = (100..1000).filter(|code| StatusCode::from_u16(*code).is_ok_and(|status| self.contains(status)));
        f.debug_set().entries(codes).finish()
    }
}
