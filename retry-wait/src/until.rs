//! Closures that judge the value of a check.
//!
//! For a `Result`, `until` is an inherent method, which judges the value in `Ok`. For any other value, it is a method of the trait. Both
//! can have the same name, because the compiler prefers inherent methods. The closure then needs no type annotations.

#![expect(clippy::type_complexity, reason = "a method replaces one type parameter by another")]

use crate::builder::Waiting;
use crate::judge::judges::UntilResult;
use crate::judge::judges::{ByItself, Shown, UntilOk, UntilValue};
use crate::parts::WaitParts;

impl<F, V, E, K, T, X, G, W> Waiting<F, Result<V, E>, WaitParts<K, T, ByItself, X, G, W>> {
    /// Waits until `predicate` accepts the value in `Ok`, and returns that value. An `Err` means not yet. See [`Until::until`].
    pub fn until<P, B>(self, predicate: P) -> Waiting<F, Result<V, E>, WaitParts<K, T, UntilOk<P>, X, G, W>>
    where
        P: FnMut(&V) -> B,
        B: UntilResult,
    {
        self.map(|parts| parts.with_judge(|ByItself| UntilOk { predicate, show: () }))
    }
}

/// Waits until a closure accepts the value of a check. It is for values that are not [`Truthy`](crate::Truthy).
pub trait Until<C>: Sized {
    /// The wait with this closure.
    type Judged<P>;

    /// Waits until `predicate` accepts the value of the check, or the value in its `Ok`, and returns that value. The closure returns a
    /// `bool` or a [`Check`](crate::Check), such as `Fatal` for a failed job, or `Pending` with a reason for the report.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let mut counter = 0..;
    /// let found = wait_for_sync("the counter to reach 3", || counter.next().unwrap())
    ///     .until(|&n| n >= 3)
    ///     .timer(VirtualTimer::new())
    ///     .run()?;
    /// assert_eq!(found, 3);
    /// # Ok::<(), WaitError>(())
    /// ```
    fn until<P, B>(self, predicate: P) -> Self::Judged<P>
    where
        P: FnMut(&C) -> B,
        B: UntilResult;
}

impl<F, C, K, T, X, G, W> Until<C> for Waiting<F, C, WaitParts<K, T, ByItself, X, G, W>> {
    type Judged<P> = Waiting<F, C, WaitParts<K, T, UntilValue<P>, X, G, W>>;

    fn until<P, B>(self, predicate: P) -> Self::Judged<P>
    where
        P: FnMut(&C) -> B,
        B: UntilResult,
    {
        self.map(|parts| parts.with_judge(|ByItself| UntilValue { predicate, show: () }))
    }
}

impl<F, C, K, T, P, X, G, W> Waiting<F, C, WaitParts<K, T, UntilValue<P>, X, G, W>> {
    /// Shows values that are not ready in the error and in its report. `show` turns a value into text. Without this method, they show only
    /// the reason of a [`Check::Pending`](crate::Check::Pending).
    pub fn show<S, R>(self, show: S) -> Waiting<F, C, WaitParts<K, T, UntilValue<P, Shown<S>>, X, G, W>>
    where
        S: FnMut(&C) -> R,
        R: ToString,
    {
        self.map(|parts| parts.with_judge(|judge| UntilValue { predicate: judge.predicate, show: Shown(show) }))
    }
}

impl<F, V, E, K, T, P, X, G, W> Waiting<F, Result<V, E>, WaitParts<K, T, UntilOk<P>, X, G, W>> {
    /// Shows values in `Ok` that are not ready in the error and in its report. `show` turns a value into text. Without this method, they
    /// show only the reason of a [`Check::Pending`](crate::Check::Pending).
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// # struct Job { status: &'static str, token: &'static str }
    /// # let fetch = || Ok::<_, std::io::Error>(Job { status: "queued", token: "secret" });
    /// let error = wait_for_sync("job 17", fetch)
    ///     .until(|job| job.status == "completed")
    ///     .show(|job| job.status)
    ///     .timer(VirtualTimer::new())
    ///     .run()
    ///     .err()
    ///     .unwrap();
    /// assert_eq!(error.to_string(), "Timeout waiting for job 17 after 5.0s (101 checks; last value: queued)");
    /// ```
    pub fn show<S, R>(self, show: S) -> Waiting<F, Result<V, E>, WaitParts<K, T, UntilOk<P, Shown<S>>, X, G, W>>
    where
        S: FnMut(&V) -> R,
        R: ToString,
    {
        self.map(|parts| parts.with_judge(|judge| UntilOk { predicate: judge.predicate, show: Shown(show) }))
    }
}
