//! Waits within the limit of a call or of another wait, and calls within the limit of a wait.

use std::future::{pending, ready};
use std::io;
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;
use tenacity::{TimedOut, ambient};

use crate::{Looks, millis};

#[derive(Debug)]
enum Failure {
    Wait(WaitError),
    Cut(TimedOut),
}

impl From<WaitError> for Failure {
    fn from(error: WaitError) -> Self {
        Self::Wait(error)
    }
}

impl From<TimedOut> for Failure {
    fn from(cut: TimedOut) -> Self {
        Self::Cut(cut)
    }
}

impl Failure {
    fn wait(self) -> WaitError {
        match self {
            Self::Wait(error) => error,
            Self::Cut(cut) => panic!("the report of the wait is lost: {cut}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_in_an_attempt_with_a_limit_ends_in_time_with_its_own_report() {
    #[retry(stop = stop_after_attempt(1), attempt_timeout = 300ms)]
    async fn within_an_attempt() -> Result<(), Failure> {
        Ok(wait_for("the page", || ready(false)).timeout(millis(10_000)).await?)
    }
    #[retry(timeout = 300ms)]
    async fn within_a_call() -> Result<(), Failure> {
        Ok(wait_for("the page", pending::<bool>).timeout(millis(10_000)).await?)
    }
    let start = tokio::time::Instant::now();
    let error = within_an_attempt().await.unwrap_err().wait();
    assert_eq!(start.elapsed(), millis(300));
    assert_eq!(error.to_string(), "Timeout waiting for the page after 0.3s (7 checks; last value: false)");
    assert_eq!((error.limit(), error.elapsed()), (millis(300), millis(300)));
    let line = "\n  limit      0.3s, the rest of the limit around this wait; its own limit is 10.0s\n";
    assert!(format!("{error:?}").contains(line), "{error:?}");

    let error = within_a_call().await.unwrap_err().wait();
    assert_eq!(start.elapsed(), millis(600));
    assert!(error.to_string().starts_with("Timeout waiting for the page after 0.3s (1 check;"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_with_a_closer_limit_keeps_it() {
    #[retry(stop = stop_after_attempt(1), attempt_timeout = 10s)]
    async fn call() -> Result<(), Failure> {
        Ok(wait_for("the page", || ready(false)).timeout(millis(300)).await?)
    }
    let error = call().await.unwrap_err().wait();
    assert_eq!(error.limit(), millis(300));
    assert!(!format!("{error:?}").contains("limit around"), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_in_another_wait_ends_with_it() {
    let start = tokio::time::Instant::now();
    let inner = || async { wait_for("the row", || ready(false)).timeout(millis(60_000)).await.map_err(io::Error::other) };
    let error = wait_for("the table", inner).timeout(millis(400)).await.unwrap_err();
    assert_eq!(start.elapsed(), millis(400));
    // The inner wait reports before it is cut off.
    let reason = "last error at 400ms: Timeout waiting for the row after 0.4s";
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn a_blocking_wait_ends_with_the_limit_around_it() {
    let timer = VirtualTimer::new();
    let inner = || wait_for_sync("the row", || false).timeout(millis(60_000)).run();
    let guard = tenacity::testing::no_sleep();
    let error = wait_for_sync("the table", inner).timeout(millis(400)).timer(timer).run().unwrap_err();
    drop(guard);
    assert!(error.to_string().contains("Timeout waiting for the row after 0."), "{error}");
    assert!(error.checks() >= 1 && error.elapsed() <= millis(400), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_stable_time_ends_with_the_limit_around_it() {
    #[retry(stop = stop_after_attempt(1), attempt_timeout = 300ms)]
    async fn call() -> Result<(), Failure> {
        Ok(wait_for("the page", || ready(true)).timeout(millis(100)).stable_for(millis(5_000)).await?)
    }
    let start = tokio::time::Instant::now();
    let error = call().await.unwrap_err().wait();
    assert_eq!((start.elapsed(), error.is_timeout()), (millis(300), true));
}

#[tokio::test(start_paused = true)]
async fn a_hold_that_the_limit_around_it_ends_is_a_failure() {
    for check_answers in [true, false] {
        let policy = RetryPolicy::new().stop(stop_after_attempt(1)).attempt_timeout(millis(300));
        let held = policy.call_async(async || {
            let check = async || if check_answers { true } else { pending().await };
            Ok::<_, Failure>(hold("the queue to stay empty", check).during(millis(1_000)).await?)
        });
        let error = held.await.unwrap_err().wait();
        let told = "Expected the queue to stay empty for 1.0s, but the limit around this wait ended it after 0.3s";
        assert!(error.is_timeout() && error.to_string().starts_with(told), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_retried_call_in_a_check_sees_the_limit_of_the_wait() {
    #[retry(stop = stop_never(), wait = wait_fixed(100ms))]
    async fn ping() -> Result<bool, &'static str> {
        Err("refused")
    }
    let looks = Looks::new();
    let error = wait_for("the server", ping).timeout(millis(350)).await.unwrap_err();
    assert!(looks.elapsed() <= millis(350) && error.is_timeout(), "{error}");
    assert!(error.to_string().contains("refused"), "{error}");
}

#[test]
fn a_retried_call_in_a_blocking_check_sees_the_limit_of_the_wait() {
    let _guard = tenacity::testing::no_sleep();
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(millis(100)));
    let mut attempts = 0;
    let mut ping = || {
        attempts += 1;
        Err::<bool, _>("refused")
    };
    let error = wait_for_sync("the server", || policy.call(&mut ping)).timeout(millis(350)).run().unwrap_err();
    assert!(error.is_timeout() && error.elapsed() < millis(450), "{error}");
    assert!(attempts >= 4, "{attempts}");
}

#[tokio::test(start_paused = true)]
async fn a_check_sees_the_time_it_has_left() {
    let mut left = Vec::new();
    let check = || {
        left.push(ambient::remaining());
        ready(left.len() == 3)
    };
    wait_for("it", check).timeout(millis(1_000)).every(millis(250)).await.unwrap();
    assert_eq!(left, [1_000, 750, 500].map(|left| Some(millis(left))));
    assert_eq!(ambient::remaining(), None);
}

#[tokio::test]
async fn probes_see_the_limit_around_them() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(1)).attempt_timeout(millis(200));
    let waiting = || wait_until_ready(file("/no/such/file")).timeout(Duration::from_secs(60));
    let call = policy.call_async(async || Ok::<_, Failure>(waiting().await?));
    let error = call.await.unwrap_err().wait();
    assert!(error.is_timeout() && error.limit() <= millis(200), "{error:?}");
    assert!(error.to_string().contains("it does not exist"), "{error}");
    // A measured limit is shown to the millisecond: at most `0.200`.
    let told = error.to_string();
    let limit = told.split(" after ").nth(1).and_then(|rest| rest.split("s (").next());
    assert!(limit.is_some_and(|limit| limit.len() <= 5), "{told}");
    let call = policy.call_async(async || Ok::<_, Failure>(waiting().fail_if("the server exited", || Some("code 1")).await?));
    let error = call.await.unwrap_err().wait();
    assert!(!error.is_timeout() && error.limit() <= millis(200), "{error:?}");
}
