use crate::state::RetryState;

/// What a policy attempts, again and again, for a [`RetryFuture`](crate::RetryFuture): a closure that makes a future, or a type of your
/// own where the type of the call has to be written down.
///
/// ```
/// use std::future::{Ready, ready};
/// use std::sync::Arc;
/// use tenacity::{Operation, RetryFuture, prelude::*};
///
/// /// Asks one server after the other.
/// struct Ask { servers: Vec<&'static str> }
///
/// impl Operation for Ask {
///     type Future = Ready<Result<&'static str, String>>;
///
///     fn attempt(&mut self, state: &RetryState) -> Self::Future {
///         let server = self.servers[state.attempt_number() as usize % self.servers.len()];
///         ready(if server == "c" { Ok(server) } else { Err(format!("{server} is down")) })
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
/// let policy = Arc::new(RetryPolicy::new());
/// let call: RetryFuture<Arc<RetryPolicy>, Ask> = RetryFuture::new(policy, Ask { servers: vec!["a", "b", "c"] });
/// assert_eq!(call.await, Ok("c"));
/// # }
/// ```
pub trait Operation {
    /// One attempt.
    type Future: Future;

    /// Begins an attempt, in the state that the policy's `before` hooks see.
    fn attempt(&mut self, state: &RetryState) -> Self::Future;

    /// Whether [`attempt`](Self::attempt) looks at the state. If it does not, it is shown a blank one, and the call need not read the
    /// clock. `true` unless overridden.
    fn reads_state(&self) -> bool {
        true
    }
}

impl<O: FnMut() -> F, F: Future> Operation for O {
    type Future = F;

    #[inline]
    fn attempt(&mut self, _: &RetryState) -> F {
        self()
    }

    #[inline]
    fn reads_state(&self) -> bool {
        false
    }
}
