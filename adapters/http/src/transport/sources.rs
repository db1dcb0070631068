//! Errors by their chain of sources. The clients wrap each other's errors, and the innermost shows the failure.

use std::error::Error;
use std::io;
use std::iter::successors;

use tenacity_core::TimedOut;

use super::Transport;
use super::io::of_io;

/// The maximum number of errors to follow. A longer chain is assumed to loop.
const LONGEST_CHAIN: usize = 128;

/// Returns how a request failed, by the first error in the chain of `error` that shows it, else `Final`.
pub(crate) fn transport_of(error: &(dyn Error + 'static)) -> Transport {
    recognised_in(error).unwrap_or(Transport::Final)
}

/// Returns how a request failed, by the first error in the chain of `error` that shows it.
pub(crate) fn recognised_in(error: &(dyn Error + 'static)) -> Option<Transport> {
    sources(error).find_map(recognised)
}

/// Returns `error` and its sources.
fn sources<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |error| inner(*error)).take(LONGEST_CHAIN)
}

fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    // The source of an `io::Error` that wraps another error is the source of the wrapped error.
    if let Some(wrapped) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        return Some(wrapped);
    }
    // An `h2::Error` has no source, although it may hold an `io::Error`.
    #[cfg(feature = "hyper-util")]
    if let Some(io) = error.downcast_ref::<h2::Error>().and_then(h2::Error::get_io) {
        return Some(io);
    }
    error.source()
}

/// Returns how a request failed, if this error alone shows it.
fn recognised(error: &(dyn Error + 'static)) -> Option<Transport> {
    if error.is::<TimedOut>() {
        return Some(Transport::Transient);
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        // An `io::Error` of kind `Other` is only a wrapper. The kind of any other shows the failure.
        return if error.kind() == io::ErrorKind::Other { None } else { Some(of_io(error)) };
    }
    #[cfg(feature = "reqwest")]
    if let Some(error) = error.downcast_ref::<reqwest::Error>() {
        return Some(crate::reqwest::reqwest_transport(error));
    }
    #[cfg(feature = "hyper-util")]
    return clients::recognised(error);
    #[cfg(not(feature = "hyper-util"))]
    None
}

#[cfg(feature = "hyper-util")]
mod clients {
    use std::error::Error;
    use std::io;

    use h2::Reason;

    use super::{Transport, sources};
    use crate::transport::io::is_final_for_a_connection;

    pub(super) fn recognised(error: &(dyn Error + 'static)) -> Option<Transport> {
        if let Some(error) = error.downcast_ref() {
            return of_client(error);
        }
        if let Some(error) = error.downcast_ref() {
            return of_hyper(error);
        }
        error.downcast_ref().and_then(of_h2)
    }

    /// An error of the pooled client. Only a failed connection is its own.
    fn of_client(error: &hyper_util::client::legacy::Error) -> Option<Transport> {
        if !error.is_connect() {
            return None;
        }
        let mut causes = sources(error).filter_map(|source| source.downcast_ref::<io::Error>());
        let fatal = causes.any(is_final_for_a_connection);
        Some(if fatal { Transport::Final } else { Transport::Unprocessed })
    }

    fn of_hyper(error: &hyper::Error) -> Option<Transport> {
        if error.is_user() || error.is_parse() {
            Some(Transport::Final)
        } else if error.is_canceled() || error.is_closed() {
            // The request was still queued for its connection.
            Some(Transport::Unprocessed)
        } else if error.is_incomplete_message() || error.is_timeout() {
            Some(Transport::Transient)
        } else {
            None
        }
    }

    /// An error of HTTP/2: RFC 9113, sections 6.8 and 8.7, name the two that guarantee that a request was not processed.
    fn of_h2(error: &h2::Error) -> Option<Transport> {
        let refused = error.is_reset() && error.reason() == Some(Reason::REFUSED_STREAM);
        let leaving = error.is_go_away() && error.reason() == Some(Reason::NO_ERROR);
        if error.is_remote() {
            Some(if refused || leaving { Transport::Unprocessed } else { Transport::Transient })
        } else if error.is_io() {
            None
        } else {
            // The peer broke the protocol, or the caller misused it.
            Some(Transport::Final)
        }
    }
}
