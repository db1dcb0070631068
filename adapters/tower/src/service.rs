use std::ops::Deref;
use std::task::{Context, Poll};

use tenacity_core::AsyncPolicy;
use tower_service::Service;

use crate::clone_request::CloneRequest;
use crate::future::ResponseFuture;
use crate::policy_source::PolicySource;
use crate::request_kind::RequestKind;
use crate::sending::Sending;

/// A service whose requests are retried. [`RetryLayer`](crate::RetryLayer) makes it, and explains it.
#[derive(Clone, Debug)]
pub struct Retry<S, P, C, K> {
    service: S,
    policy: P,
    copies: C,
    kind: K,
}

impl<S, P, C, K> Retry<S, P, C, K> {
    pub(crate) const fn new(service: S, policy: P, copies: C, kind: K) -> Self {
        Self { service, policy, copies, kind }
    }

    /// Returns the inner service.
    pub const fn get_ref(&self) -> &S {
        &self.service
    }

    /// Returns the inner service.
    pub const fn get_mut(&mut self) -> &mut S {
        &mut self.service
    }

    /// Returns the inner service, and drops the rest.
    pub fn into_inner(self) -> S {
        self.service
    }
}

impl<S, P, C, K, Q> Service<Q> for Retry<S, P, C, K>
where
    S: Service<Q> + Clone,
    P: PolicySource<Q>,
    <P::Policy as Deref>::Target: AsyncPolicy<Result<S::Response, S::Error>>,
    C: CloneRequest<Q> + Clone,
    K: RequestKind<Q, Result<S::Response, S::Error>> + Clone,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = ResponseFuture<P::Policy, S, Q, C, K>;

    #[inline]
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    #[inline]
    fn call(&mut self, request: Q) -> Self::Future {
        // A clone may not be ready. So the service that is ready goes with the call, and a clone takes its place.
        let clone = self.service.clone();
        let ready = std::mem::replace(&mut self.service, clone);
        let policy = self.policy.policy(&request);
        ResponseFuture::new(policy, Sending::new(ready, request, self.copies.clone(), self.kind.clone()))
    }
}
