use std::fmt;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncPolicy, RetryFuture};
use tower_service::Service;

use crate::clone_request::CloneRequest;
use crate::request_kind::RequestKind;
use crate::sending::Sending;

pin_project! {
    /// The future of a [`Retry`](crate::Retry) service. It resolves to the last outcome.
    ///
    /// If it is dropped, it drops its attempt or its sleep. A token that the sleep holds returns to the budget.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct ResponseFuture<L, S, Q, C, K>
    where
        L: Deref,
        L::Target: AsyncPolicy<Result<S::Response, S::Error>>,
        S: Service<Q>,
        S: Clone,
        C: CloneRequest<Q>,
        K: RequestKind<Q, Result<S::Response, S::Error>>,
    {
        #[pin]
        call: RetryFuture<L, Sending<S, Q, C, K>>,
    }
}

impl<L, S, Q, C, K> ResponseFuture<L, S, Q, C, K>
where
    L: Deref,
    L::Target: AsyncPolicy<Result<S::Response, S::Error>>,
    S: Service<Q> + Clone,
    C: CloneRequest<Q>,
    K: RequestKind<Q, Result<S::Response, S::Error>>,
{
    pub(crate) fn new(policy: L, sending: Sending<S, Q, C, K>) -> Self {
        Self { call: RetryFuture::new(policy, sending) }
    }
}

impl<L, S, Q, C, K> Future for ResponseFuture<L, S, Q, C, K>
where
    L: Deref,
    L::Target: AsyncPolicy<Result<S::Response, S::Error>>,
    S: Service<Q> + Clone,
    C: CloneRequest<Q>,
    K: RequestKind<Q, Result<S::Response, S::Error>>,
{
    type Output = Result<S::Response, S::Error>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().call.poll(context)
    }
}

impl<L, S, Q, C, K> fmt::Debug for ResponseFuture<L, S, Q, C, K>
where
    L: Deref,
    L::Target: AsyncPolicy<Result<S::Response, S::Error>>,
    S: Service<Q> + Clone,
    C: CloneRequest<Q>,
    K: RequestKind<Q, Result<S::Response, S::Error>>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
