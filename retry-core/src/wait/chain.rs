use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::strategy::{Wait, WaitText};
use crate::description::write_together;
use crate::state::RetryState;

/// Waits the delay of strategy `n` in the list after attempt `n`. The last strategy repeats.
///
/// | n | 1 | 2 | 3 | 4 | 5 |
/// |---|---|---|---|---|---|
/// | `wait_chain((wait_none(), wait_fixed(1s), wait_incrementing(1s, 1s)))` | 0 | 1 s | 3 s | 4 s | 5 s |
///
/// The list is a tuple of up to twelve strategies, an array, or a `Vec` (feature `alloc`). Each strategy sees the same state, so `n`
/// does not restart at 1. The third strategy above begins with its third delay.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// let second = Duration::from_secs(1);
/// let wait = wait_chain((wait_none(), wait_fixed(second), wait_incrementing(second, second)));
/// let delays = [1, 2, 3, 4, 5].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_secs());
/// assert_eq!(delays, [0, 1, 3, 4, 5]);
///
/// let wait = wait_chain([50, 50, 200].map(|ms| wait_fixed(Duration::from_millis(ms))));
/// let delays = [1, 2, 3, 4, 5].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_millis());
/// assert_eq!(delays, [50, 50, 200, 200, 200]);
/// ```
///
/// If the choice depends on more than the number of the attempt, use [`wait_fn`](crate::wait_fn) instead.
///
/// An empty list is invalid, because it has no last strategy. The compiler rejects an empty tuple or array:
///
/// ```compile_fail
/// # use tenacity::prelude::*;
/// let _ = wait_chain(());
/// ```
///
/// ```compile_fail
/// # use tenacity::prelude::*;
/// let _ = wait_chain([wait_none(); 0]);
/// ```
///
/// # Panics
///
/// If the list is an empty `Vec`.
#[track_caller]
pub fn wait_chain<L>(list: L) -> WaitChain<L>
where
    L: WaitList,
{
    const { assert!(!L::ALWAYS_EMPTY, "wait_chain(list): `list` must hold at least one wait strategy") };
    assert!(list.count() > 0, "wait_chain(list): `list` must hold at least one wait strategy");
    WaitChain { list }
}

/// See [`wait_chain`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct WaitChain<L> {
    list: L,
}

impl<L: WaitList> WaitChain<L> {
    /// Returns the index of the strategy for this state.
    #[inline]
    fn index(&self, state: &RetryState) -> usize {
        let index = usize::try_from(state.failures_before()).unwrap_or(usize::MAX);
        index.min(self.list.count() - 1)
    }
}

impl<L: WaitList> Wait for WaitChain<L> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        self.list.delay_of(self.index(state), state)
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.list.reads_time()
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_together(f, f.alternate() || f.sign_plus(), format_args!("{}", Links(&self.list)))
    }

    fn span(&self, state: &RetryState) -> Option<RangeInclusive<Duration>> {
        self.list.link(self.index(state)).span(state)
    }
}

/// Displays the descriptions of the links. For a long chain, it displays the first links and the last one, which repeats.
struct Links<'a, L>(&'a L);

impl<L: WaitList> fmt::Display for Links<'_, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 5;

        let last = self.0.count() - 1;
        let (told, left_out) = if last < MOST { (last, 0) } else { (MOST - 2, last + 2 - MOST) };
        for index in 0..told {
            write!(f, "{:#}, then ", WaitText(self.0.link(index)))?;
        }
        if left_out > 0 {
            write!(f, "{left_out} more, then ")?;
        }
        write!(f, "{:#}", WaitText(self.0.link(last)))
    }
}

/// A list of wait strategies for [`wait_chain`]: a tuple, an array, a `Vec`, or a slice in a `Box` or an `Arc`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of wait strategies",
    label = "expected a tuple of one to twelve wait strategies, an array or a `Vec`",
    note = "write for instance `wait_chain((wait_none(), wait_fixed(1s)))`; a single strategy needs no chain"
)]
pub trait WaitList: sealed::Sealed {
    #[doc(hidden)]
    const ALWAYS_EMPTY: bool = false;

    #[doc(hidden)]
    fn count(&self) -> usize;

    /// Returns the delay of the strategy at `index`, which is less than `count`.
    #[doc(hidden)]
    fn delay_of(&self, index: usize, state: &RetryState) -> Duration;

    /// Returns the strategy at `index` as a trait object.
    #[doc(hidden)]
    fn link(&self, index: usize) -> &dyn Wait;

    #[doc(hidden)]
    fn reads_time(&self) -> bool;
}

mod sealed {
    pub trait Sealed {}
}

