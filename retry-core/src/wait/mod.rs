//! How long to wait.

mod chain;
mod decorrelated;
mod exponential;
mod exponential_jitter;
mod fibonacci;
mod fixed;
mod incrementing;
mod jitter;
mod own;
mod random;
mod sum;

use core::time::Duration;

pub use self::chain::{WaitChain, WaitList, wait_chain};
pub use self::decorrelated::{WaitDecorrelatedJitter, wait_decorrelated_jitter};
pub use self::exponential::{WaitExponential, WaitRandomExponential, wait_exponential, wait_random_exponential};
pub use self::exponential_jitter::{WaitExponentialJitter, wait_exponential_jitter};
pub use self::fibonacci::{WaitFibonacci, wait_fibonacci};
pub use self::fixed::{WaitFixed, WaitNone, wait_fixed, wait_none};
pub use self::incrementing::{WaitIncrementing, wait_incrementing};
pub use self::jitter::WaitFullJitter;
pub use self::own::{WaitFn, wait_fn};
pub use self::random::{WaitRandom, wait_random};
pub use self::sum::WaitSum;
use crate::operators::{forward_pointers, pair_operator};
use crate::state::RetryState;

/// How long to sleep before the next attempt: asked after each attempt that is to be retried, before the stop strategy.
///
/// Strategies add up: `a + b` sleeps the sum of both. A type of your own needs one method; it stands on the right of `+`, or on
/// the left of [`plus`](Self::plus).
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// #[derive(Clone, Copy)]
/// struct WaitSquares(Duration);
///
/// impl Wait for WaitSquares {
///     fn delay(&self, state: &RetryState) -> Duration { self.0 * state.attempt_number().pow(2) }
///     fn reads_time(&self) -> bool { false }
/// }
///
/// let wait = wait_fixed(Duration::from_secs(1)) + WaitSquares(Duration::from_secs(1));
/// assert_eq!(wait.delay(&RetryState::at(3, Duration::ZERO)), Duration::from_secs(10));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a wait strategy",
    label = "expected a wait strategy",
    note = "write for instance `wait_exponential(100ms).max(5s).full_jitter()`, or wrap a closure: `wait_fn(|state| …)`"
)]
pub trait Wait {
    /// The delay before the next attempt.
    fn delay(&self, state: &RetryState) -> Duration;

    /// Whether the answer depends on [`elapsed`](RetryState::elapsed). When no part of a policy reads the time, no clock is
    /// asked, and `elapsed` stays zero. `true` unless overridden.
    fn reads_time(&self) -> bool {
        true
    }

    /// The sum of this delay and that of `other`: `+`, for types of your own and references.
    fn plus<B>(self, other: B) -> WaitSum<Self, B>
    where
        Self: Sized,
        B: Wait,
    {
        WaitSum(self, other)
    }

    /// Full jitter: `U[0, w)`, uniform between zero and this delay `w`.
    ///
    /// | `wait_exponential(100ms).max(500ms).full_jitter()`, n | 1 | 2 | 3 | 4 | 5 |
    /// |---|---|---|---|---|---|
    /// | from | 0 | 0 | 0 | 0 | 0 |
    /// | to | 100 ms | 200 ms | 400 ms | 500 ms | 500 ms |
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::prelude::*;
    /// let backoff = wait_exponential(Duration::from_millis(100)).max(Duration::from_millis(500));
    /// for (n, to) in [(1, 100), (2, 200), (3, 400), (4, 500), (5, 500)] {
    ///     assert!(backoff.full_jitter().delay(&RetryState::at(n, Duration::ZERO)) < Duration::from_millis(to));
    /// }
    /// ```
    ///
    /// A cap before the jitter, as here, keeps jittering for ever; one written after it gathers all that would be longer at the
    /// cap. This holds for every jitter.
    ///
    /// Of all jitters it spreads a crowd of clients best, and halves the mean delay. Source: M. Brooker, "Exponential backoff and jitter", AWS Architecture Blog,
    /// 2015.
    fn full_jitter(self) -> WaitFullJitter<Self>
    where
        Self: Sized,
    {
        WaitFullJitter(self)
    }
}

forward_pointers! {
    impl[] Wait {
        #[inline]
        fn delay(&self, state: &RetryState) -> Duration {
            (**self).delay(state)
        }

        #[inline]
        fn reads_time(&self) -> bool {
            (**self).reads_time()
        }
    }
}

pair_operator! {
    Add::add gives WaitSum for
    [] WaitNone, [] WaitFixed, [] WaitRandom, [] WaitIncrementing, [] WaitExponential, [] WaitFibonacci, [] WaitRandomExponential,
    [] WaitExponentialJitter, [] WaitDecorrelatedJitter, [L,] WaitChain<L>, [F,] WaitFn<F>, [A, B,] WaitSum<A, B>,
    [W,] WaitFullJitter<W>,
}
#[cfg(feature = "alloc")]
pair_operator! { Add::add gives WaitSum for [] alloc::boxed::Box<dyn Wait + Send + Sync> }
