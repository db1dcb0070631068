#[cfg(feature = "reqwest")]
use tenacity_core::AsyncPolicy;
use tower_layer::Layer;

#[cfg(feature = "reqwest")]
use crate::clone_request::TryClone;
use crate::clone_request::{ByClone, CloneWith};
use crate::policy_source::{PerRequest, Shared};
use crate::request_kind::AnyRequest;
#[cfg(feature = "http")]
use crate::request_kind::HttpRequest;
#[cfg(feature = "reqwest")]
use crate::request_kind::ReqwestRequest;
use crate::service::Retry;

/// A layer that retries the requests of a service by a policy.
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
/// use tenacity_tower::RetryLayer;
/// use tower::{Service, ServiceBuilder, ServiceExt, service_fn};
///
/// # use std::sync::{Arc, atomic::{AtomicU32, Ordering}};
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), &'static str> {
/// # let attempts = Arc::new(AtomicU32::new(0));
/// # let greet = move |name: &'static str| {
/// #     let is_third = attempts.fetch_add(1, Ordering::Relaxed) == 2;
/// #     async move { if is_third { Ok(format!("hello, {name}")) } else { Err("refused") } }
/// # };
/// let policy = RetryPolicy::new().stop(stop_after_attempt(4)).wait(wait_random_exponential(Duration::from_millis(50)));
/// let mut greeter = ServiceBuilder::new().layer(RetryLayer::new(policy)).service(service_fn(greet));
/// assert_eq!(greeter.ready().await?.call("world").await?, "hello, world");
/// # Ok(())
/// # }
/// ```
///
/// Everything of a policy works: strategies, budget, statistics, hooks, time limits and `cancel`. The policy is any
/// [`AsyncPolicy`](tenacity_core::AsyncPolicy): a `RetryPolicy`, a `BoxedPolicy`, or an `Arc` of one. Calls share nothing but what the policy
/// shares.
///
/// # One call
///
/// 1. The service that became ready serves the first attempt.
/// 2. Each further attempt waits until a clone of the service is ready. If that fails, the call returns the error. A time limit of the policy
///    includes this wait, but an event of `cancel` only ends sleeps.
/// 3. If the request cannot be copied, the call makes one attempt. If it fails, the call ends with [`Finish::Stopped`].
/// 4. The call drops a response before it sleeps, which frees the connection. If the policy is boxed or has a `cancel`, the call keeps the response
///    until the sleep has ended.
///
/// [`Finish::Stopped`]: tenacity_core::Finish::Stopped
///
/// # Requirements
///
/// The service is `Clone`. To share one that is not, put `tower::buffer` below the layer. The request is `Clone`, or
/// [`clone_with`](Self::clone_with) copies it. A time limit requires that the error is `From<TimedOut>`, or that the policy has a closure
/// [`timed_out`](tenacity_core::RetryPolicy::timed_out).
///
/// If a requirement is missing, rustc reports only that the stack is not a `Service`. `ServiceBuilder::check_service` names the requirement:
///
/// ```
/// # use tenacity::prelude::*;
/// # use tenacity_tower::RetryLayer;
/// # use tower::{ServiceBuilder, util::BoxCloneService};
/// type Greeter = BoxCloneService<&'static str, String, std::io::Error>;
///
/// # let stack =
/// ServiceBuilder::new().layer(RetryLayer::new(RetryPolicy::new())).check_service::<Greeter, &'static str, String, std::io::Error>();
/// # drop(stack);
/// ```
#[derive(Clone, Debug)]
pub struct RetryLayer<P, C = ByClone, K = AnyRequest> {
    policy: P,
    copies: C,
    kind: K,
}

impl<P> RetryLayer<Shared<P>> {
    /// Creates a layer with one policy for all requests.
    pub fn new(policy: P) -> Self {
        Self { policy: Shared::new(policy), copies: ByClone, kind: AnyRequest }
    }
}

impl<F> RetryLayer<PerRequest<F>> {
    /// Creates a layer with a policy for each request. The closure borrows the request, and returns the policy: a value, a reference or an
    /// `Arc`.
    ///
    /// ```
    /// use tenacity::{KeyedBudget, prelude::*};
    /// use tenacity_tower::RetryLayer;
    ///
    /// # struct Request { tenant: &'static str }
    /// static BUDGETS: KeyedBudget<&str> = KeyedBudget::new(1_000);
    /// let layer = RetryLayer::with(|request: &Request| RetryPolicy::new().budget(BUDGETS.get(request.tenant)));
    /// # drop(layer);
    /// ```
    pub fn with(policy: F) -> Self {
        Self { policy: PerRequest::new(policy), copies: ByClone, kind: AnyRequest }
    }
}

