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
fn annotated_functions_do_not_sleep_but_their_time_passes() {
    let _guard = testing::no_sleep();
    let start = Instant::now();
    let mut attempts = 0;
    assert_eq!(hourly(&mut attempts), None);
    assert_eq!(attempts, 25);
    assert!(start.elapsed() < HOUR);
}

#[test]
fn a_sleep_for_ever_lasts_five_hundred_years() {
    let _guard = testing::no_sleep();
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(Duration::MAX));
    let (_, report) = policy.call_with_report(|| None::<u8>);
    assert_eq!(report.elapsed.as_secs() / (365 * 24 * 3600), 500);
}

#[tokio::test]
async fn async_functions_do_neither() {
    let _guard = testing::no_sleep();
    let mut attempts = 0;
    assert_eq!(hourly_later(&mut attempts).await, None);
    assert_eq!(attempts, 25);
}

/// A limit is no pause: skipping it would cut off every attempt that needs any time at all.
#[tokio::test]
async fn the_limit_of_an_attempt_is_not_skipped() {
    #[retry(attempt_timeout = 1h, stop = stop_after_attempt(1))]
    async fn slow() -> Option<u8> {
        tokio::time::sleep(Duration::from_millis(1)).await;
        Some(7)
    }

    let _guard = testing::no_sleep();
    assert_eq!(slow().await, Some(7));
}

#[tokio::test]
async fn the_limit_of_an_attempt_with_a_timer_of_its_own_is_not_skipped_either() {
    #[retry(attempt_timeout = 1h, stop = stop_after_attempt(1), timer = tenacity::FuturesTimer)]
    async fn slow() -> Option<u8> {
        tokio::time::sleep(Duration::from_millis(1)).await;
        Some(7)
    }

    let _guard = testing::no_sleep();
    assert_eq!(slow().await, Some(7));
}

#[tokio::test]
async fn blocks_do_neither() {
    let _guard = testing::no_sleep().attempts(3);
    let mut attempts = 0;
    let outcome = retry_block!(stop = stop_never(), wait = wait_fixed(1h) => async -> Option<()> {
        attempts += 1;
        None
    });
    assert_eq!((outcome.await, attempts), (None, 3));
}

#[test]
fn a_cap_only_lowers() {
    let _guard = testing::no_sleep().attempts(5);
    let attempts = |policy: RetryPolicy<tenacity::StopAfterAttempt>| policy.call_with_report(|| None::<()>).1.attempts;
    assert_eq!(attempts(RetryPolicy::new().stop(stop_after_attempt(9))), 5);
    assert_eq!(attempts(RetryPolicy::new().stop(stop_after_attempt(2))), 2);
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
