//! User-defined functions with the names of the library's constructors. A strategy receives the state that it reads, however it was made.

#![allow(unused_qualifications, reason = "constructors by their paths")]

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tenacity::Clock;
use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

const S: Duration = Duration::from_secs(1);

/// A module with the names of the prelude. Its strategies read state that the library's strategies of these names do not read.
mod my {
    use super::*;

    #[derive(Clone, Copy)]
    pub(super) struct ByTime;

    impl Wait for ByTime {
        fn delay(&self, state: &RetryState) -> Duration {
            state.elapsed() + S
        }
    }

    /// Waits for a second more than the time since the start.
    pub(super) fn wait_fixed(_: Duration) -> ByTime {
        ByTime
    }

    pub(super) struct ByMemory;

    impl Wait for ByMemory {
        fn delay(&self, state: &RetryState) -> Duration {
            state.previous_sleep() + S
        }

        fn reads_time(&self) -> bool {
            false
        }
    }

    /// Waits for a second more than the previous sleep.
    pub(super) fn wait_none() -> ByMemory {
        ByMemory
    }

    /// Waits for a random time.
    pub(super) fn wait_exponential(longest: Duration) -> impl Wait + use<> {
        tenacity::wait_random(Duration::ZERO, longest)
    }

    pub(super) struct WhenIdle(Duration);

    impl Stop for WhenIdle {
        fn should_stop(&self, state: &RetryState) -> bool {
            state.idle_for() >= self.0
        }
    }

    /// Stops once the sleeps add up to three seconds.
    pub(super) fn stop_never() -> WhenIdle {
        WhenIdle(S * 3)
    }

    /// Takes seconds, and is not `const`.
    pub(super) fn stop_after_attempt(longest: u64) -> WhenIdle {
        WhenIdle(Duration::from_secs(longest))
    }

    /// Retries until this time after the start.
    pub(super) fn retry_if_failure(until: Duration, seen: &RefCell<Vec<(u32, Duration)>>) -> Early<'_> {
        Early(until, seen)
    }

    pub(super) struct Early<'a>(Duration, &'a RefCell<Vec<(u32, Duration)>>);

    impl<R> Predicate<R> for Early<'_> {
        fn verdict(&self, _: &R, state: &RetryState) -> Verdict {
            self.1.borrow_mut().push((state.attempt_number(), state.elapsed()));
            (state.elapsed() < self.0).into()
        }
    }

    /// Takes seconds, with the longer delay first.
    pub(super) fn wait_random(longest: u64, _: u64) -> tenacity::WaitFixed {
        tenacity::wait_fixed(Duration::from_secs(longest))
    }

    /// Retries if the closure returns `true` for the error and the attempt's number.
    pub(super) fn retry_if_err<F: Fn(&u8, u32) -> bool>(is_retried: F) -> impl Predicate<Result<u8, u8>> {
        retry_fn(move |outcome: &Result<u8, u8>, state: &RetryState| match outcome {
            Ok(_) => false,
            Err(error) => is_retried(error, state.attempt_number()),
        })
    }

    /// Retries if the closure returns `true` for the text of an error.
    pub(super) fn retry_if_ok<F: Fn(&str) -> bool>(is_retried: F) -> impl Predicate<Result<u8, u8>> {
        tenacity::retry_if_err(move |error: &u8| is_retried(&error.to_string()))
    }

    /// Counts how often it is called.
    pub(super) fn wait_incrementing(made: &Cell<u32>) -> tenacity::WaitNone {
        made.set(made.get() + 1);
        tenacity::wait_none()
    }
}

/// The sleeps of a call, on a timer that advances with each sleep.
fn sleeps(call: impl FnOnce(&VirtualTimer)) -> Vec<u64> {
    let timer = VirtualTimer::new();
    call(&timer);
    timer.sleeps().iter().map(Duration::as_secs).collect()
}

