use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use tenacity_core::Verdict;

use super::outcomes::{ByClosure, ByTransport};
use crate::status::{StatusSet, retry_with_hint};
use crate::transport::Transport;

const FIVE_MINUTES: Duration = Duration::from_secs(5 * 60);

/// Retries a request if its status or its transport error may pass, after the delay that the server asks for.
///
/// * **Responses**: 408, 425, 429, 502, 503 and 504 are retried. A [`Retry-After`](crate::retry_after) replaces the wait. If its delay is longer
///   than 5 minutes, the response is returned immediately. A 500 is not retried.
/// * **Errors**: those that may pass, as [`TransportError`](crate::TransportError) defines it, with no hint.
///
/// The outcome is a `Result<R, E>` of a [`HttpResponse`](crate::HttpResponse) and a [`TransportError`](crate::TransportError). With feature
/// `reqwest`, it is also a `reqwest::Result<T>` of any `T: 'static`: a `reqwest::Response`, or the body after `error_for_status`. An
/// `Option<reqwest::Response>` is judged as the response, and `None` as an error that may pass: `timed_out = |_| Ok(None)` makes it. A
/// `http::Response` in a `reqwest::Result` is recognised if its body is a `reqwest::Body`, `Bytes`, `Vec<u8>`, `String` or `()`. With another body,
/// it would count as a success: write `retry_if_transient().errors(reqwest_transport)`.
///
/// The predicate does not see the request. For a request that must not be processed twice, use
/// [`unprocessed_only`](RetryIfTransient::unprocessed_only), or send an `Idempotency-Key`.
/// [`is_idempotent`](crate::is_idempotent) can choose.
///
/// ```
/// use std::{convert::Infallible, time::Duration};
/// use http::{Response, StatusCode};
/// use tenacity::prelude::*;
/// use tenacity_http::retry_if_transient;
///
/// let predicate = retry_if_transient().also(StatusCode::INTERNAL_SERVER_ERROR).max_retry_after(Duration::from_secs(60));
/// let verdict = |status, delay| {
///     let response = Response::builder().status(status).header("retry-after", delay).body(()).unwrap();
///     predicate.verdict(&Ok::<_, Infallible>(response), &RetryState::at(1, Duration::ZERO))
/// };
/// assert_eq!(verdict(503, "7"), Verdict::RetryAfter(Duration::from_secs(7)));
/// assert_eq!(verdict(503, "3600"), Verdict::Accept); // too long
/// assert_eq!(verdict(500, "soon"), Verdict::Retry);
/// assert_eq!(verdict(404, "7"), Verdict::Accept);
/// ```
///
/// It has the operators and methods of the other predicates: `retry_if_transient() | retry_if_ok(…)`.
pub const fn retry_if_transient() -> RetryIfTransient {
    RetryIfTransient { statuses: StatusSet::TRANSIENT, longest: FIVE_MINUTES, unprocessed_only: false, classify: ByTransport }
}

/// See [`retry_if_transient`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryIfTransient<C = ByTransport> {
    statuses: StatusSet,
    longest: Duration,
    unprocessed_only: bool,
    pub(super) classify: C,
}

impl<C> RetryIfTransient<C> {
    /// Retries this status too.
    ///
    /// ```
    /// # use std::{convert::Infallible, time::Duration};
    /// # use http::{Response, StatusCode};
    /// # use tenacity::prelude::*;
    /// # use tenacity_http::{RetryIfTransient, retry_if_transient};
    /// const PREDICATE: RetryIfTransient = retry_if_transient().also(StatusCode::INTERNAL_SERVER_ERROR).also(StatusCode::CONFLICT);
    ///
    /// let conflict = Ok::<_, Infallible>(Response::builder().status(409).body(()).unwrap());
    /// assert_eq!(PREDICATE.verdict(&conflict, &RetryState::at(1, Duration::ZERO)), Verdict::Retry);
    /// ```
    pub const fn also(mut self, status: StatusCode) -> Self {
        self.statuses = self.statuses.with(status);
        self
    }

