//! Closures that judge what a check gives.
//!
//! A `Result` has the method of its own, which judges what is in `Ok`; any other value has that of the trait. A type's own methods
//! come before those of traits, so that one word serves both, and the closure needs no types.

#![expect(clippy::type_complexity, reason = "a word puts one type in place of another, and says so")]

use crate::builder::Waiting;
use crate::judge::judges::Judgement;
use crate::judge::judges::{ByItself, Shown, UntilOk, UntilValue};
use crate::parts::WaitParts;

impl<F, V, E, A, T, X, G, W> Waiting<F, Result<V, E>, WaitParts<A, T, ByItself, X, G, W>> {
    /// Waits until `predicate` says so of the value in `Ok`, which the wait then gives; an `Err` means not yet. See [`Until::until`].
    pub fn until<P, B>(self, predicate: P) -> Waiting<F, Result<V, E>, WaitParts<A, T, UntilOk<P>, X, G, W>>
    where
        P: FnMut(&V) -> B,
        B: Judgement,
    {
        self.map(|parts| parts.with_judge(|ByItself| UntilOk { predicate, show: () }))
    }
}

/// Waits until a closure says so: for values that do not say by themselves whether the wait is over.
pub trait Until<C>: Sized {
    /// The wait that asks the closure.
    type Judged<P>;

    /// Waits until `predicate` says so of what the check gives, or of what is in its `Ok`; that value the wait then gives. The closure
    /// gives a `bool`, or a [`Check`](crate::Check): `Fatal` for a job that failed, `Pending` with a reason for the report.
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
        B: Judgement;
}

impl<F, C, A, T, X, G, W> Until<C> for Waiting<F, C, WaitParts<A, T, ByItself, X, G, W>> {
    type Judged<P> = Waiting<F, C, WaitParts<A, T, UntilValue<P>, X, G, W>>;

    fn until<P, B>(self, predicate: P) -> Self::Judged<P>
    where
        P: FnMut(&C) -> B,
        B: Judgement,
    {
        self.map(|parts| parts.with_judge(|ByItself| UntilValue { predicate, show: () }))
    }
}

impl<F, C, A, T, P, X, G, W> Waiting<F, C, WaitParts<A, T, UntilValue<P>, X, G, W>> {
    /// How a value that is not ready is shown in the error and in its report: by the text that `show` makes of it. Without it, only
    /// the reason of a [`Check::Pending`](crate::Check::Pending) is shown.
    pub fn show<S, R>(self, show: S) -> Waiting<F, C, WaitParts<A, T, UntilValue<P, Shown<S>>, X, G, W>>
    where
        S: FnMut(&C) -> R,
        R: ToString,
    {
        self.map(|parts| parts.with_judge(|judge| UntilValue { predicate: judge.predicate, show: Shown(show) }))
    }
}

impl<F, V, E, A, T, P, X, G, W> Waiting<F, Result<V, E>, WaitParts<A, T, UntilOk<P>, X, G, W>> {
    /// How the value in an `Ok` is shown while it is not ready: by the text that `show` makes of it. Without it, only the reason of a
    /// [`Check::Pending`](crate::Check::Pending) is shown.
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
    pub fn show<S, R>(self, show: S) -> Waiting<F, Result<V, E>, WaitParts<A, T, UntilOk<P, Shown<S>>, X, G, W>>
    where
        S: FnMut(&V) -> R,
        R: ToString,
    {
        self.map(|parts| parts.with_judge(|judge| UntilOk { predicate: judge.predicate, show: Shown(show) }))
    }
}
