use alloc::boxed::Box;

use super::{DefaultTimer, Hooks, RetryPolicy};
use crate::predicate::Predicate;
use crate::stop::Stop;
use crate::wait::Wait;

/// A policy over outcomes of type `R`, of whatever parts: for a struct field.
///
/// ```
/// use tenacity::{BoxedPolicy, prelude::*};
///
/// struct Client { policy: BoxedPolicy<Result<u8, &'static str>> }
///
/// let client = Client { policy: RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()).boxed() };
/// assert_eq!(client.policy.call(|| Err("down")), Err("down"));
/// ```
#[cfg(feature = "alloc")]
pub type BoxedPolicy<R, T = DefaultTimer> = RetryPolicy<
    Box<dyn Stop + Send + Sync>,
    Box<dyn Wait + Send + Sync>,
    Box<dyn Predicate<R> + Send + Sync>,
    Box<dyn Hooks<R> + Send + Sync>,
    T,
>;

impl<S, W, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// The same policy behind boxes, so that its type names nothing but the outcome.
    pub fn boxed<R>(self) -> BoxedPolicy<R, T>
    where
        S: Stop + Send + Sync + 'static,
        W: Wait + Send + Sync + 'static,
        P: Predicate<R> + Send + Sync + 'static,
        H: Hooks<R> + Send + Sync + 'static,
    {
        with!(self: Box::new(self.stop), Box::new(self.wait), Box::new(self.retry), Box::new(self.hooks), self.timer)
    }
}