#[cfg(feature = "http")]
impl<P> RetryLayer<Shared<P>, ByClone, HttpRequest> {
    /// Creates a layer for an HTTP client: a service of `http::Request<B>`, where `B` is `Clone`.
    ///
    /// A request that is [idempotent](tenacity_http::is_idempotent) is retried as the policy decides. Any other request is retried only if
    /// the policy retries the outcome, and the server has not processed the request: see
    /// [`unprocessed_only`](tenacity_http::RetryIfTransient::unprocessed_only). Otherwise, the call ends with [`Finish::Stopped`].
    ///
    /// Use [`retry_if_transient`](tenacity_http::retry_if_transient) as the predicate. The default one retries every error and no status.
    ///
    /// The call ends when the head of a response arrives, so the layer does not see a body that is cut off.
    ///
    /// From the second attempt on, the request has the header `retry-attempt`: see [`record_attempt`](tenacity_http::record_attempt).
    ///
    /// [`Finish::Stopped`]: tenacity_core::Finish::Stopped
    pub fn http(policy: P) -> Self {
        Self { policy: Shared::new(policy), copies: ByClone, kind: HttpRequest }
    }
}

#[cfg(feature = "http")]
impl<F> RetryLayer<PerRequest<F>, ByClone, HttpRequest> {
    /// Like [`http`](Self::http), with a policy for each request, as in [`with`](RetryLayer::with).
    pub fn http_with(policy: F) -> Self {
        Self { policy: PerRequest::new(policy), copies: ByClone, kind: HttpRequest }
    }
}

#[cfg(feature = "reqwest")]
impl<P> RetryLayer<Shared<P>, TryClone, ReqwestRequest> {
    /// Creates a layer for a `reqwest::Client`, with the rules of [`http`](RetryLayer::http).
    ///
    /// A request whose body is a stream cannot be copied, so it gets one attempt.
    ///
    /// Only `reqwest` can make its error, so a policy for this layer has no `attempt_timeout` and no `timeout`. Use
    /// `reqwest::ClientBuilder::timeout` and `stop_before_delay`.
    pub fn reqwest(policy: P) -> Self
    where
        P: AsyncPolicy<reqwest::Result<reqwest::Response>>,
    {
        Self { policy: Shared::new(policy), copies: TryClone, kind: ReqwestRequest }
    }
}

#[cfg(feature = "reqwest")]
impl<F> RetryLayer<PerRequest<F>, TryClone, ReqwestRequest> {
    /// Like [`reqwest`](Self::reqwest), with a policy for each request, as in [`with`](RetryLayer::with).
    pub fn reqwest_with<P>(policy: F) -> Self
    where
        F: Fn(&reqwest::Request) -> P,
        P: AsyncPolicy<reqwest::Result<reqwest::Response>>,
    {
        Self { policy: PerRequest::new(policy), copies: TryClone, kind: ReqwestRequest }
    }
}

impl<P, C, K> RetryLayer<P, C, K> {
    /// Copies requests with this closure, `Fn(&Q) -> Option<Q>`. If it returns `None`, the request gets one attempt.
    ///
    /// ```
    /// use tenacity::prelude::*;
    /// use tenacity_tower::RetryLayer;
    ///
    /// struct Upload { name: String, body: Option<Vec<u8>> }
    ///
    /// // An upload without a body can be sent again.
    /// let copy = |upload: &Upload| upload.body.is_none().then(|| Upload { name: upload.name.clone(), body: None });
    /// let layer = RetryLayer::new(RetryPolicy::new()).clone_with(copy);
    /// # drop(layer);
    /// ```
    pub fn clone_with<F>(self, copy: F) -> RetryLayer<P, CloneWith<F>, K> {
        let Self { policy, kind, .. } = self;
        RetryLayer { policy, copies: CloneWith::new(copy), kind }
    }
}

impl<S, P: Clone, C: Clone, K: Clone> Layer<S> for RetryLayer<P, C, K> {
    type Service = Retry<S, P, C, K>;

    fn layer(&self, service: S) -> Self::Service {
        Retry::new(service, self.policy.clone(), self.copies.clone(), self.kind.clone())
    }
}
