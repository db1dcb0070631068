//! Requests that got no response.

mod io;
mod sources;

use std::convert::Infallible;
use std::error::Error;

use tenacity_core::{TimedOut, Verdict};

#[cfg(feature = "reqwest")]
pub(crate) use self::sources::recognised_in;
use self::sources::transport_of;

/// How a request failed that got no response: whether the failure may pass, and whether the server may have processed the request.
///
/// `From<bool>`: `true` is [`Transient`](Self::Transient), `false` is [`Final`](Self::Final). `Verdict: From<Transport>`: all but
/// [`Final`](Self::Final) are retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[must_use]
pub enum Transport {
    /// The next attempt would fail, too: an invalid request, an answer that is not HTTP, a certificate that is not trusted.
    Final,
    /// The failure may pass. The server may have processed the request: a timeout, a reset, a response that was cut off.
    Transient,
    /// The failure may pass, and the server did not process the request: a refused connection, an HTTP/2 stream that was refused.
    Unprocessed,
}

impl From<bool> for Transport {
    fn from(transient: bool) -> Self {
        if transient { Self::Transient } else { Self::Final }
    }
}

impl From<Transport> for Verdict {
    fn from(transport: Transport) -> Self {
        (transport != Transport::Final).into()
    }
}

/// An error of a client, which shows how its request failed.
///
/// [`retry_if_transient`](crate::retry_if_transient) requires it of the error of a `Result`. Implemented for:
///
/// * `Infallible`
/// * `std::io::Error`: refused connections are [`Unprocessed`](Transport::Unprocessed). Connections that were reset, aborted, closed or not
///   connected, timeouts, interruptions and unreachable hosts are [`Transient`](Transport::Transient). All else is final.
/// * `tenacity::TimedOut`, the error of a time limit
/// * `Box<dyn Error + Send + Sync>`, by the first error in its chain of sources that is one of these
/// * with feature `hyper-util`, `hyper::Error` and `hyper_util::client::legacy::Error`
///
/// A layer around the client may fail after the server has answered: a cache that refuses its connection, for instance. Its error looks as if
/// nothing had been sent. Implement the trait for such an error, and return [`Transient`](Transport::Transient).
///
/// For an error of your own:
///
/// ```
/// use tenacity_http::{Transport, TransportError};
///
/// enum Unreachable { Resolver, Socket(std::io::Error) }
///
/// impl TransportError for Unreachable {
///     fn transport(&self) -> Transport {
///         match self {
///             Self::Resolver => Transport::Unprocessed,
///             Self::Socket(error) => error.transport(),
///         }
///     }
/// }
///
/// let refused = Unreachable::Socket(std::io::ErrorKind::ConnectionRefused.into());
/// assert_eq!(refused.transport(), Transport::Unprocessed);
/// ```
///
/// For an error of another crate, use [`errors`](crate::RetryIfTransient::errors).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not show how its request failed",
    note = "write `retry_if_transient().errors(|e: &{Self}| …)`, or implement `tenacity_http::TransportError` for an error of your own"
)]
pub trait TransportError {
    /// Returns how the request failed.
    fn transport(&self) -> Transport;
}

impl TransportError for Infallible {
    fn transport(&self) -> Transport {
        match *self {}
    }
}

impl TransportError for std::io::Error {
    fn transport(&self) -> Transport {
        transport_of(self)
    }
}

impl TransportError for TimedOut {
    fn transport(&self) -> Transport {
        Transport::Transient
    }
}

impl TransportError for Box<dyn Error + Send + Sync> {
    fn transport(&self) -> Transport {
        transport_of(&**self)
    }
}

#[cfg(feature = "hyper-util")]
impl TransportError for hyper::Error {
    fn transport(&self) -> Transport {
        transport_of(self)
    }
}

#[cfg(feature = "hyper-util")]
impl TransportError for hyper_util::client::legacy::Error {
    fn transport(&self) -> Transport {
        transport_of(self)
    }
}