impl<W, const N: usize> sealed::Sealed for [W; N] {}

impl<W: Wait, const N: usize> WaitList for [W; N] {
    const ALWAYS_EMPTY: bool = N == 0;

    #[inline]
    fn count(&self) -> usize {
        N
    }

    #[inline]
    fn delay_of(&self, index: usize, state: &RetryState) -> Duration {
        self[index].delay(state)
    }

    fn link(&self, index: usize) -> &dyn Wait {
        &self[index]
    }

    fn reads_time(&self) -> bool {
        self.iter().any(Wait::reads_time)
    }
}

/// Implements `WaitList` for types that hold a slice.
#[cfg(feature = "alloc")]
macro_rules! slice_lists {
    ($($list:ty)*) => {$(
        impl<W> sealed::Sealed for $list {}

        impl<W: Wait> WaitList for $list {
            #[inline]
            fn count(&self) -> usize {
                self.len()
            }

            #[inline]
            fn delay_of(&self, index: usize, state: &RetryState) -> Duration {
                self[index].delay(state)
            }

            fn link(&self, index: usize) -> &dyn Wait {
                &self[index]
            }

            fn reads_time(&self) -> bool {
                self.iter().any(Wait::reads_time)
            }
        }
    )*};
}

#[cfg(feature = "alloc")]
slice_lists! { alloc::vec::Vec<W> alloc::boxed::Box<[W]> }
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
slice_lists! { alloc::sync::Arc<[W]> }

/// Implements `WaitList` for tuples, from one strategy to all that are named.
macro_rules! tuple_lists {
    ([$($before:ident $index:tt)*] $last:ident $last_index:tt $($after:tt)*) => {
        impl<$($before,)* $last> sealed::Sealed for ($($before,)* $last,) {}

        impl<$($before: Wait,)* $last: Wait> WaitList for ($($before,)* $last,) {
            #[inline]
            fn count(&self) -> usize {
                $last_index + 1
            }

            #[inline]
            fn delay_of(&self, index: usize, state: &RetryState) -> Duration {
                match index {
                    $($index => self.$index.delay(state),)*
                    _ => self.$last_index.delay(state),
                }
            }

            fn link(&self, index: usize) -> &dyn Wait {
                match index {
                    $($index => &self.$index,)*
                    _ => &self.$last_index,
                }
            }

            fn reads_time(&self) -> bool {
                $(self.$index.reads_time() ||)* self.$last_index.reads_time()
            }
        }

        tuple_lists! { [$($before $index)* $last $last_index] $($after)* }
    };
    ([$($all:tt)*]) => {};
}

tuple_lists! { [] A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait::closures::wait_fn;
    use crate::wait::fixed::{wait_fixed, wait_none};

    #[test]
    fn the_last_strategy_repeats_and_attempt_zero_uses_the_first() {
        let chain = wait_chain((wait_none(), wait_fixed(Duration::MAX)));
        let delay = |n| chain.delay(&RetryState::at(n, Duration::ZERO));
        assert_eq!([0, 1, 2, u32::MAX].map(delay), [Duration::ZERO, Duration::ZERO, Duration::MAX, Duration::MAX]);
    }

    #[test]
    fn twelve_strategies_are_used_in_their_order() {
        let w = |secs| wait_fixed(Duration::from_secs(secs));
        let chain = wait_chain((w(1), w(2), w(3), w(4), w(5), w(6), w(7), w(8), w(9), w(10), w(11), w(12)));
        for n in 1..=12 {
            assert_eq!(chain.delay(&RetryState::at(n, Duration::ZERO)), Duration::from_secs(n.into()));
        }
    }

    #[test]
    fn a_chain_reads_the_time_when_a_link_does() {
        assert!(!wait_chain((wait_none(),)).reads_time());
        assert!(!wait_chain([wait_none(); 3]).reads_time());
        assert!(wait_chain((wait_none(), wait_fn(RetryState::elapsed), wait_none())).reads_time());
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn a_vector_may_hold_different_strategies_in_boxes() {
        use alloc::{boxed::Box, vec, vec::Vec};

        let list: Vec<Box<dyn Wait + Send + Sync>> = vec![Box::new(wait_none()), Box::new(wait_fixed(Duration::MAX))];
        assert_eq!(wait_chain(list).delay(&RetryState::at(2, Duration::ZERO)), Duration::MAX);
    }

    #[cfg(feature = "alloc")]
    #[test]
    #[should_panic(expected = "`list` must hold at least one wait strategy")]
    fn an_empty_vector_is_refused() {
        let _ = wait_chain(alloc::vec::Vec::<super::super::WaitNone>::new());
    }
}
