//! A layer for tower over the future of a policy's call. The layer names that future, boxes nothing, and contains no loop.

use std::cell::Cell;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;
use tenacity::{AsyncPolicy, BoxedPolicy, Operation, RetryFuture, prelude::*};
use tower_layer::Layer;
use tower_service::Service;

struct RetryLayer<P>(Arc<P>);

impl<P, S> Layer<S> for RetryLayer<P> {
    type Service = Retry<P, S>;
    fn layer(&self, service: S) -> Retry<P, S> {
        Retry { policy: Arc::clone(&self.0), service }
    }
}

struct Retry<P, S> {
    policy: Arc<P>,
    service: S,
}

impl<P, S, Q> Service<Q> for Retry<P, S>
where
    P: AsyncPolicy<Result<S::Response, S::Error>>,
    S: Service<Q> + Clone,
    Q: Clone,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = RetryFuture<Arc<P>, Send<S, Q>>;
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }
    fn call(&mut self, request: Q) -> Self::Future {
        // The service that is ready serves the first attempt. Its clone takes its place and must become ready first.
        let next = self.service.clone();
        let ready = std::mem::replace(&mut self.service, next.clone());
        RetryFuture::new(Arc::clone(&self.policy), Send { ready: Some(ready), next, request })
    }
}

struct Send<S, Q> {
    ready: Option<S>,
    next: S,
    request: Q,
}

impl<S: Service<Q> + Clone, Q: Clone> Operation for Send<S, Q> {
    type Future = Sent<S, Q, S::Future>;
    fn attempt(&mut self, _: &RetryState) -> Self::Future {
        match self.ready.take() {
            Some(mut ready) => Sent::Calling { answer: ready.call(self.request.clone()) },
            None => Sent::Waiting { service: self.next.clone(), request: Some(self.request.clone()) },
        }
    }
}

pin_project! {
    #[project = SentProjection]
    enum Sent<S, Q, F> {
        Waiting { service: S, request: Option<Q> },
        Calling { #[pin] answer: F },
    }
}

impl<S: Service<Q>, Q> Future for Sent<S, Q, S::Future> {
    type Output = Result<S::Response, S::Error>;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let answer = match self.as_mut().project() {
                SentProjection::Calling { answer } => return answer.poll(context),
                SentProjection::Waiting { service, request } => {
                    ready!(service.poll_ready(context))?;
                    request.take().map(|request| service.call(request))
                }
            };
            self.set(Sent::Calling { answer: answer.expect("a request that waits") });
        }
    }
}

/// Refuses the first requests. Its `poll_ready` must succeed before each request.
#[derive(Clone)]
struct Server {
    refusals: Rc<Cell<u32>>,
    is_ready: bool,
}

impl Service<&'static str> for Server {
    type Response = String;
    type Error = u16;
    type Future = Ready<Result<String, u16>>;
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), u16>> {
        self.is_ready = true;
        Poll::Ready(Ok(()))
    }
    fn call(&mut self, request: &'static str) -> Self::Future {
        assert!(std::mem::take(&mut self.is_ready), "called before it was ready");
        let refusals = self.refusals.get();
        self.refusals.set(refusals.saturating_sub(1));
        ready(if refusals > 0 { Err(503) } else { Ok(format!("{request}, after all")) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_tower_layer_needs_no_box_and_no_loop() {
    let server = |refusals| Server { refusals: Rc::new(Cell::new(refusals)), is_ready: false };
    let answer = async |mut service: Retry<BoxedPolicy<Result<String, u16>>, Server>| {
        std::future::poll_fn(|context| service.poll_ready(context)).await.unwrap();
        service.call("hello").await
    };
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).boxed();
    let layer = RetryLayer(Arc::new(policy));
    assert_eq!(answer(layer.layer(server(2))).await.as_deref(), Ok("hello, after all"));
    assert_eq!(answer(layer.layer(server(3))).await, Err(503));

    let mut typed = RetryLayer(Arc::new(RetryPolicy::new().wait(wait_none()))).layer(server(1));
    let ready = std::future::poll_fn(|context| typed.poll_ready(context)).await;
    assert_eq!(ready, Ok::<(), u16>(()));
    let call = typed.call("typed");
    let _: &RetryFuture<Arc<RetryPolicy<_, tenacity::WaitNone>>, Send<Server, &str>> = &call;
    assert!(call.await.is_ok());
}
