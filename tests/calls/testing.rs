//! The feature `testing`, as the tests of a user's crate use it.

use std::time::{Duration, Instant};

use tenacity::prelude::*;
use tenacity::testing::{self, VirtualTimer};

const HOUR: Duration = Duration::from_secs(3600);

#[retry(stop = stop_after_delay(24h), wait = wait_fixed(1h))]
fn hourly(attempts: &mut u32) -> Option<()> {
    *attempts += 1;
    None
}

#[retry(stop = stop_after_delay(24h), wait = wait_fixed(1h))]
async fn hourly_later(attempts: &mut u32) -> Option<()> {
    *attempts += 1;
    None
}

#[test]
fn annotated_functions_skip_sleeps_but_their_clock_advances() {
    let _guard = testing::no_sleep();
    let start = Instant::now();
    let mut attempts = 0;
    assert_eq!(hourly(&mut attempts), None);
    assert_eq!(attempts, 25);
    assert!(start.elapsed() < HOUR);
}

#[test]
fn an_infinite_sleep_lasts_five_hundred_years() {
    let _guard = testing::no_sleep();
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(Duration::MAX));
    let (_, report) = policy.call_with_report(|| None::<u8>);
    assert_eq!(report.elapsed.as_secs() / (365 * 24 * 3600), 500);
}

#[tokio::test]
async fn async_functions_skip_sleeps() {
    let _guard = testing::no_sleep();
    let mut attempts = 0;
    assert_eq!(hourly_later(&mut attempts).await, None);
    assert_eq!(attempts, 25);
}

/// A limit is not a pause. If the guard skipped it, every attempt that waits would be cut.
#[tokio::test]
async fn the_limit_of_an_attempt_is_not_skipped() {
    #[retry(attempt_timeout = 1h, stop = stop_after_attempt(1))]
    async fn slow() -> Option<u8> {
        tokio::task::yield_now().await;
        Some(7)
    }

    let _guard = testing::no_sleep();
    assert_eq!(slow().await, Some(7));
}

#[tokio::test]
async fn the_limit_of_an_attempt_with_its_own_timer_is_not_skipped() {
    #[retry(attempt_timeout = 1h, stop = stop_after_attempt(1), timer = tenacity::FuturesTimer)]
    async fn slow() -> Option<u8> {
        tokio::task::yield_now().await;
        Some(7)
    }

    let _guard = testing::no_sleep();
    assert_eq!(slow().await, Some(7));
}

