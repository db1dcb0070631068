//! Tests every row of docs/coming-from-backon.md: the spelling compiles, and behaves as its name in backon promises.
//!
//! The page quotes this file word for word.

use std::io::{self, ErrorKind};
use std::time::Duration;

use tenacity::testing::VirtualTimer;
use tenacity::{prelude::*, testing};

use crate::spellings::{assert_tested, refused};

/// Fails at the first attempt.
#[derive(Default)]
struct Connection {
    attempts: u32,
}

impl Connection {
    fn send_now(&mut self, line: &str) -> io::Result<usize> {
        self.attempts += 1;
        if self.attempts < 2 { Err(ErrorKind::ConnectionReset.into()) } else { Ok(line.len()) }
    }

    async fn send(&mut self, line: &str) -> io::Result<usize> {
        tokio::task::yield_now().await;
        self.send_now(line)
    }
}

async fn refused_later() -> io::Result<u32> {
    tokio::task::yield_now().await;
    refused()
}

fn kind(kind: ErrorKind) -> io::Result<u32> {
    Err(kind.into())
}

fn is_transient(error: &io::Error) -> bool {
    error.kind() == ErrorKind::ConnectionRefused
}

fn retry_after(_: &io::Error) -> Duration {
    Duration::from_secs(7)
}

#[test]
fn builders() {
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_exponential(1s).max(60s)), [1000, 2000, 4000]);
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_fixed(1s)), [1000; 3]);
    assert_eq!(sleeps!(stop = stop_after_attempt(4), wait = wait_fibonacci(1s).max(60s)), [1000, 1000, 2000]);
}

#[test]
fn bounds() {
    assert_eq!(sleeps!(stop = stop_after_attempt(6), wait = wait_fixed(1s)).len(), 5);
    assert_eq!(sleeps!(stop = stop_before_delay(30s), wait = wait_fixed(9s)).len(), 3);
    let sleeps = sleeps!(
        stop = stop_fn(|state| state.idle_for() + state.upcoming_sleep() > Duration::from_secs(30)),
        wait = wait_fixed(10s)
    );
    assert_eq!(sleeps.len(), 3, "as in backon, the sum may reach the limit");
    assert_eq!(sleeps!(stop = stop_after_attempt(4) | stop_before_delay(30s), wait = wait_fixed(9s)).len(), 3);
    assert_eq!(sleeps!(stop = stop_after_attempt(4) | stop_before_delay(30s), wait = wait_fixed(20s)).len(), 1);
    let guard = testing::no_sleep().attempts(2);
    assert_eq!(sleeps!(stop = stop_never(), wait = wait_none()).len(), 0);
    drop(guard);
}

#[test]
fn delays() {
    assert_eq!(sleeps!(wait = wait_exponential(100ms), stop = stop_after_attempt(4)), [100, 200, 400]);
    assert_eq!(sleeps!(wait = wait_exponential(1s).base(3.0), stop = stop_after_attempt(4)), [1000, 3000, 9000]);
    assert_eq!(sleeps!(wait = wait_exponential(1s).max(5s), stop = stop_after_attempt(6)), [1000, 2000, 4000, 5000, 5000]);
    assert_eq!(sleeps!(wait = wait_exponential(1s), stop = stop_after_attempt(4)), [1000, 2000, 4000]);
    assert_eq!(sleeps!(wait = wait_fixed(2s), stop = stop_after_attempt(3)), [2000, 2000]);
    let sleeps = sleeps!(stop = stop_after_attempt(3), wait = wait_chain((wait_fixed(1s), wait_fixed(5s))));
    assert_eq!(sleeps, [1000, 5000]);
    let sleeps = sleeps!(wait = wait_fn(|state| Duration::from_secs(1) * state.attempt_number()), stop = stop_after_attempt(4));
    assert_eq!(sleeps, [1000, 2000, 3000]);
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(4))
        .wait(wait_exponential(Duration::from_secs(1)).max(Duration::from_secs(60)));
    assert_eq!(policy.delays().collect::<Vec<_>>(), [1, 2, 4].map(Duration::from_secs));
}

#[test]
fn jitters() {
    let sleeps = sleeps!(wait = wait_exponential(1s).max(60s).full_jitter(), stop = stop_after_attempt(4));
    assert!(sleeps[0] <= 1000 && sleeps[1] <= 2000 && sleeps[2] <= 4000);
    let sleeps =
        sleeps!(wait = wait_exponential(1s).max(60s) + wait_exponential(1s).max(60s).full_jitter(), stop = stop_after_attempt(4));
    assert!((1000..=2000).contains(&sleeps[0]) && (2000..=4000).contains(&sleeps[1]) && (4000..=8000).contains(&sleeps[2]));
    let sleeps = sleeps!(wait = wait_fixed(1s).jitter(1s), stop = stop_after_attempt(9));
    assert!(sleeps.iter().all(|ms| (1000..=2000).contains(ms)));
    let sleeps = sleeps!(wait = wait_fibonacci(1s).max(60s).jitter(1s), stop = stop_after_attempt(4));
    assert!((1000..=2000).contains(&sleeps[1]) && (2000..=3000).contains(&sleeps[2]));
    let seeded = || sleeps!(wait = wait_random_exponential(1s), seed = 7, stop = stop_after_attempt(4));
    assert_eq!(seeded(), seeded());
}

#[tokio::test]
async fn functions_and_contexts() {
    let _guard = testing::no_sleep();
    let policy = RetryPolicy::new().stop(stop_after_attempt(4));
    assert!(policy.call(refused).is_err());
    assert!(policy.call_async(refused_later).await.is_err());
    let mut connection = Connection::default();
    assert_eq!(policy.call_async_mut(async || connection.send("ping").await).await.unwrap(), 4);
    assert_eq!(connection.attempts, 2);
    connection.attempts = 0;
    assert_eq!(policy.call(|| connection.send_now("ping")).unwrap(), 4);
    assert_eq!(connection.attempts, 2);
}

#[test]
fn predicates_and_hooks() {
    fn notify(outcome: &io::Result<u32>, delay: Duration) {
        assert!(outcome.is_err() && delay.is_zero());
    }
    assert!(retries!(refused(), retry = retry_if_failure()));
    assert!(retries!(refused(), retry = retry_if_err(is_transient)));
    assert!(!retries!(kind(ErrorKind::NotFound), retry = retry_if_err(is_transient)));
    assert!(retries!(refused(), before_sleep = |state, outcome| notify(outcome, state.upcoming_sleep())));
    let sleeps = sleeps!(retry = retry_if_err(|e| Verdict::RetryAfter(retry_after(e))), stop = stop_after_attempt(3));
    assert_eq!(sleeps, [7000, 7000]);
    let is_retried = |error: ErrorKind| {
        retries!(kind(error), retry = retry_if_err(|e| if is_transient(e) { Verdict::Retry } else { Verdict::Accept }))
    };
    assert!(is_retried(ErrorKind::ConnectionRefused) && !is_retried(ErrorKind::NotFound));
}

#[tokio::test]
async fn sleepers() {
    assert!(retries!(refused(), timer = VirtualTimer::new()));
    let call = retry_block!(
        stop = stop_after_attempt(2),
        wait = wait_fixed(1ms),
        timer = tenacity::FuturesTimer => async -> io::Result<u32> { refused_later().await }
    );
    assert!(call.await.is_err());
}

#[test]
fn every_spelling_on_the_page_is_tested() {
    let spellings = assert_tested(include_str!("../../../../docs/coming-from-backon.md"), include_str!("coming_from_backon.rs"));
    assert!(spellings > 30, "{spellings}");
}
