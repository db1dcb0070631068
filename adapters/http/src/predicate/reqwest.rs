//! Outcomes of `reqwest`: responses, and values that were read from one.

use std::any::Any;

use http::{HeaderMap, Response};
use hyper::body::Bytes;
use tenacity_core::{Predicate, RetryState, Verdict};

use super::retry_if_transient::RetryIfTransient;
use crate::reqwest::reqwest_transport;
use crate::response::HttpResponse;
use crate::transport::Transport;

/// Judges every `reqwest::Result`.
///
/// One impl covers responses and all other values, because Rust has no specialization: two impls would overlap. So a response is found by its
/// type at compile time, which requires `T: 'static`. `reqwest::Error` is deliberately not a `TransportError`: then this impl and the one for
/// `Result<impl HttpResponse, impl TransportError>` do not overlap. The alternatives are worse for users: a parameter of the predicate that they
/// would write out, or a second function for values.
impl<T: 'static> Predicate<Result<T, reqwest::Error>> for RetryIfTransient {
    fn verdict(&self, outcome: &Result<T, reqwest::Error>, _: &RetryState) -> Verdict {
        match outcome {
            Ok(value) => match (response(value), is_none(value)) {
                (Some(response), _) => self.judge_response(response.status(), response.headers()),
                (None, true) => self.judge_error(Transport::Transient),
                (None, false) => Verdict::Accept,
            },
            // `error_for_status` drops the headers.
            Err(error) => match error.status() {
                Some(status) => self.judge_response(status, &HeaderMap::new()),
                None => self.judge_error(reqwest_transport(error)),
            },
        }
    }

    fn reads_state(&self) -> bool {
        false
    }
}

/// Whether an attempt got no response in time: `timed_out = |_| Ok(None)` makes this value.
fn is_none<T: 'static>(value: &T) -> bool {
    matches!((value as &dyn Any).downcast_ref::<Option<reqwest::Response>>(), Some(None))
}

/// Returns the value as a response, if it is one of `reqwest`, or of `http` with a body that `reqwest` can produce.
fn response<T: 'static>(value: &T) -> Option<&dyn HttpResponse> {
    fn downcast<R: HttpResponse + 'static>(value: &dyn Any) -> Option<&dyn HttpResponse> {
        value.downcast_ref::<R>().map(|response| response as _)
    }
    let optional = || (value as &dyn Any).downcast_ref::<Option<reqwest::Response>>()?.as_ref();
    downcast::<reqwest::Response>(value)
        .or_else(|| optional().map(|response| response as _))
        .or_else(|| downcast::<Response<reqwest::Body>>(value))
        .or_else(|| downcast::<Response<Bytes>>(value))
        .or_else(|| downcast::<Response<Vec<u8>>>(value))
        .or_else(|| downcast::<Response<String>>(value))
        .or_else(|| downcast::<Response<()>>(value))
}