#[tokio::test]
async fn an_attempt_that_hangs_is_cut_after_its_limit_in_real_time() {
    #[retry(attempt_timeout = 20ms, stop = stop_after_attempt(2), wait = wait_fixed(1h))]
    async fn hung() -> Option<()> {
        std::future::pending().await
    }

    let guard = testing::no_sleep();
    let start = Instant::now();
    assert_eq!(hung().await, None);
    assert!((Duration::from_millis(40)..HOUR).contains(&start.elapsed()), "both attempts were cut, and the sleep was skipped");
    assert_eq!(guard.sleeps(), [HOUR], "a limit is not a sleep");
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_hangs_is_cut_immediately_on_a_paused_clock() {
    #[retry(attempt_timeout = 2h, timeout = 7h, stop = stop_never(), wait = wait_fixed(1h))]
    async fn hung(attempts: &mut u32) -> Result<(), TimedOut> {
        *attempts += 1;
        std::future::pending().await
    }

    let guard = testing::no_sleep();
    let (start, mut attempts) = (tokio::time::Instant::now(), 0);
    let cut = hung(&mut attempts).await.unwrap_err();
    assert_eq!((cut.limit(), cut.elapsed(), attempts), (tenacity::Limit::Call, 7 * HOUR, 3));
    assert_eq!((guard.sleeps(), start.elapsed()), (vec![HOUR; 2], 5 * HOUR), "a skipped sleep counts towards `timeout`");
}

#[tokio::test]
async fn blocks_skip_sleeps() {
    let _guard = testing::no_sleep().attempts(3);
    let mut attempts = 0;
    let outcome = retry_block!(stop = stop_never(), wait = wait_fixed(1h) => async -> Option<()> {
        attempts += 1;
        None
    });
    assert_eq!((outcome.await, attempts), (None, 3));
}

#[test]
fn a_cap_on_attempts_only_lowers_the_limit() {
    let _guard = testing::no_sleep().attempts(5);
    let attempts = |policy: RetryPolicy<tenacity::StopAfterAttempt>| policy.call_with_report(|| None::<()>).1.attempts;
    assert_eq!(attempts(RetryPolicy::new().stop(stop_after_attempt(9))), 5);
    assert_eq!(attempts(RetryPolicy::new().stop(stop_after_attempt(2))), 2);
}

#[test]
fn guards_dropped_in_the_order_they_were_made_leave_sleeping_and_seeds_as_they_were() {
    let (first, second) = (testing::no_sleep(), testing::no_sleep());
    drop(first);
    hourly(&mut 0);
    assert_eq!(second.sleeps().len(), 24, "the second still acts");
    drop(second);
    drop(vec![testing::seed(1), testing::seed(1)]);

    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_random(Duration::ZERO, Duration::from_nanos(u64::MAX)));
    assert!(!policy.delays().eq(policy.delays()), "each run draws a seed of its own again");
    let policy = policy.wait(wait_fixed(Duration::from_millis(5)));
    let start = Instant::now();
    assert_eq!(policy.call(|| None::<()>), None);
    assert!(start.elapsed() >= Duration::from_millis(5), "it slept");
}

#[tokio::test]
async fn a_guard_lists_the_sleeps_it_skipped_sync_and_async_of_calls_and_of_waits() {
    #[retry(stop = stop_after_attempt(3), wait = wait_exponential(1h), timer = tenacity::FuturesTimer)]
    async fn elsewhere() -> Option<()> {
        None
    }

    let guard = testing::no_sleep();
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(HOUR));
    let event = tenacity::Event::new();
    policy.call(|| None::<()>);
    policy.call_async(|| async { None::<()> }).await;
    elsewhere().await;
    policy.cancel(&event).call(|| None::<()>);
    policy.timer(event.timer()).call(|| None::<()>);
    assert_eq!(guard.sleeps(), [HOUR, HOUR, HOUR, 2 * HOUR, HOUR, HOUR]);

    let waiting = testing::no_sleep();
    let mut looks = 0..3;
    wait_for_sync("the third look", || looks.next() == Some(2)).every(HOUR).timeout(24 * HOUR).run().unwrap();
    assert_eq!(waiting.sleeps(), [HOUR, HOUR]);
    assert_eq!(guard.sleeps().len(), 8, "the elder guard lists them, too");

    policy.wait(wait_none()).call(|| None::<()>);
    assert_eq!(guard.sleeps().len(), 8, "no delay is no sleep");
}

#[tokio::test]
async fn a_virtual_timer_records_the_sleeps_of_sync_and_async_calls_alike() {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_exponential(HOUR)).timer(timer.clone());
    assert_eq!(policy.call(|| None::<()>), None);
    assert_eq!(policy.call_async(|| async { None::<()> }).await, None);
    assert_eq!(timer.sleeps(), [HOUR, 2 * HOUR, HOUR, 2 * HOUR]);
    assert_eq!(timer.elapsed(), 6 * HOUR);
}

#[test]
fn a_seed_makes_the_delays_of_an_annotated_function_repeat() {
    #[retry(stop = stop_after_attempt(4), wait = wait_random_exponential(1h), timer = timer)]
    fn jittered(timer: &VirtualTimer) -> Option<()> {
        None
    }

    let delays = |seed| {
        let _guard = testing::seed(seed);
        let timer = VirtualTimer::new();
        assert_eq!(jittered(&timer), None);
        timer.sleeps()
    };
    assert_eq!(delays(1), delays(1));
    assert_ne!(delays(1), delays(2));
}
