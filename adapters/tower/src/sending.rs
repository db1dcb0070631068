//! The operation that a layer's policy retries: send a copy of the request.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;
use tenacity_core::{Operation, RetryState};
use tower_service::Service;

use crate::clone_request::CloneRequest;
use crate::request_kind::RequestKind;

/// Sends a request until its policy is content.
pub(crate) struct Sending<S, Q, C, K> {
    /// The service that is ready for the first attempt. The clones of the others come from it.
    service: S,
    /// The request, until it is sent without a copy.
    request: Option<Q>,
    copies: C,
    kind: K,
    is_idempotent: bool,
    attempts: u32,
    /// Whether the service failed before it was ready for the last attempt.
    has_failed: bool,
}

impl<S, Q, C, K> Sending<S, Q, C, K> {
    pub(crate) fn new<R>(service: S, request: Q, copies: C, kind: K) -> Self
    where
        K: RequestKind<Q, R>,
    {
        let is_idempotent = kind.is_idempotent(&request);
        Self { service, request: Some(request), copies, kind, is_idempotent, attempts: 0, has_failed: false }
    }
}

impl<S, Q, C, K> Operation for Sending<S, Q, C, K>
where
    S: Service<Q> + Clone,
    C: CloneRequest<Q>,
    K: RequestKind<Q, Result<S::Response, S::Error>>,
{
    type Future = Attempt<S, Q, S::Future>;

    fn attempt(&mut self, _: &RetryState) -> Self::Future {
        self.attempts = self.attempts.saturating_add(1);
        let copy = self.request.as_ref().and_then(|request| self.copies.clone_request(request));
        // A request that cannot be copied is sent itself, and this is the last attempt.
        let request = copy.or_else(|| self.request.take());
        let mut request = request.expect("an attempt begins only while there is a request");
        self.kind.mark(&mut request, self.attempts);
        if self.attempts == 1 {
            return Attempt { state: State::Calling { answer: self.service.call(request) }, has_failed: false };
        }
        let state = State::Waiting { service: self.service.clone(), request: Some(request) };
        Attempt { state, has_failed: false }
    }

    fn reads_state(&self) -> bool {
        false
    }

    fn ended(&mut self, attempt: Pin<&mut Self::Future>) {
        self.has_failed = *attempt.project().has_failed;
    }

    fn can_repeat(&self, outcome: &Result<S::Response, S::Error>) -> bool {
        self.request.is_some() && !self.has_failed && (self.is_idempotent || self.kind.is_unprocessed(outcome))
    }
}

pin_project! {
    /// One attempt.
    pub(crate) struct Attempt<S, Q, F> {
        #[pin]
        state: State<S, Q, F>,
        has_failed: bool,
    }
}

pin_project! {
    #[project = StateProjection]
    enum State<S, Q, F> {
        // The service must be ready first.
        Waiting { service: S, request: Option<Q> },
        Calling { #[pin] answer: F },
    }
}

impl<S: Service<Q>, Q> Future for Attempt<S, Q, S::Future> {
    type Output = Result<S::Response, S::Error>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        loop {
            let answer = match this.state.as_mut().project() {
                StateProjection::Calling { answer } => return answer.poll(context),
                StateProjection::Waiting { service, request } => {
                    if let Err(error) = ready!(service.poll_ready(context)) {
                        *this.has_failed = true;
                        return Poll::Ready(Err(error));
                    }
                    let request = request.take().expect("a request waits for its service");
                    service.call(request)
                }
            };
            this.state.set(State::Calling { answer });
        }
    }
}
