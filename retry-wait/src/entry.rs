use std::panic::Location;
use std::time::Duration;

/// The default timer of async waits, which needs the feature `tokio`. Without that feature, set a timer with [`timer`](Waiting::timer).
#[cfg(not(feature = "tokio"))]
pub use tenacity_core::DefaultTimer as DefaultAsyncTimer;
use tenacity_core::StdTimer;
#[cfg(feature = "tokio")]
pub use tenacity_core::TokioTimer as DefaultAsyncTimer;

use crate::builder::Waiting;
use crate::parts::WaitParts;
use crate::settings::{DEFAULT_LIMIT, Span};
use crate::watch::kind::{Found, Unspanned};

/// The wait that [`wait_for`] and [`hold`] make. `K` is its kind: [`Found`], [`Unspanned`].
pub type AsyncWaiting<F, C, K> = Waiting<F, C, WaitParts<K, DefaultAsyncTimer>>;

/// The wait that [`wait_for_sync`] and [`hold_sync`] make. `K` is its kind: [`Found`], [`Unspanned`].
pub type SyncWaiting<F, C, K> = Waiting<F, C, WaitParts<K, StdTimer>>;

/// Polls `check` until it is ready, and returns the value that it found.
///
/// A check returns a `bool`, an `Option<T>`, a [`Check<T>`](crate::Check) or a `Result` of those: see [`Truthy`](crate::Truthy). For any
/// other value, pass a closure to [`until`](crate::Until::until). An `Err` means not yet.
///
/// The first check is immediate. Each further check begins 50 ms after the end of the one before ([`every`](Waiting::every)). The last
/// check is at the limit of 5 s ([`timeout`](Waiting::timeout)). A check that still runs at the limit is cut off.
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
/// The future is `Send` if the check and its future are. It takes less than 2 KiB in addition to them. Dropping it ends the wait.
///
/// # Errors
///
/// A [`WaitError`](crate::WaitError) if the limit has passed, a guard has tripped or an error is final.
///
/// # Panics
///
/// If the check panics. With Tokio's timer, the future also panics if it is polled outside of a Tokio runtime, as `tokio::time::sleep` does.
#[track_caller]
pub fn wait_for<F, L>(description: impl Into<String>, check: F) -> AsyncWaiting<F, L::Output, Found>
where
    F: FnMut() -> L,
    L: Future,
{
    Waiting::new(check, DefaultAsyncTimer, description.into(), Span::Limit(DEFAULT_LIMIT), Location::caller())
}

/// The blocking form of [`wait_for`], for a check that is not async. [`run`](Waiting::run) starts it.
///
/// A blocking check cannot be cut off: set timeouts on the calls in it. In async code, use [`wait_for`]. A blocking wait would block every
/// task of its thread, including the one that makes the condition true. With the feature `ready`, the report of a failed wait points this out.
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

/// Checks that a condition stays true. It fails at the first check that is not ready, and succeeds when the time to hold
/// ([`during`](Waiting::during)) has passed.
///
/// It checks as often as `wait_for` does. A check that runs at the end gets more time to finish. That is one pause, or 5/4 of the longest
/// check so far if that is longer. If it does not finish even then, the wait fails. At least one check has to be ready.
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
/// let message = "Expected the queue to stay empty for 1.0s, but it broke after 0.15s (4 checks; last value: 2)";
/// assert_eq!(error.to_string(), message);
/// # }
/// ```
///
/// # Errors
///
/// A [`WaitError`](crate::WaitError) if the condition breaks, or if the last check does not finish.
#[track_caller]
pub fn hold<F, L>(description: impl Into<String>, check: F) -> AsyncWaiting<F, L::Output, Unspanned>
where
    F: FnMut() -> L,
    L: Future,
{
    Waiting::new(check, DefaultAsyncTimer, description.into(), Span::Hold(Duration::ZERO), Location::caller())
}

/// The blocking form of [`hold`]. [`run`](Waiting::run) starts it.
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
