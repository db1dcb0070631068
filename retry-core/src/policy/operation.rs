use core::pin::Pin;

use crate::state::RetryState;

/// The operation that a [`RetryFuture`](crate::RetryFuture) attempts. It is a closure that returns a future. If you need to name the type
/// of the call, implement it for a type of your own.
///
/// ```
/// use std::future::{Ready, ready};
/// use std::sync::Arc;
/// use tenacity::{Operation, RetryFuture, prelude::*};
///
/// /// Asks the servers in turn.
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be attempted again",
    label = "expected a closure that returns a future",
    note = "write a closure, for instance `call_async(|| fetch())` for `call_async(fetch())`"
)]
pub trait Operation {
    /// The future of one attempt.
    type Future: Future;

    /// Begins an attempt, with the state that the policy's `before` hooks see.
    fn attempt(&mut self, state: &RetryState) -> Self::Future;

    /// Returns whether [`attempt`](Self::attempt) reads the state. If not, the call passes a blank state and need not read the clock. The
    /// default is `true`.
    fn reads_state(&self) -> bool {
        true
    }

    /// Inspects an attempt that has ended, before the call drops it. It runs for an attempt that a time limit cut off, too. The default does
    /// nothing.
    fn ended(&mut self, _: Pin<&mut Self::Future>) {}

    /// Returns whether another attempt is possible after this outcome. The call asks only if the policy wants a retry. If not, it ends as if
    /// the stop strategy had stopped it ([`Finish::Stopped`](crate::Finish::Stopped)). So a request that must not be sent twice can reject
    /// the retry. The default is `true`.
    fn can_repeat(&self, _: &<Self::Future as Future>::Output) -> bool {
        true
    }
}

/// The part of an operation in the decision after an attempt.
pub(super) trait Repeat<R> {
    /// See [`Limits::sleeps_elsewhere`](crate::call::limits::Limits).
    const SLEEPS_ELSEWHERE: bool = false;

    fn can_repeat(&self, _: &R) -> bool {
        true
    }
}

/// An operation that leaves every decision to its policy.
pub(super) struct PolicyAlone;

impl<R> Repeat<R> for PolicyAlone {}

/// One attempt of a call that sleeps outside of this process.
pub(super) struct OneStep;

impl<R> Repeat<R> for OneStep {
    const SLEEPS_ELSEWHERE: bool = true;
}

/// The part of this [`Operation`].
#[cfg(feature = "std")]
pub(super) struct RepeatOf<'a, O>(pub(super) &'a O);

#[cfg(feature = "std")]
impl<O: Operation> Repeat<<O::Future as Future>::Output> for RepeatOf<'_, O> {
    #[inline]
    fn can_repeat(&self, outcome: &<O::Future as Future>::Output) -> bool {
        self.0.can_repeat(outcome)
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
