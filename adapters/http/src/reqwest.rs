//! Errors of `reqwest`.

use std::error::Error;

use http::StatusCode;
use tenacity_core::Verdict;

use crate::status::StatusSet;
use crate::transport::{Transport, recognised_in};

/// Returns the decision about an error of `reqwest`: it is retried unless [`reqwest_transport`] returns [`Final`](Transport::Final).
///
/// An error of `error_for_status` is judged by its status. The headers are gone, so there is no hint. To heed `Retry-After`, judge the response
/// instead: [`retry_if_transient`](crate::retry_if_transient) does so if the function returns the response.
///
/// Use it for a function that returns another error than `reqwest`'s:
///
/// ```
/// use tenacity::prelude::*;
/// use tenacity_http::reqwest_verdict;
///
/// enum PriceError { Http(reqwest::Error), Negative }
///
/// #[retry(stop = stop_after_attempt(4), retry = retry_if_err(|e| match e {
///     PriceError::Http(error) => reqwest_verdict(error),
///     PriceError::Negative => Verdict::Accept,
/// }))]
/// async fn price(client: &reqwest::Client, url: &str) -> Result<u64, PriceError> {
///     let response = client.get(url).send().await.and_then(|response| response.error_for_status());
///     let price: i64 = response.map_err(PriceError::Http)?.json().await.map_err(PriceError::Http)?;
///     price.try_into().map_err(|_| PriceError::Negative)
/// }
/// ```
pub fn reqwest_verdict(error: &reqwest::Error) -> Verdict {
    reqwest_transport(error).into()
}

/// Returns how a request of `reqwest` failed.
///
/// | error | transport |
/// |---|---|
/// | an invalid request (`is_builder`), a redirect (`is_redirect`), an upgrade | [`Final`](Transport::Final) |
/// | of `error_for_status`: 429 | [`Unprocessed`](Transport::Unprocessed) |
/// | of `error_for_status`: 408, 425, 502, 503 and 504 | [`Transient`](Transport::Transient) |
/// | no connection (`is_connect`), its timeout included | [`Unprocessed`](Transport::Unprocessed) |
/// | no connection, because rustls rejects the certificate, or the peer does not speak TLS | [`Final`](Transport::Final) |
/// | a timeout (`is_timeout`) | [`Transient`](Transport::Transient) |
/// | a connection that was closed or reset before the response, or a body that was cut off (`is_body` or `is_decode`) | [`Transient`](Transport::Transient) |
/// | an HTTP/2 stream that was refused, or a connection that the server shut down (`GOAWAY` with `NO_ERROR`) | [`Unprocessed`](Transport::Unprocessed) |
/// | an answer that is not HTTP, a body that does not decode, such as an invalid JSON, and all others | [`Final`](Transport::Final) |
///
/// A body that was cut off and a body that does not parse have the same kind, so their sources decide. `native-tls` does not show that it rejected
/// a certificate, so such an error counts as no connection.
///
/// ```
/// use tenacity_http::{Transport, reqwest_transport};
///
/// let invalid = reqwest::Client::new().get("not a url").build().unwrap_err();
/// assert_eq!(reqwest_transport(&invalid), Transport::Final);
/// ```
pub fn reqwest_transport(error: &reqwest::Error) -> Transport {
    if error.is_builder() || error.is_redirect() || error.is_upgrade() {
        return Transport::Final;
    }
    if let Some(status) = error.status() {
        return of_status(status);
    }
    // A timeout of `reqwest` has a private type. So the sources are asked first, and `is_timeout` last.
    let shown = error.source().and_then(recognised_in);
    shown.unwrap_or_else(|| error.is_timeout().into())
}

fn of_status(status: StatusCode) -> Transport {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Transport::Unprocessed,
        status => StatusSet::TRANSIENT.contains(status).into(),
    }
}
