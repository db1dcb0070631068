use core::cell::Cell;
use core::marker::PhantomData;
use core::time::Duration;
use std::thread_local;

/// How the retries of a thread behave.
#[derive(Clone, Copy, Default)]
struct Mode {
    sleepless: bool,
    attempts: Option<u32>,
    seed: Option<u64>,
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode { sleepless: false, attempts: None, seed: None }) };
    /// It grows on when a guard is dropped, so that a call that outlives it sees no time go backwards.
    static SKIPPED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// As far as clocks can be moved: a sleep of `Duration::MAX` must not overflow them.
const END_OF_TIME: Duration = Duration::from_secs(500 * 365 * 24 * 60 * 60);

pub(super) fn skip(delay: Duration) -> bool {
    let skip = MODE.get().sleepless;
    if skip {
        SKIPPED.set(SKIPPED.get().saturating_add(delay).min(END_OF_TIME));
    }
    skip
}

pub(super) fn skipped() -> Duration {
    SKIPPED.get()
}

pub(super) fn begin() -> Duration {
    // At the end of time no sleep could advance the clock, and a limit of time would end no call that begins there.
    if SKIPPED.get() == END_OF_TIME {
        SKIPPED.set(Duration::ZERO);
    }
    SKIPPED.get()
}

pub(super) fn cap() -> Option<u32> {
    MODE.get().attempts
}

pub(super) fn given_seed() -> Option<u64> {
    MODE.get().seed
}

/// The mode is the thread's, and so are its guards.
type NotSend = PhantomData<*const ()>;

/// As long as the guard lives, retries of this thread do not sleep: the time of each skipped sleep passes at once, so that limits
/// of time end a call as they would.
///
/// It holds for the default timers, for `FuturesTimer` and for [`Event::timer`](crate::Event::timer), sync and async; a timer of your
/// own goes on as it does. Guards nest: the inner one counts, and dropping it, also by a panic, restores the outer.
///
/// ```
/// use tenacity::{prelude::*, testing};
///
/// #[retry(stop = stop_after_delay(1h), wait = wait_fixed(10min))]
/// fn patient(attempts: &mut u32) -> Option<()> {
///     *attempts += 1;
///     None
/// }
///
/// let _guard = testing::no_sleep();
/// let mut attempts = 0;
/// assert_eq!((patient(&mut attempts), attempts), (None, 7)); // after 0, 10, … 60 minutes, at once
/// ```
pub fn no_sleep() -> NoSleep {
    let Mode { sleepless, attempts, seed } = MODE.get();
    MODE.set(Mode { sleepless: true, attempts: None, seed });
    NoSleep { sleepless, attempts, not_send: PhantomData }
}

/// See [`no_sleep`].
#[derive(Debug)]
#[must_use = "retries sleep again as soon as the guard is dropped: bind it, `let _guard = …`"]
pub struct NoSleep {
    /// What it found.
    sleepless: bool,
    attempts: Option<u32>,
    not_send: NotSend,
}

impl Drop for NoSleep {
    fn drop(&mut self) {
        MODE.set(Mode { sleepless: self.sleepless, attempts: self.attempts, ..MODE.get() });
    }
}

impl NoSleep {
    /// Also gives up after `attempts` attempts, where a call would not do so earlier.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing};
    /// let _guard = testing::no_sleep().attempts(2);
    /// let (_, report) = RetryPolicy::new().call_with_report(|| None::<()>);
    /// assert_eq!(report.attempts, 2);
    /// ```
    ///
    /// # Panics
    ///
    /// If `attempts` is 0: a call makes at least one.
    #[track_caller]
    pub fn attempts(self, attempts: u32) -> Self {
        assert!(attempts > 0, "no_sleep().attempts(0): a call makes at least one attempt, so cap them at 1 or more");
        MODE.set(Mode { attempts: Some(attempts), ..MODE.get() });
        self
    }
}

/// As long as the guard lives, runs of this thread that are given no seed draw from this one: each has the same delays.
///
/// ```
/// use tenacity::{prelude::*, testing};
///
/// let policy = RetryPolicy::new();
/// let _guard = testing::seed(7);
/// assert!(policy.delays().eq(policy.seed(7).delays()));
/// ```
pub fn seed(seed: u64) -> Seeded {
    let mode = MODE.get();
    MODE.set(Mode { seed: Some(seed), ..mode });
    Seeded { seed: mode.seed, not_send: PhantomData }
}

/// See [`seed`].
#[derive(Debug)]
#[must_use = "runs draw other seeds again as soon as the guard is dropped: bind it, `let _guard = …`"]
pub struct Seeded {
    /// What it found.
    seed: Option<u64>,
    not_send: NotSend,
}

impl Drop for Seeded {
    fn drop(&mut self) {
        MODE.set(Mode { seed: self.seed, ..MODE.get() });
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    use super::*;
    use crate::policy::RetryPolicy;
    use crate::stop::stop_after_delay;
    use crate::wait::{wait_fixed, wait_random};

    const HOUR: Duration = Duration::from_secs(3600);

    fn attempts() -> u32 {
        RetryPolicy::new().call_with_report(|| None::<()>).1.attempts
    }

    #[test]
    fn guards_nest_and_restore() {
        let outer = no_sleep().attempts(3);
        assert_eq!(attempts(), 3);
        {
            let _inner = no_sleep();
            assert!(attempts() > 3);
            let _innermost = no_sleep().attempts(2);
            assert_eq!(attempts(), 2);
        }
        assert_eq!(attempts(), 3);
        drop(outer);
        assert!(!skip(Duration::ZERO));
        assert_eq!(cap(), None);
    }

    #[test]
    fn a_panic_restores() {
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            let _guards = (no_sleep().attempts(1), seed(1));
            panic!("a test fails");
        }));
        assert!(panicked.is_err());
        assert_eq!((skip(Duration::ZERO), cap(), given_seed()), (false, None, None));
    }

    #[test]
    fn other_threads_go_on_as_they_do() {
        let _guards = (no_sleep(), seed(1));
        let other = thread::spawn(|| (skip(Duration::ZERO), given_seed()));
        assert_eq!(other.join().unwrap(), (false, None));
    }

    #[test]
    fn a_limit_of_time_alone_ends_the_call_after_the_time_it_skipped() {
        let _guard = no_sleep();
        let policy = RetryPolicy::new().stop(stop_after_delay(24 * HOUR)).wait(wait_fixed(HOUR));
        let (_, report) = policy.call_with_report(|| None::<()>);
        assert_eq!((report.attempts, report.idle_for), (25, 24 * HOUR));
        assert!(report.elapsed >= 24 * HOUR);
    }

    #[test]
    fn the_longest_sleep_can_be_skipped_again_and_again() {
        let _guard = no_sleep();
        let policy = RetryPolicy::new().stop(stop_after_delay(HOUR)).wait(wait_fixed(Duration::MAX));
        for _ in 0..3 {
            assert_eq!(policy.call_with_report(|| None::<()>).1.attempts, 2);
        }
    }

    #[test]
    fn a_seed_of_the_call_comes_before_that_of_the_thread() {
        let policy = RetryPolicy::new().wait(wait_random(Duration::ZERO, HOUR));
        let own = policy.seed(2).delays().collect::<std::vec::Vec<_>>();
        let _guard = seed(1);
        assert!(policy.seed(2).delays().eq(own));
        assert!(policy.delays().eq(policy.seed(1).delays()));
    }
}
