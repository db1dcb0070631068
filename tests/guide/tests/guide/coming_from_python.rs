//! Tests every row of docs/coming-from-python.md: the spelling compiles, and behaves as its name in Python promises.
//!
//! The page quotes this file word for word.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::time::Duration;

use tenacity::metrics::record_calls;
use tenacity::testing::VirtualTimer;
use tenacity::tracing::{after_log, before_log, before_sleep_log};
use tenacity::{Event, RetryStats, prelude::*, testing};
use tracing::Level;

use crate::spellings::{assert_tested, refused};

async fn refused_later() -> io::Result<u32> {
    refused()
}

fn kind(kind: ErrorKind) -> io::Result<u32> {
    Err(kind.into())
}

fn message(text: &str) -> io::Result<u32> {
    Err(io::Error::other(text.to_owned()))
}

fn is_transient(error: &io::Error) -> bool {
    error.kind() == ErrorKind::ConnectionRefused
}

fn retry_after(_: &io::Error) -> Duration {
    Duration::from_secs(7)
}

#[derive(Debug)]
struct Stalled;

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stalled")
    }
}

impl Error for Stalled {}

#[test]
fn stops() {
    let event = Event::new();
    event.set();
    assert_eq!(sleeps!(stop = stop_after_attempt(3), wait = wait_fixed(1s)).len(), 2);
    assert_eq!(sleeps!(stop = stop_after_delay(10s), wait = wait_fixed(3s)).len(), 4);
    assert_eq!(sleeps!(stop = stop_before_delay(10s), wait = wait_fixed(3s)).len(), 3);
    assert_eq!(sleeps!(stop = stop_when_event_set(&event)).len(), 0);
    assert_eq!(sleeps!(stop = stop_after_attempt(5) | stop_after_delay(3s), wait = wait_fixed(1s)).len(), 3);
    assert_eq!(sleeps!(stop = stop_after_attempt(5) & stop_after_delay(3s), wait = wait_fixed(1s)).len(), 4);
    assert_eq!(sleeps!(stop = stop_fn(|state| state.idle_for() > Duration::from_secs(2)), wait = wait_fixed(1s)).len(), 3);
    let guard = testing::no_sleep().attempts(2);
    assert_eq!(sleeps!(stop = stop_never(), wait = wait_none()).len(), 0);
    drop(guard);
}

#[test]
fn waits() {
    assert_eq!(sleeps!(wait = wait_none(), stop = stop_after_attempt(4)), []);
    assert_eq!(sleeps!(wait = wait_fixed(2s), stop = stop_after_attempt(4)), [2000; 3]);
    assert!(sleeps!(wait = wait_random(1s, 2s), stop = stop_after_attempt(9)).iter().all(|ms| (1000..2000).contains(ms)));
    assert_eq!(sleeps!(wait = wait_incrementing(1s, 2s).max(4s), stop = stop_after_attempt(4)), [1000, 3000, 4000]);
    let sleeps = sleeps!(wait = wait_exponential(1s).base(3.0).min(2s).max(10s), stop = stop_after_attempt(5));
    assert_eq!(sleeps, [2000, 3000, 9000, 10_000]);
    let sleeps = sleeps!(wait = wait_random_exponential(1s).base(2.0).min(0s).max(60s), stop = stop_after_attempt(4));
    assert!(sleeps[0] <= 1000 && sleeps[1] <= 2000 && sleeps[2] <= 4000);
    let sleeps = sleeps!(wait = wait_exponential_jitter(1s, 1s).base(2.0).min(0s).max(60s), stop = stop_after_attempt(3));
    assert!((1000..2000).contains(&sleeps[0]) && (2000..3000).contains(&sleeps[1]));
    assert_eq!(sleeps!(wait = wait_chain((wait_fixed(1s), wait_fixed(5s))), stop = stop_after_attempt(4)), [1000, 5000, 5000]);
    let sleeps = sleeps!(wait = wait_fixed(3s) + wait_random(0s, 2s), stop = stop_after_attempt(3));
    assert!(sleeps.iter().all(|ms| (3000..5000).contains(ms)));
    let sleeps = sleeps!(retry = retry_if_err(|e| Verdict::RetryAfter(retry_after(e))), stop = stop_after_attempt(3));
    assert_eq!(sleeps, [7000, 7000]);
    let sleeps = sleeps!(wait = wait_fn(|state| Duration::from_secs(1) * state.attempt_number()), stop = stop_after_attempt(4));
    assert_eq!(sleeps, [1000, 2000, 3000]);
    assert_eq!(sleeps!(wait = wait_exponential(1s), stop = stop_after_attempt(4)), [1000, 2000, 4000]);
}

