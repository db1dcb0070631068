//! The operators `|`, `&` and `!` of predicates.

use super::closures::{RetryFn, RetryIfErr, RetryIfNotResult, RetryIfOk, RetryIfResult};
use super::constants::{RetryAlways, RetryNever};
use super::failure::RetryIfFailure;
use super::retryable::RetryIfRetryable;
use super::strategy::Predicate;
use crate::operators::pair_operator;
use crate::outcome::verdict::Verdict;
use crate::state::RetryState;

/// Retries when either predicate does: `a | b`. The first one that retries decides, and its hint counts.
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryAny<A, B>(pub(crate) A, pub(crate) B);

impl<A, B> RetryAny<A, B> {
    /// Combines two predicates: `left | right`.
    ///
    /// An operator needs one of our predicates on its left. Use this function to implement the operator for your own predicate, or to
    /// combine predicates in a constant. [`RetryNot::new`] has an example.
    #[inline]
    pub const fn new(left: A, right: B) -> Self {
        Self(left, right)
    }
}

impl<R, A: Predicate<R>, B: Predicate<R>> Predicate<R> for RetryAny<A, B> {
    #[inline]
    fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict {
        match self.0.verdict(outcome, state) {
            Verdict::Accept => self.1.verdict(outcome, state),
            retry => retry,
        }
    }

    #[inline]
    fn reads_state(&self) -> bool {
        self.0.reads_state() || self.1.reads_state()
    }
}

/// Retries when both predicates do: `a & b`. The longer of two hints wins.
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryAll<A, B>(pub(crate) A, pub(crate) B);

impl<A, B> RetryAll<A, B> {
    /// Combines two predicates: `left & right`.
    ///
    /// An operator needs one of our predicates on its left. Use this function to implement the operator for your own predicate, or to
    /// combine predicates in a constant. [`RetryNot::new`] has an example.
    #[inline]
    pub const fn new(left: A, right: B) -> Self {
        Self(left, right)
    }
}

impl<R, A: Predicate<R>, B: Predicate<R>> Predicate<R> for RetryAll<A, B> {
    #[inline]
    fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict {
        let left = self.0.verdict(outcome, state);
        if !left.is_retry() {
            return Verdict::Accept;
        }
        let right = self.1.verdict(outcome, state);
        if !right.is_retry() {
            return Verdict::Accept;
        }
        left.hint().max(right.hint()).map_or(Verdict::Retry, Verdict::RetryAfter)
    }

    #[inline]
    fn reads_state(&self) -> bool {
        self.0.reads_state() || self.1.reads_state()
    }
}

/// Retries the outcomes that the predicate accepts, and accepts those that it retries: `!a`. Drops hints.
#[derive(Clone, Copy, Debug)]
#[must_use = "a predicate does nothing until a policy or `#[retry]` uses it"]
pub struct RetryNot<P>(pub(crate) P);

impl<P> RetryNot<P> {
    /// Inverts a predicate: `!predicate`.
    ///
    /// ```
    /// use std::{ops, time::Duration};
    /// use tenacity::prelude::*;
    /// use tenacity::strategies::{RetryAny, RetryNot};
    ///
    /// #[derive(Clone, Copy)]
    /// struct RetryIfBusy;
    ///
    /// impl Predicate<u16> for RetryIfBusy {
    ///     fn verdict(&self, status: &u16, _: &RetryState) -> Verdict { (*status == 503).into() }
    /// }
    ///
    /// impl<Rhs> ops::BitOr<Rhs> for RetryIfBusy {
    ///     type Output = RetryAny<Self, Rhs>;
    ///     fn bitor(self, rhs: Rhs) -> Self::Output { RetryAny::new(self, rhs) }
    /// }
    ///
    /// impl ops::Not for RetryIfBusy {
    ///     type Output = RetryNot<Self>;
    ///     fn not(self) -> Self::Output { RetryNot::new(self) }
    /// }
    ///
    /// let state = RetryState::at(1, Duration::ZERO);
    /// let busy_or_throttled = RetryIfBusy | retry_if_result(|status: &u16| *status == 429);
    /// assert_eq!([503, 429, 200].map(|status| busy_or_throttled.verdict(&status, &state).is_retry()), [true, true, false]);
    /// assert_eq!((!RetryIfBusy).verdict(&503, &state), Verdict::Accept);
    /// ```
    #[inline]
    pub const fn new(predicate: P) -> Self {
        Self(predicate)
    }
}

impl<R, P: Predicate<R>> Predicate<R> for RetryNot<P> {
    #[inline]
    fn verdict(&self, outcome: &R, state: &RetryState) -> Verdict {
        self.0.verdict(outcome, state).inverted()
    }

    #[inline]
    fn reads_state(&self) -> bool {
        self.0.reads_state()
    }
}