/// The sleeps of a failing function that is retried with these keys.
macro_rules! sleeps {
    ($($keys:tt)*) => {{
        #[retry($($keys)*, timer = timer)]
        fn fail(timer: &VirtualTimer) -> Option<u8> {
            None
        }
        sleeps(|timer| assert_eq!(fail(timer), None))
    }};
}

#[test]
fn a_wait_that_reads_the_time_sees_it() {
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = my::wait_fixed(S)), [1, 2, 4]);
    use my::wait_fixed;
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_fixed(S)), [1, 2, 4]);
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_fixed(S).max(3s)), [1, 2, 3]);
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_fixed(S).full_jitter(), seed = 1).len(), 3);
    assert_eq!(sleeps!(stop = stop_after_delay(7s), wait = wait_fixed(S)), [1, 2, 4]);
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_none() + wait_fixed(S), retry = retry_if_failure()), [1, 2, 4]);
}

#[test]
fn a_wait_that_reads_earlier_sleeps_sees_them() {
    use my::wait_none;
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_none()), [1, 2, 3]);
    assert_eq!(sleeps!(stop = stop_after_delay(1h) | stop_after_attempt(4), wait = wait_none().max(2s)), [1, 2, 2]);
    assert_eq!(
        sleeps!(stop = stop_after_attempt(4), wait = wait_chain((wait_fixed(5s), wait_fixed(1s) + wait_none()))),
        [5, 7, 9]
    );
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_chain([wait_none(), wait_none()])), [1, 2, 3]);
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_chain(vec![wait_none()])), [1, 2, 3]);
}

#[test]
fn a_stop_that_reads_the_sleeps_sees_their_sum() {
    use my::stop_never;
    assert_eq!(sleeps!(stop = stop_never(), wait = wait_fixed(1s)), [1, 1, 1]);
    assert_eq!(sleeps!(stop = stop_after_attempt(2) & stop_never(), wait = wait_fixed(2s)), [2, 2]);
    assert_eq!(sleeps!(stop = stop_after_attempt(9) | stop_never(), wait = wait_fixed(2s)), [2, 2]);
}

#[tokio::test(start_paused = true)]
async fn strategies_see_the_state_in_async_code_too() {
    use my::{stop_never, wait_fixed};

    #[retry(stop = stop_never(), wait = wait_fixed(S))]
    async fn fail(calls: &Cell<u32>) -> Option<u8> {
        calls.set(calls.get() + 1);
        tokio::task::yield_now().await;
        None
    }
    let (calls, start) = (Cell::new(0), tokio::time::Instant::now());
    assert_eq!(fail(&calls).await, None);
    assert_eq!((calls.get(), start.elapsed().as_secs()), (3, 3));
}

#[test]
fn a_random_wait_draws_from_the_seed_under_any_name() {
    use my::wait_exponential;
    let timer = VirtualTimer::new();
    let waited = retry_block!(stop = stop_after_attempt(6), wait = wait_exponential(S), seed = 7, timer = &timer => -> Option<u8> { None });
    let expected = RetryPolicy::new().stop(stop_after_attempt(6)).wait(wait_random(Duration::ZERO, S)).seed(7);
    assert_eq!((waited, timer.sleeps()), (None, expected.delays().collect()));
}

