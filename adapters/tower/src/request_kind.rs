//! The kinds of requests: which of them may be sent twice, and how a further attempt is marked.

#[cfg(feature = "http")]
use std::time::Duration;

#[cfg(feature = "http")]
use tenacity_core::{Predicate, RetryState};

/// A kind of requests. [`RetryLayer`](crate::RetryLayer)'s constructors choose it.
///
/// The trait is sealed. Use it only in the bounds of generic code.
pub trait RequestKind<Q, R>: sealed::Sealed {
    /// Returns whether sending the request twice has the same effect as sending it once.
    fn is_idempotent(&self, request: &Q) -> bool;

    /// Writes the number of an attempt into the request.
    fn mark(&self, request: &mut Q, attempt_number: u32);

    /// Returns whether the outcome shows that the server has not processed the request.
    fn is_unprocessed(&self, outcome: &R) -> bool;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AnyRequest {}
    #[cfg(feature = "http")]
    impl Sealed for super::HttpRequest {}
    #[cfg(feature = "reqwest")]
    impl Sealed for super::ReqwestRequest {}
}

/// Requests that the layer knows nothing about. The policy alone decides.
#[derive(Clone, Copy, Debug)]
pub struct AnyRequest;

/// Requests of the crate `http`. See [`RetryLayer::http`](crate::RetryLayer::http).
#[cfg(feature = "http")]
#[derive(Clone, Copy, Debug)]
pub struct HttpRequest;

/// Requests of the crate `reqwest`. See [`RetryLayer::reqwest`](crate::RetryLayer::reqwest).
#[cfg(feature = "reqwest")]
#[derive(Clone, Copy, Debug)]
pub struct ReqwestRequest;

impl<Q, R> RequestKind<Q, R> for AnyRequest {
    #[inline]
    fn is_idempotent(&self, _: &Q) -> bool {
        true
    }

    #[inline]
    fn mark(&self, _: &mut Q, _: u32) {}

    #[inline]
    fn is_unprocessed(&self, _: &R) -> bool {
        false
    }
}

/// Implements the kind for requests with a method and headers.
#[cfg(feature = "http")]
macro_rules! http_kind {
    ([$($generics:tt)*] $kind:ty: $request:ty => $outcome:ty) => {
        impl<$($generics)*> RequestKind<$request, $outcome> for $kind {
            #[inline]
            fn is_idempotent(&self, request: &$request) -> bool {
                tenacity_http::is_idempotent(request.method(), request.headers())
            }

            #[inline]
            fn mark(&self, request: &mut $request, attempt_number: u32) {
                tenacity_http::record_attempt(request.headers_mut(), &RetryState::at(attempt_number, Duration::ZERO));
            }

            fn is_unprocessed(&self, outcome: &$outcome) -> bool {
                // The rule reads no state. The policy alone limits the hint.
                let state = RetryState::at(1, Duration::ZERO);
                let unprocessed = tenacity_http::retry_if_transient().unprocessed_only().max_retry_after(Duration::MAX);
                unprocessed.verdict(outcome, &state).is_retry()
            }
        }
    };
}

#[cfg(feature = "http")]
http_kind!([B, C, E: tenacity_http::TransportError] HttpRequest: http::Request<B> => Result<http::Response<C>, E>);
#[cfg(feature = "reqwest")]
http_kind!([] ReqwestRequest: reqwest::Request => reqwest::Result<reqwest::Response>);