#[test]
fn predicates() {
    assert!(retries!(refused(), retry = retry_if_failure()));
    assert!(!retries!(refused(), retry = retry_never()));
    assert!(retries!(Ok(9), retry = retry_always()));
    assert!(retries!(refused(), retry = retry_if_err(is_transient)));
    assert!(!retries!(refused(), retry = retry_if_err(|e| e.kind() == ErrorKind::TimedOut)));
    assert!(retries!(refused(), retry = retry_if_err(|e| e.kind() != ErrorKind::NotFound)));
    assert!(retries!(Ok(9), retry = retry_if_not_result(|r| matches!(r, Err(e) if e.kind() == ErrorKind::NotFound))));
    assert!(retries!(Err(io::Error::other(Stalled)), retry = retry_if_err(|e| caused_by::<Stalled>(e))));
    assert!(retries!(message("busy"), retry = retry_if_err(|e| e.to_string() == "busy")));
    assert!(retries!(message("busy"), retry = retry_if_err(|e| e.to_string().starts_with("bus"))));
    assert!(!retries!(message("gone"), retry = retry_if_not_result(|r| matches!(r, Err(e) if e.to_string() == "gone"))));
    assert!(retries!(Ok(8), retry = retry_if_ok(|value| *value < 9)));
    #[expect(clippy::nonminimal_bool, reason = "as the row has it")]
    {
        assert!(retries!(Ok(8), retry = retry_if_ok(|value| !(*value >= 9))));
    }
    assert!(retries!(Ok(8), retry = retry_if_failure() | retry_if_ok(|value| *value < 9)));
    assert!(!retries!(kind(ErrorKind::NotFound), retry = retry_if_failure() & retry_if_err(is_transient)));
    assert!(retries!(refused(), retry = retry_fn(|outcome, state| outcome.is_err() && state.attempt_number() < 9)));
    assert!(retries!(kind(ErrorKind::Interrupted), retry = retry_if_err(|e| e.kind() == ErrorKind::Interrupted)));
}

#[test]
fn timers_hooks_and_the_other_keys() {
    fn log(attempt: u32) {
        assert!(attempt > 0);
    }
    let event = Event::new();
    event.set();
    assert!(retries!(refused(), timer = VirtualTimer::new()));
    assert!(retries!(refused(), timer = event.timer()));
    assert!(retries!(refused(), before = |state| log(state.attempt_number())));
    assert!(retries!(refused(), before = before_log(Level::INFO)));
    assert!(retries!(refused(), after = |state, outcome| assert!(outcome.is_err() && state.attempt_number() > 0)));
    assert!(retries!(refused(), after = after_log(Level::INFO)));
    assert!(retries!(refused(), before_sleep = |state, _| log(state.attempt_number())));
    assert!(retries!(refused(), before_sleep = before_sleep_log(Level::WARN)));
    assert!(retries!(refused(), fallback = |state, _| Ok(state.attempt_number())));
    assert!(retries!(refused(), name = "orders"));
    assert!(!retries!(refused(), enabled = false));
    assert!(retries!(
        refused(),
        before = |state| {
            let _ = (state.attempt_number(), state.elapsed(), state.idle_for(), state.upcoming_sleep());
        }
    ));
}

