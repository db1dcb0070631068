//! Marks on the types of strategies that do not read the time or earlier sleeps. The methods in [`decisions`](super::decisions) require
//! them.

use super::borrowed::{BorrowedPredicate, BorrowedStop, BorrowedWait};
use super::slots::{FailureOf, PredicateSlot, StopSlot, WaitSlot};
use crate::predicate::closures::{RetryIfErr, RetryIfNotResult, RetryIfOk, RetryIfResult};
use crate::predicate::constants::{RetryAlways, RetryNever};
use crate::predicate::failure::RetryIfFailure;
use crate::predicate::logic::{RetryAll, RetryAny, RetryNot};
use crate::predicate::retryable::RetryIfRetryable;
use crate::stop::attempts::{StopAfterAttempt, StopNever};
use crate::stop::closures::StopWhen;
use crate::stop::combined::{StopAll, StopAny};
use crate::stop::delay::{StopAfterDelay, StopBeforeDelay};
use crate::wait::chain::WaitChain;
use crate::wait::combined::{WaitAtLeast, WaitAtMost, WaitEqualJitter, WaitFullJitter, WaitJitter, WaitJitterFactor, WaitSum};
use crate::wait::decorrelated::WaitDecorrelatedJitter;
use crate::wait::exponential::{WaitExponential, WaitRandomExponential};
use crate::wait::exponential_jitter::WaitExponentialJitter;
use crate::wait::fibonacci::WaitFibonacci;
use crate::wait::fixed::{WaitFixed, WaitNone};
use crate::wait::incrementing::WaitIncrementing;
use crate::wait::random::WaitRandom;

/// A strategy that does not read the time since the start of the call.
pub trait Timeless {}

/// A strategy that reads only the number of the attempt, the time and the upcoming sleep. It does not read earlier sleeps, and does not
/// draw random numbers.
pub trait Memoryless {}

/// Marks types: `[generics] Type where [parts]`. The parts must be marked too.
macro_rules! mark {
    ($mark:ident: $([$($generics:tt)*] $strategy:ty where [$($part:ident)*],)*) => {
        $(impl<$($generics)*> $mark for $strategy where $($part: $mark,)* {})*
    };
}

mark! { Timeless:
    [] StopNever where [],
    [] StopAfterAttempt where [],
    [F] StopWhen<F> where [],
    [] WaitNone where [],
    [] WaitFixed where [],
    [] WaitRandom where [],
    [] WaitIncrementing where [],
    [] WaitExponential where [],
    [] WaitFibonacci where [],
    [] WaitRandomExponential where [],
    [] WaitExponentialJitter where [],
    [] WaitDecorrelatedJitter where [],
    [W] WaitFullJitter<W> where [W],
    [W] WaitEqualJitter<W> where [W],
    [W] WaitJitter<W> where [W],
    [W] WaitJitterFactor<W> where [W],
}

mark! { Memoryless:
    [] StopNever where [],
    [] StopAfterAttempt where [],
    [] StopAfterDelay where [],
    [] StopBeforeDelay where [],
    [F] StopWhen<F> where [],
    [] WaitNone where [],
    [] WaitFixed where [],
    [] WaitIncrementing where [],
    [] WaitExponential where [],
    [] WaitFibonacci where [],
}

/// Marks types that are as timeless and memoryless as their parts.
macro_rules! mark_both {
    ($($strategies:tt)*) => {
        mark! { Timeless: $($strategies)* }
        mark! { Memoryless: $($strategies)* }
    };
}

mark_both! {
    ['a, S: ?Sized] &'a S where [S],
    [A, B] StopAny<A, B> where [A B],
    [A, B] StopAll<A, B> where [A B],
    [W] WaitAtLeast<W> where [W],
    [W] WaitAtMost<W> where [W],
    [A, B] WaitSum<A, B> where [A B],
    [L] WaitChain<L> where [L],
    [W, const N: usize] [W; N] where [W],
    [F] RetryIfErr<F> where [],
    [F] RetryIfOk<F> where [],
    [F] RetryIfResult<F> where [],
    [F] RetryIfNotResult<F> where [],
    [] RetryIfFailure where [],
    [] RetryIfRetryable where [],
    [] RetryAlways where [],
    [] RetryNever where [],
    [A, B] RetryAny<A, B> where [A B],
    [A, B] RetryAll<A, B> where [A B],
    [P] RetryNot<P> where [P],
    ['a, S: ?Sized] BorrowedStop<'a, S> where [S],
    ['a, W: ?Sized] BorrowedWait<'a, W> where [W],
    ['a, P: ?Sized] BorrowedPredicate<'a, P> where [P],
    [S] StopSlot<S> where [S],
    [W] WaitSlot<W> where [W],
    ['a, R, P] PredicateSlot<'a, R, P> where [P],
    ['a, R] FailureOf<'a, R> where [],
}

#[cfg(feature = "std")]
mark_both! { [E] crate::stop::StopWhenEventSet<E> where [], }

#[cfg(feature = "alloc")]
mark_both! { [W] alloc::vec::Vec<W> where [W], }

/// Marks tuples, which hold the links of a chain, from one strategy to all that are named.
macro_rules! mark_tuples {
    ([$($before:ident)*] $last:ident $($after:ident)*) => {
        mark_both! { [$($before,)* $last] ($($before,)* $last,) where [$($before)* $last], }
        mark_tuples! { [$($before)* $last] $($after)* }
    };
    ([$($all:ident)*]) => {};
}

mark_tuples! { [] A B C D E F G H I J K L }

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::*;
    use crate::stop::attempts::{stop_after_attempt, stop_never};
    use crate::stop::closures::stop_when;
    use crate::stop::strategy::Stop;
    use crate::wait::chain::wait_chain;
    use crate::wait::decorrelated::wait_decorrelated_jitter;
    use crate::wait::exponential::{wait_exponential, wait_random_exponential};
    use crate::wait::exponential_jitter::wait_exponential_jitter;
    use crate::wait::fibonacci::wait_fibonacci;
    use crate::wait::fixed::{wait_fixed, wait_none};
    use crate::wait::incrementing::wait_incrementing;
    use crate::wait::random::wait_random;
    use crate::wait::strategy::Wait;

    const S: Duration = Duration::from_secs(1);

    #[test]
    fn strategies_marked_timeless_do_not_read_the_time() {
        fn stop(strategy: &(impl Stop + Timeless)) -> bool {
            strategy.reads_time()
        }
        fn wait(strategy: &(impl Wait + Timeless)) -> bool {
            strategy.reads_time()
        }
        let stops = [
            stop(&stop_never()),
            stop(&stop_after_attempt(3)),
            stop(&stop_when(|| true)),
            stop(&(stop_never() | stop_after_attempt(3) & stop_never())),
            stop(&BorrowedStop(&stop_never())),
        ];
        let waits = [
            wait(&wait_none()),
            wait(&wait_fixed(S)),
            wait(&wait_random(S, S * 2)),
            wait(&wait_incrementing(S, S)),
            wait(&wait_exponential(S)),
            wait(&wait_fibonacci(S)),
            wait(&wait_random_exponential(S)),
            wait(&wait_exponential_jitter(S, S)),
            wait(&wait_decorrelated_jitter(S, S * 2)),
            wait(&wait_none().full_jitter().equal_jitter().jitter(S).jitter_factor(0.5).at_least(S).at_most(S)),
            wait(&wait_chain((wait_none() + wait_fixed(S), wait_chain([wait_none(); 2])))),
            wait(&BorrowedWait(&wait_none())),
        ];
        assert!(!stops.into_iter().chain(waits).any(|reads_time| reads_time));
    }
}