#[test]
fn a_predicate_that_reads_the_state_sees_it() {
    use my::retry_if_failure;

    type Seen = RefCell<Vec<(u32, Duration)>>;

    #[retry(stop = stop_never(), wait = wait_fixed(1s), retry = retry_if_failure(S * 2, seen), timer = timer)]
    fn known_otherwise(timer: &VirtualTimer, seen: &Seen) -> Option<u8> {
        None
    }
    #[retry(stop = stop_never(), wait = strategy(), retry = retry_if_failure(S * 2, seen), timer = timer)]
    fn asked_otherwise(timer: &VirtualTimer, seen: &Seen) -> Option<u8> {
        None
    }
    #[retry(wait = wait_fixed(1s), retry = retry_if_failure(S * 2, seen), timer = timer)]
    fn timed_otherwise(timer: &VirtualTimer, seen: &Seen) -> Option<u8> {
        None
    }
    #[retry(policy = policy(), retry = retry_if_failure(S * 2, seen), timer = timer)]
    fn over_a_policy(timer: &VirtualTimer, seen: &Seen) -> Option<u8> {
        None
    }

    fn policy() -> RetryPolicy<tenacity::StopAfterAttempt, tenacity::WaitFixed> {
        RetryPolicy::new().stop(stop_after_attempt(9)).wait(wait_fixed(S))
    }

    fn strategy() -> impl Wait {
        wait_fixed(S)
    }

    for call in [known_otherwise, asked_otherwise, timed_otherwise, over_a_policy] {
        let seen = Seen::default();
        assert_eq!(sleeps(|timer| assert_eq!(call(timer, &seen), None)), [1, 1]);
        assert_eq!(seen.take(), [(1, Duration::ZERO), (2, S), (3, S * 2)]);
    }
}

#[test]
fn an_unknown_strategy_may_be_combined_with_one_of_a_known_name() {
    use my::wait_fixed;

    fn stop() -> impl Stop {
        stop_after_attempt(4)
    }
    assert_eq!(sleeps!(stop = stop(), wait = wait_fixed(S)), [1, 2, 4]);
}

#[test]
fn a_user_defined_path_takes_its_own_arguments() {
    assert_eq!(sleeps!(stop = my::stop_after_attempt(0), wait = my::wait_random(5, 1)), [0; 0]);
    assert_eq!(sleeps!(stop = my::stop_after_attempt(5), wait = my::wait_random(5, 1)), [5]);
}

#[test]
fn a_user_defined_path_takes_closures_of_another_shape() {
    #[retry(wait = wait_none(), retry = my::retry_if_err(|error, attempt| *error > 0 && attempt < 3))]
    fn by_number(attempts: &Cell<u32>) -> Result<u8, u8> {
        attempts.set(attempts.get() + 1);
        Err(1)
    }
    #[retry(stop = stop_after_attempt(4), wait = wait_none(), retry = my::retry_if_ok(|text: &str| text == "1"))]
    fn by_text(attempts: &Cell<u32>) -> Result<u8, u8> {
        attempts.set(attempts.get() + 1);
        Err(1)
    }
    for (call, expected) in [(by_number as fn(&Cell<u32>) -> _, 3), (by_text, 4)] {
        let attempts = Cell::new(0);
        assert_eq!((call(&attempts), attempts.get()), (Err(1), expected));
    }
}

#[test]
fn a_user_defined_path_is_evaluated_once() {
    let made = Cell::new(0);
    let outcome = retry_block!(stop = stop_after_attempt(3), wait = my::wait_incrementing(&made) => -> Option<u8> { None });
    assert_eq!((outcome, made.get()), (None, 1));
}

/// A clock that panics when it is read.
#[derive(Default)]
struct NoClock(Cell<u32>);

impl Clock for NoClock {
    type Instant = ();

    fn now(&self) {
        panic!("the clock was read");
    }

    fn since(&self, (): ()) -> Duration {
        panic!("the clock was read");
    }
}

impl BlockingTimer for NoClock {
    fn sleep(&self, _: Duration) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn the_strategies_of_the_library_do_not_read_the_clock_by_any_path() {
    use tenacity::stop_after_attempt as at_most;

    #[retry(stop = tenacity::prelude::stop_after_attempt(3), wait = tenacity::wait_fixed(1s), retry = retry_if_ok(|_| true) | retry_if_failure(), timer = timer)]
    fn by_path(timer: &NoClock) -> Result<u8, u8> {
        Ok(1)
    }
    #[retry(stop = at_most(3), wait = wait_fixed(1s), retry = retry_always(), timer = timer)]
    fn by_another_name(timer: &NoClock) -> Result<u8, u8> {
        Ok(1)
    }
    for call in [by_path, by_another_name] {
        let timer = NoClock::default();
        assert_eq!((call(&timer), timer.0.get()), (Ok(1), 2));
    }
}
