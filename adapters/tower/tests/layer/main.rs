//! The layer around services in this process, on paused time.

mod calls;
mod endings;
mod readiness;
mod stacks;

use std::fmt;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tenacity::TimedOut;
use tower::Service;

fn millis(count: u64) -> Duration {
    Duration::from_millis(count)
}

#[derive(Clone, Debug, PartialEq)]
enum Fault {
    Refused,
    Broken,
    Cut,
}

impl From<TimedOut> for Fault {
    fn from(_: TimedOut) -> Self {
        Self::Cut
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Fault {}

/// Refuses the first requests. Then it repeats each request.
#[derive(Clone)]
struct Server {
    refusals: u32,
    requests: Arc<AtomicU32>,
    is_ready: bool,
}

impl Server {
    fn refuses(refusals: u32) -> Self {
        Self { refusals, requests: Arc::default(), is_ready: false }
    }

    fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }
}

impl<Q> Service<Q> for Server {
    type Response = Q;
    type Error = Fault;
    type Future = Ready<Result<Q, Fault>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        self.is_ready = true;
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Q) -> Self::Future {
        assert!(std::mem::take(&mut self.is_ready), "called before it was ready");
        let earlier = self.requests.fetch_add(1, Ordering::Relaxed);
        ready(if earlier < self.refusals { Err(Fault::Refused) } else { Ok(request) })
    }
}
