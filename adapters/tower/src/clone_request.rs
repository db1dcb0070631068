//! How a layer copies a request for another attempt.

use std::fmt;
use std::sync::Arc;

/// Copies a request for an attempt. [`RetryLayer`](crate::RetryLayer)'s methods choose the way.
///
/// The trait is sealed. For your own way, use [`RetryLayer::clone_with`](crate::RetryLayer::clone_with).
#[diagnostic::on_unimplemented(
    message = "the layer cannot copy a `{Q}` for another attempt",
    note = "use a request whose body is `Clone`, such as `Full<Bytes>`, or write `RetryLayer::…(policy).clone_with(|request| …)`"
)]
pub trait CloneRequest<Q>: sealed::Sealed {
    /// Returns a copy, or `None` if the request can be sent only once.
    fn clone_request(&self, request: &Q) -> Option<Q>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::ByClone {}
    impl<F> Sealed for super::CloneWith<F> {}
    #[cfg(feature = "reqwest")]
    impl Sealed for super::TryClone {}
}

/// Copies a request with its `Clone`.
#[derive(Clone, Copy, Debug)]
pub struct ByClone;

/// Copies a request with a closure. See [`RetryLayer::clone_with`](crate::RetryLayer::clone_with).
pub struct CloneWith<F>(Arc<F>);

/// Copies a request with `reqwest::Request::try_clone`.
#[cfg(feature = "reqwest")]
#[derive(Clone, Copy, Debug)]
pub struct TryClone;

impl<F> CloneWith<F> {
    pub(crate) fn new(copy: F) -> Self {
        Self(Arc::new(copy))
    }
}

// The error is about the request that cannot be copied, and names the other way.
#[diagnostic::do_not_recommend]
impl<Q: Clone> CloneRequest<Q> for ByClone {
    #[inline]
    fn clone_request(&self, request: &Q) -> Option<Q> {
        Some(request.clone())
    }
}

impl<Q, F: Fn(&Q) -> Option<Q>> CloneRequest<Q> for CloneWith<F> {
    #[inline]
    fn clone_request(&self, request: &Q) -> Option<Q> {
        (self.0)(request)
    }
}

#[cfg(feature = "reqwest")]
impl CloneRequest<reqwest::Request> for TryClone {
    #[inline]
    fn clone_request(&self, request: &reqwest::Request) -> Option<reqwest::Request> {
        request.try_clone()
    }
}

impl<F> Clone for CloneWith<F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<F> fmt::Debug for CloneWith<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloneWith").finish_non_exhaustive()
    }
}