    /// Does not retry this status. If a status is given to [`also`](Self::also), too, the last one counts.
    ///
    /// ```
    /// # use std::{convert::Infallible, time::Duration};
    /// # use http::{Response, StatusCode};
    /// # use tenacity::prelude::*;
    /// # use tenacity_http::{RetryIfTransient, retry_if_transient};
    /// const PREDICATE: RetryIfTransient = retry_if_transient().never(StatusCode::GATEWAY_TIMEOUT);
    ///
    /// let slow = Ok::<_, Infallible>(Response::builder().status(504).body(()).unwrap());
    /// assert_eq!(PREDICATE.verdict(&slow, &RetryState::at(1, Duration::ZERO)), Verdict::Accept);
    /// ```
    pub const fn never(mut self, status: StatusCode) -> Self {
        self.statuses = self.statuses.without(status);
        self
    }

    /// Returns a response immediately if it asks for a longer delay than this. The default is 5 minutes.
    ///
    /// The call never waits less than the server asks. A time limit of the call, such as
    /// `stop_before_delay`, applies as well.
    pub const fn max_retry_after(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// Retries only requests that the server did not process: for requests that must not be processed twice.
    ///
    /// Retried are 429, 503 with a `Retry-After` header of any value, and errors that are [`Unprocessed`](Transport::Unprocessed).
    /// [`also`](Self::also) does not extend these, [`never`](Self::never) restricts them.
    ///
    /// ```
    /// # use std::{io, time::Duration};
    /// # use http::Response;
    /// # use tenacity::prelude::*;
    /// # use tenacity_http::retry_if_transient;
    /// let predicate = retry_if_transient().unprocessed_only();
    /// let retried = |outcome: io::Result<_>| predicate.verdict(&outcome, &RetryState::at(1, Duration::ZERO)).is_retry();
    ///
    /// let busy = || Response::builder().status(503);
    /// assert!(retried(Ok(busy().header("retry-after", "1").body(()).unwrap())));
    /// assert!(!retried(Ok(busy().body(()).unwrap())));
    /// assert!(retried(Err(io::ErrorKind::ConnectionRefused.into())));
    /// assert!(!retried(Err(io::ErrorKind::ConnectionReset.into()))); // perhaps processed
    /// ```
    pub const fn unprocessed_only(mut self) -> Self {
        self.unprocessed_only = true;
        self
    }

    /// Classifies transport errors by a closure, for errors that are not a [`TransportError`](crate::TransportError).
    ///
    /// The closure returns a [`Transport`], or a `bool`: `true` means [`Transport::Transient`].
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use http::Response;
    /// # use tenacity::prelude::*;
    /// # use tenacity_http::retry_if_transient;
    /// # mod client { pub enum Error { Timeout, Syntax } }
    /// let predicate = retry_if_transient().errors(|e: &client::Error| matches!(e, client::Error::Timeout));
    /// let retried = |error| predicate.verdict(&Err::<Response<()>, _>(error), &RetryState::at(1, Duration::ZERO)).is_retry();
    /// assert!(retried(client::Error::Timeout));
    /// assert!(!retried(client::Error::Syntax));
    /// ```
    pub fn errors<F>(self, classify: F) -> RetryIfTransient<ByClosure<F>> {
        let Self { statuses, longest, unprocessed_only, classify: _ } = self;
        RetryIfTransient { statuses, longest, unprocessed_only, classify: ByClosure(classify) }
    }

    pub(super) fn judge_response(&self, status: StatusCode, headers: &HeaderMap) -> Verdict {
        if !self.statuses.contains(status) || (self.unprocessed_only && !is_unprocessed(status, headers)) {
            return Verdict::Accept;
        }
        match retry_with_hint(headers) {
            Verdict::RetryAfter(delay) if delay > self.longest => Verdict::Accept,
            verdict => verdict,
        }
    }

    pub(super) fn judge_error(&self, transport: Transport) -> Verdict {
        (transport == Transport::Unprocessed || (transport == Transport::Transient && !self.unprocessed_only)).into()
    }
}

fn is_unprocessed(status: StatusCode, headers: &HeaderMap) -> bool {
    match status {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::SERVICE_UNAVAILABLE => headers.contains_key(RETRY_AFTER),
        _ => false,
    }
}
