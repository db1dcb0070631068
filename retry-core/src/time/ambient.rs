//! The time limit around a call. Use it if your own loop or wait should end in time inside a retried call, or should limit the calls
//! inside it.
//!
//! While a call with `timeout` or `attempt_timeout` polls its body, its limit is the ambient limit of the thread. The same holds while a
//! wait polls its check. So the limit follows the task, and a spawned task does not inherit it. If limits are nested, the earliest counts.
//!
//! ```
//! use std::time::Duration;
//! use tenacity::ambient;
//! use tenacity::prelude::*;
//! use tenacity::{Clock, StdTimer};
//!
//! assert_eq!(ambient::remaining(), None);
//! let deadline = StdTimer.deadline(StdTimer.now(), Duration::from_millis(5));
//! ambient::within(deadline, || {
//!     assert!(ambient::remaining() <= Some(Duration::from_millis(5)));
//!     // This call does not begin a sleep that would end after the limit.
//!     let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(Duration::from_secs(60)));
//!     assert_eq!(policy.call(|| None::<u8>), None);
//! });
//! ```

use core::cell::Cell;
use core::time::Duration;
use std::time::Instant;

#[cfg(feature = "tokio")]
use super::present::by_tokio;
use super::present::{by_std, now_if_any};
use crate::active;
use crate::testing;

/// The end of a limit, on the clock of the call that set it. See [`Clock::deadline`](crate::Clock::deadline).
///
/// The nested call reads that clock, so setting a limit does not read a clock.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Kind);

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// `at` after an instant of the standard library's clock.
    Std { start: Instant, at: Duration },
    /// `at` after an instant of Tokio's clock, which tests pause.
    #[cfg(feature = "tokio")]
    Tokio { start: tokio::time::Instant, at: Duration },
    /// The remaining time that another clock reported, and the moment of that report. Within one poll, only real time and skipped sleeps
    /// can pass.
    Sampled { remaining: Duration, since: Option<Instant>, skipped: Duration },
}

impl Deadline {
    /// Returns the moment `at` after `start`, on the standard library's clock.
    #[inline]
    pub(crate) const fn by_std(start: Instant, at: Duration) -> Self {
        Self(Kind::Std { start, at })
    }

    /// Returns the moment `at` after `start`, on Tokio's clock.
    #[cfg(feature = "tokio")]
    #[inline]
    pub(crate) const fn by_tokio(start: tokio::time::Instant, at: Duration) -> Self {
        Self(Kind::Tokio { start, at })
    }

    /// Returns the moment `remaining` from now, for a clock that cannot be read again.
    pub(crate) fn sampled(remaining: Duration) -> Self {
        Self(Kind::Sampled { remaining, since: now_if_any(), skipped: testing::skipped() })
    }

    fn remaining(self) -> Duration {
        match self.0 {
            Kind::Std { start, at } => at.saturating_sub(by_std::since(start)),
            #[cfg(feature = "tokio")]
            Kind::Tokio { start, at } => at.saturating_sub(by_tokio::since(start)),
            Kind::Sampled { remaining, since, skipped } => {
                let passed = since.map_or(Duration::ZERO, |since| since.elapsed());
                let skipped = testing::skipped().saturating_sub(skipped);
                remaining.saturating_sub(passed).saturating_sub(skipped)
            }
        }
    }
}

std::thread_local! {
    static AMBIENT: Cell<Option<Deadline>> = const { Cell::new(None) };
    /// Whether there is an ambient limit. A call without a limit around it reads nothing else.
    static IS_LIMITED: Cell<bool> = const { Cell::new(false) };
}

/// Returns the time that the limits around the current call leave, or `None` if there is no limit around it.
#[inline]
pub fn remaining() -> Option<Duration> {
    if IS_LIMITED.get() { of_the_closest() } else { None }
}

// Few calls have a limit around them, so this code is kept out of line.
#[cold]
#[inline(never)]
fn of_the_closest() -> Option<Duration> {
    AMBIENT.get().map(Deadline::remaining)
}

fn set(deadline: Option<Deadline>) {
    AMBIENT.set(deadline);
    IS_LIMITED.set(deadline.is_some());
}

/// Runs `work` with `deadline` as the limit of all calls and waits that begin or decide in it. If an outer limit ends earlier, that one
/// counts.
///
/// To limit a future, wrap each of its polls.
pub fn within<R>(deadline: Deadline, work: impl FnOnce() -> R) -> R {
    let _entered = enter(deadline);
    work()
}

/// Makes `deadline` the limit of all calls that begin or decide until the guard is dropped. If an outer limit ends earlier, that one
/// counts.
pub(crate) fn enter(deadline: Deadline) -> Entered {
    let outer = AMBIENT.get();
    let closest = outer.filter(|outer| outer.remaining() <= deadline.remaining()).unwrap_or(deadline);
    active::note_limit();
    set(Some(closest));
    Entered { outer }
}

/// Restores the outer limit when dropped, also on unwinding.
#[derive(Debug)]
pub(crate) struct Entered {
    outer: Option<Deadline>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        set(self.outer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn the_earliest_limit_holds_and_the_outer_one_is_restored() {
        assert_eq!(remaining(), None);
        let outer = enter(Deadline::by_std(Instant::now(), HOUR));
        {
            let _inner = enter(Deadline::sampled(HOUR / 60));
            assert!(remaining().unwrap() <= HOUR / 60);
            let _wider = enter(Deadline::sampled(Duration::MAX));
            assert!(remaining().unwrap() <= HOUR / 60);
        }
        assert!(remaining().unwrap() > HOUR / 60);
        drop(outer);
        assert_eq!(remaining(), None);
    }

    #[cfg(feature = "tokio")]
    #[test]
    fn a_limit_does_not_move_on_a_paused_clock() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let _entered = enter(Deadline::by_tokio(tokio::time::Instant::now(), HOUR));
            // A paused clock must not show that real time passes.
            std::thread::sleep(Duration::from_millis(2));
            assert_eq!(remaining(), Some(HOUR));
            tokio::time::advance(HOUR / 4).await;
            assert_eq!(remaining(), Some(HOUR * 3 / 4));
        });
    }
}
