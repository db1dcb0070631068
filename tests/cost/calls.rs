//! The cost of a retried call besides time: allocations, clock reads and the size of a future. These figures are stable, so the tests assert
//! them; the `overhead` bench compares times.

use std::cell::Cell;
use std::hint::black_box;
use std::io;
use std::time::Duration;

use tenacity::{Event, RetryStats, Saved, Step, prelude::*};

use crate::counting::allocations;

fn allocations_of(run: impl FnOnce()) -> u32 {
    let before = allocations();
    run();
    allocations() - before
}

#[retry(stop = stop_after_attempt(5), wait = wait_none())]
fn by_attempts(failures: &Cell<u32>) -> Result<(), u32> {
    fail(failures)
}

#[retry(
    stop = stop_after_attempt(5) | stop_before_delay(30s),
    wait = wait_exponential(1ns).max(8ns).full_jitter(),
    retry = retry_if_err(|left| *left > 0),
    before_sleep = |state, outcome| assert!(state.attempt_number() < 9 && outcome.is_err()),
)]
fn by_everything(failures: &Cell<u32>) -> Result<(), u32> {
    fail(failures)
}

static BUDGET: RetryBudget = RetryBudget::new().capacity(100).initial(100);
static STATS: RetryStats = RetryStats::new();
static SHUTDOWN: Event = Event::new();

#[retry(stop = stop_after_attempt(5), wait = wait_fixed(1ns), budget = &BUDGET, stats = &STATS, cancel = &SHUTDOWN)]
fn by_what_is_shared(failures: &Cell<u32>) -> Result<(), u32> {
    fail(failures)
}

#[retry(stop = stop_after_attempt(5) | stop_before_delay(30s), wait = wait_exponential(1ns).max(8ns).full_jitter())]
async fn later(failures: &Cell<u32>) -> Result<(), u32> {
    fail(failures)
}

#[retry(wait = wait_fixed(1ns), attempt_timeout = 1min, timeout = 1h)]
async fn within(failures: &Cell<u32>) -> Option<()> {
    fail(failures).ok()
}

fn fail(failures: &Cell<u32>) -> Result<(), u32> {
    match failures.get() {
        0 => Ok(()),
        left => {
            failures.set(left - 1);
            Err(left)
        }
    }
}

#[test]
fn a_step_does_not_allocate() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(Duration::from_secs(1)));
    let policy = policy.budget(&BUDGET).stats(&STATS).cancel(&SHUTDOWN);
    let boxed: tenacity::BoxedPolicy<Result<(), u32>> = policy.boxed();
    let count = allocations_of(|| {
        let Step::Sleep(_, saved) = policy.step(Saved::new(), || fail(&Cell::new(1))) else { panic!("the call has ended") };
        assert!(matches!(boxed.step(saved, || fail(&Cell::new(1))), Step::Done(Err(1), _)));
    });
    assert_eq!(count, 0);
}

#[test]
fn a_call_does_not_allocate_whether_it_succeeds_or_fails() {
    // The thread's generator and the runtime's timer initialize themselves once.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(later(&Cell::new(1))).unwrap();
    for failures in [0, 1, 4] {
        let count = |run: &dyn Fn(&Cell<u32>)| allocations_of(|| run(&Cell::new(failures)));
        assert_eq!(count(&|failures| by_attempts(failures).unwrap()), 0);
        assert_eq!(count(&|failures| by_everything(failures).unwrap()), 0);
        assert_eq!(count(&|failures| by_what_is_shared(failures).unwrap()), 0);
        let policy = RetryPolicy::new().stop(stop_after_attempt(5)).wait(wait_none()).budget(&BUDGET).stats(&STATS);
        assert_eq!(count(&|failures| policy.call(|| fail(failures)).unwrap()), 0);
        assert_eq!(count(&|failures| retry_block!(policy = &policy => -> Result<(), u32> { fail(failures) }).unwrap()), 0);
    }
    runtime.block_on(async {
        let before = allocations();
        later(&Cell::new(0)).await.unwrap();
        later(&Cell::new(4)).await.unwrap();
        within(&Cell::new(4)).await.unwrap();
        assert_eq!(allocations(), before);
    });
    assert_eq!(by_attempts(&Cell::new(9)), Err(5));
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations_of(|| drop(black_box(Box::new(1)))), 1);
}

async fn refused(address: &str) -> io::Result<u8> {
    std::future::ready(black_box(address)).await;
    Err(io::ErrorKind::ConnectionRefused.into())
}

#[retry(stop = stop_after_attempt(5), wait = wait_fixed(100ms))]
async fn attempts_and_fixed_wait(address: &str) -> io::Result<u8> {
    refused(address).await
}

#[retry(stop = stop_after_attempt(5) | stop_after_delay(30s), wait = wait_exponential(100ms).max(5s).full_jitter())]
async fn deadline_exponential_and_jitter(address: &str) -> io::Result<u8> {
    refused(address).await
}

async fn by_hand(address: &str) -> io::Result<u8> {
    let mut attempt = 1;
    loop {
        let outcome = refused(address).await;
        if outcome.is_ok() || attempt == 5 {
            return outcome;
        }
        attempt += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[test]
fn a_future_stores_little_across_its_awaits() {
    let size = |future: &dyn Future<Output = io::Result<u8>>| size_of_val(future);
    let hand_written = size(&by_hand(""));
    let (fixed, jittered) = (size(&attempts_and_fixed_wait("")), size(&deadline_exponential_and_jitter("")));
    println!("hand-written {hand_written}, attempts and a fixed wait {fixed}, deadline and jitter {jittered}");
    assert!(fixed <= 224, "{fixed}");
    assert!(jittered <= 240, "{jittered}");
}
