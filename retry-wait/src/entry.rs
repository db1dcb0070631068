use std::panic::Location;
use std::time::Duration;

/// Stands for the async timer that the feature `tokio` brings: without it, give one by [`timer`](Waiting::timer).
#[cfg(not(feature = "tokio"))]
pub use tenacity_core::DefaultTimer as DefaultAsyncTimer;
use tenacity_core::StdTimer;
#[cfg(feature = "tokio")]
pub use tenacity_core::TokioTimer as DefaultAsyncTimer;

use crate::builder::Waiting;
use crate::parts::WaitParts;
use crate::terms::{DEFAULT_LIMIT, Span};
use crate::watch::kind::{Found, Unspanned};

/// What [`wait_for`] and [`hold`] make.
pub type AsyncWaiting<F, C, A> = Waiting<F, C, WaitParts<A, DefaultAsyncTimer>>;

/// What [`wait_for_sync`] and [`hold_sync`] make.
pub type SyncWaiting<F, C, A> = Waiting<F, C, WaitParts<A, StdTimer>>;

/// Polls `check` until it is ready, and returns the value that it found.
///
/// `bool`, `Option<T>`, [`Check<T>`](crate::Check) and `Result`s of those are ready by themselves: see [`Truthy`](crate::Truthy). For any
/// other value, give a closure to [`until`](crate::Until::until).
///
/// The first look is at once, the next 50 ms ([`every`](Waiting::every)) after the end of each, and the last at the limit of 5 s
/// ([`timeout`](Waiting::timeout)), where a look that is still under way is cut off. One look at a time; an `Err` means not yet.
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// # #[derive(Debug, PartialEq)] struct Order;
/// # struct Client(std::cell::Cell<u32>);
/// # impl Client { async fn closed_order(&self, _: u32) -> Option<Order> { self.0.set(self.0.get() + 1); (self.0.get() > 3).then_some(Order) } }
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), WaitError> {
/// # let client = Client(0.into());
/// let order = wait_for("order 42 to be closed", || client.closed_order(42))
///     .timeout(Duration::from_secs(5))
///     .every(Duration::from_millis(50))
///     .await?;
/// assert_eq!(order, Order);
/// # Ok(())
/// # }
/// ```
///
/// The future is `Send` when the check and its future are, and takes less than 2 KiB beside them. Dropping it ends the wait.
///
/// # Errors
///
/// A [`WaitError`](crate::WaitError) when the limit has passed, a guard has tripped or an error is final.
///
/// # Panics
///
/// As its check does; and with Tokio's timer outside a Tokio runtime, as `tokio::time::sleep` does.
#[track_caller]
pub fn wait_for<F, L>(description: impl Into<String>, check: F) -> AsyncWaiting<F, L::Output, Found>
where
    F: FnMut() -> L,
    L: Future,
{
    Waiting::new(check, DefaultAsyncTimer, description.into(), Span::Limit(DEFAULT_LIMIT), Location::caller())
}

/// [`wait_for`], blocking the thread: for a check that gives its value at once. [`run`](Waiting::run) begins it.
///
/// A check that does not return cannot be cut off; limit what it calls. In async code it would hold up every task of its thread, also
/// the one that makes the condition true: write [`wait_for`] there. With the feature `ready`, whose Tokio can tell, a report says so.
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// let ready = std::env::temp_dir();
/// wait_for_sync("the directory to exist", || ready.exists()).timeout(Duration::from_secs(1)).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[track_caller]
pub fn wait_for_sync<F, C>(description: impl Into<String>, check: F) -> SyncWaiting<F, C, Found>
where
    F: FnMut() -> C,
{
    Waiting::new(check, StdTimer, description.into(), Span::Limit(DEFAULT_LIMIT), Location::caller())
}

/// The opposite of [`wait_for`]: fails at the first look that is not ready, and is content when the time to hold
/// ([`during`](Waiting::during)) has passed.
///
/// It looks as often as `wait_for` does. A look that is under way at the end may still finish, for as long as a pause or 5/4 of the
/// longest look so far takes; one that gives no answer even then is a failure, so at least one has to be ready.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::prelude::*;
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
/// let mut lengths = [0, 0, 0, 2].into_iter();
/// let error = hold("the queue to stay empty", || std::future::ready(lengths.next()))
///     .until(|length| *length == Some(0))
///     .show(|length| length.unwrap_or(0))
///     .during(Duration::from_secs(1))
///     .await
///     .unwrap_err();
/// let told = "Expected the queue to stay empty for 1.0s, but it broke after 0.15s (4 checks; last value: 2)";
/// assert_eq!(error.to_string(), told);
/// # }
/// ```
///
/// # Errors
///
/// A [`WaitError`](crate::WaitError) when the condition breaks, or gives no answer.
#[track_caller]
pub fn hold<F, L>(description: impl Into<String>, check: F) -> AsyncWaiting<F, L::Output, Unspanned>
where
    F: FnMut() -> L,
    L: Future,
{
    Waiting::new(check, DefaultAsyncTimer, description.into(), Span::Hold(Duration::ZERO), Location::caller())
}

/// [`hold`], blocking the thread. [`run`](Waiting::run) begins it.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::{prelude::*, testing::VirtualTimer};
/// hold_sync("the lock to be free", || true).during(Duration::from_secs(1)).timer(VirtualTimer::new()).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[track_caller]
pub fn hold_sync<F, C>(description: impl Into<String>, check: F) -> SyncWaiting<F, C, Unspanned>
where
    F: FnMut() -> C,
{
    Waiting::new(check, StdTimer, description.into(), Span::Hold(Duration::ZERO), Location::caller())
}