/// Implements `|`, `&` and `!` for each listed predicate.
macro_rules! logic_operators {
    ($([$($generics:tt)*] $predicate:ty),+ $(,)?) => {
        pair_operator! { BitOr::bitor gives RetryAny for $([$($generics)*] $predicate),+ }
        pair_operator! { BitAnd::bitand gives RetryAll for $([$($generics)*] $predicate),+ }
        $(
            impl<$($generics)*> core::ops::Not for $predicate {
                type Output = RetryNot<Self>;

                #[inline]
                fn not(self) -> Self::Output {
                    RetryNot(self)
                }
            }
        )+
    };
}

/// Implements the operators and their method forms for each listed predicate. The methods are inherent: `Predicate<R>` cannot have
/// them, because a predicate is not tied to one `R`.
macro_rules! logic_methods {
    ($([$($generics:tt)*] $predicate:ty),+ $(,)?) => {
        logic_operators! { $([$($generics)*] $predicate),+ }
        $(
            impl<$($generics)*> $predicate {
                /// Retries when this or `other` does: the method form of `|`.
                pub fn or<Rhs>(self, other: Rhs) -> RetryAny<Self, Rhs> {
                    self | other
                }

                /// Retries when both this and `other` do: the method form of `&`.
                pub fn and<Rhs>(self, other: Rhs) -> RetryAll<Self, Rhs> {
                    self & other
                }

                /// Retries the outcomes that this accepts, and accepts those that this retries: the method form of `!`.
                #[expect(clippy::should_implement_trait, reason = "`Not` is implemented; this is its form for method chains")]
                pub fn not(self) -> RetryNot<Self> {
                    !self
                }
            }
        )+
    };
}

logic_methods! {
    [] RetryAlways, [] RetryNever, [] RetryIfFailure, [] RetryIfRetryable,
    [F,] RetryIfErr<F>, [F,] RetryIfOk<F>, [F,] RetryIfResult<F>, [F,] RetryIfNotResult<F>, [F,] RetryFn<F>,
    [A, B,] RetryAny<A, B>, [A, B,] RetryAll<A, B>, [P,] RetryNot<P>,
}
#[cfg(feature = "alloc")]
logic_operators! {
    [R,] alloc::boxed::Box<dyn Predicate<R>>,
    [R,] alloc::boxed::Box<dyn Predicate<R> + Send + Sync>,
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::*;
    use crate::predicate::closures::{retry_fn, retry_if_result};
    use crate::predicate::constants::{retry_always, retry_never};

    const SHORT: Duration = Duration::from_secs(1);
    const LONG: Duration = Duration::from_secs(2);

    fn verdict(predicate: impl Predicate<()>) -> Verdict {
        predicate.verdict(&(), &RetryState::at(1, Duration::ZERO))
    }

    fn hint(delay: Duration) -> impl Predicate<()> {
        retry_if_result(move |(): &()| Verdict::RetryAfter(delay))
    }

    #[test]
    fn the_first_that_retries_decides_an_or_with_its_hint() {
        assert_eq!(verdict(retry_never().or(hint(SHORT)) | hint(LONG)), Verdict::RetryAfter(SHORT));
        assert_eq!(verdict(retry_always() | hint(LONG)), Verdict::Retry);
        assert_eq!(verdict(retry_never() | retry_never()), Verdict::Accept);
    }

    #[test]
    fn the_longer_hint_wins_an_and() {
        assert_eq!(verdict(retry_always().and(hint(LONG)) & hint(SHORT)), Verdict::RetryAfter(LONG));
        assert_eq!(verdict(retry_always() & retry_always()), Verdict::Retry);
        assert_eq!(verdict(retry_always().and(hint(LONG)) & retry_never()), Verdict::Accept);
    }

    #[test]
    fn not_inverts_and_drops_hints() {
        assert_eq!(verdict((retry_never() | hint(LONG)).not()), Verdict::Accept);
        assert_eq!(verdict(!!(retry_never() | hint(LONG))), Verdict::Retry);
    }

    #[test]
    fn a_predicate_reads_the_state_if_one_of_its_parts_does() {
        let judge = retry_fn(|(): &(), _: &RetryState| true);
        assert!(!Predicate::<()>::reads_state(&!(retry_always() | retry_never())));
        assert!(Predicate::<()>::reads_state(&(retry_always() & judge)));
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn a_boxed_predicate_has_the_operators() {
        use alloc::{boxed::Box, sync::Arc};

        let boxed = || -> Box<dyn Predicate<()> + Send + Sync> { Box::new(retry_always()) };
        let shared: Arc<dyn Predicate<()>> = Arc::new(retry_never());
        assert_eq!(verdict(!boxed()), Verdict::Accept);
        assert_eq!(verdict(boxed() & &shared), Verdict::Accept);
        assert_eq!(verdict(boxed() | shared), Verdict::Retry);
    }
}