#[tokio::test]
async fn policies_and_blocks() {
    struct GaveUp(io::Error);
    let gave_up =
        retry_block!(stop = stop_after_attempt(2), wait = wait_none() => -> io::Result<u32> { refused() }).map_err(GaveUp);
    assert!(gave_up.is_err_and(|GaveUp(error)| is_transient(&error)));
    let stats = RetryStats::new();
    let wrapped: Result<u32, RetryError<io::Error>> =
        retry_block!(stop = stop_after_attempt(2), wait = wait_none(), stats = &stats, wrap_error => { refused() });
    assert!(wrapped.is_err_and(|error| error.attempts() == 2 && is_transient(error.last())));
    assert_eq!(stats.snapshot().failed_after_retries, 1);
    let outcome =
        retry_block!(stop = stop_after_attempt(2), wait = wait_none() => async -> io::Result<u32> { refused_later().await });
    assert!(outcome.await.is_err());
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none());
    assert!(policy.call(refused).is_err());
    assert!(policy.by_ref().stop(stop_after_attempt(1)).call(refused).is_err());
    assert!(policy.call_async(refused_later).await.is_err());
    assert_eq!(policy.call_with_report(refused).1.attempts, 2);
    assert!(policy.start().record(refused()).is_continue());
}

#[test]
fn stamina() {
    fn count(attempt: u32, outcome: &io::Result<u32>) {
        assert!(attempt > 0 && outcome.is_err());
    }
    let transient = [ErrorKind::TimedOut, ErrorKind::ConnectionRefused];
    assert!(transient.into_iter().all(|timed_out| retries!(
        kind(timed_out),
        retry = retry_if_err(|e| matches!(e.kind(), ErrorKind::TimedOut | ErrorKind::ConnectionRefused))
    )));
    assert!(retries!(refused(), retry = retry_if_err(is_transient)));
    assert_eq!(sleeps!(stop = stop_after_attempt(10), wait = wait_fixed(9s)).len(), 9);
    assert_eq!(sleeps!(stop = stop_after_delay(45s), wait = wait_fixed(9s)).len(), 5);
    assert_eq!(sleeps!(stop = stop_after_attempt(10) | stop_after_delay(45s), wait = wait_fixed(9s)).len(), 5);
    let sleeps = sleeps!(wait = wait_exponential_jitter(100ms, 1s).base(2.0).max(5s), stop = stop_after_attempt(8));
    assert!((100..1100).contains(&sleeps[0]) && sleeps[6] == 5000);
    let nth = retry_block!(stop = stop_after_attempt(2), wait = wait_none(), state = progress => -> Result<(), u32> {
        Err(progress.attempt_number())
    });
    assert_eq!(nth, Err(2));
    assert!(retries!(refused(), before_sleep = |state, _| assert!(state.upcoming_sleep() >= Duration::ZERO)));
    let policy = RetryPolicy::new().retry(retry_if_err(is_transient));
    assert!(policy.call(|| kind(ErrorKind::NotFound)).is_err());
    assert!(retries!(refused(), on_finish = record_calls()));
    assert!(retries!(refused(), before_sleep = |state, outcome| count(state.attempt_number(), outcome)));
    assert!(retries!(
        refused(),
        before_sleep = |state, _| {
            let _ = (state.name(), state.attempt_number(), state.upcoming_sleep(), state.idle_for());
        }
    ));
    let _guard = testing::no_sleep().attempts(2);
    assert_eq!(RetryPolicy::new().call_with_report(refused).1.attempts, 2);
}

#[test]
fn every_spelling_on_the_page_is_tested() {
    // Process-wide settings are tested in a separate process, in `tests/set_active.rs`.
    let tests = concat!(include_str!("coming_from_python.rs"), include_str!("../../../set_active.rs"));
    let spellings = assert_tested(include_str!("../../../../docs/coming-from-python.md"), tests);
    assert!(spellings > 70, "{spellings}");
}
