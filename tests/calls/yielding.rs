//! An async call without pauses lets the other tasks of its thread run, moves a paused clock, and respects the limits around it.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tenacity::testing::VirtualTimer;
use tenacity::{BoxedPolicy, Event, FuturesTimer, prelude::*};

const HOUR: Duration = Duration::from_secs(3600);

/// A limit for a call that would not yield, so the test fails instead of hanging.
const LONG: Duration = Duration::from_secs(20);

type Answer = Result<(), &'static str>;

const OPEN: Answer = Err("the circuit is open");

#[async_trait::async_trait]
trait Circuit {
    async fn call(&self) -> Answer;
}

struct Broken;

#[async_trait::async_trait]
impl Circuit for Broken {
    #[retry(stop = stop_after_delay(LONG), wait = wait_none())]
    async fn call(&self) -> Answer {
        OPEN
    }
}

#[retry(stop = stop_after_delay(LONG), wait = wait_none())]
async fn by_attribute() -> Answer {
    OPEN
}

#[retry(stop = stop_after_delay(LONG), wait = wait_none(), budget = BUDGET, stats = STATS)]
async fn with_what_is_shared() -> Answer {
    OPEN
}

static BUDGET: RetryBudget = RetryBudget::new().ratio(1000.0).capacity(1_000_000).initial(1_000_000);
static STATS: tenacity::RetryStats = tenacity::RetryStats::new();

#[retry(policy = policy)]
async fn by_key(policy: BoxedPolicy<Answer>) -> Answer {
    OPEN
}

#[retry(stop = stop_after_delay(LONG), wait = wait_none())]
fn returned() -> std::pin::Pin<Box<dyn Future<Output = Answer> + Send>> {
    Box::pin(async move { OPEN })
}

#[retry(stop = stop_after_delay(LONG), wait = wait_none(), timer = FuturesTimer)]
async fn on_another_timer() -> Answer {
    OPEN
}

#[tokio::test]
async fn every_async_driver_can_be_ended_by_a_tokio_timeout() {
    let limit = Duration::from_millis(20);
    let policy = RetryPolicy::new().stop(stop_after_delay(LONG)).wait(wait_none());
    macro_rules! assert_ends {
        ($($call:expr),* $(,)?) => {
            $(assert!(tokio::time::timeout(limit, $call).await.is_err(), "{}", stringify!($call));)*
        };
    }
    assert_ends!(
        by_attribute(),
        with_what_is_shared(),
        Broken.call(),
        returned(),
        on_another_timer(),
        by_key(policy.boxed()),
        retry_block!(stop = stop_after_delay(LONG), wait = wait_none() => async -> Answer { OPEN }),
        policy.call_async(|| async { OPEN }),
        policy.call_async_with_report(|| async { OPEN }),
        policy.call_async_mut(async || OPEN),
        policy.boxed().call_async(|| async { OPEN }),
        policy.timeout(HOUR).call_async(|| async { Some(OPEN).filter(|_| false) }),
    );
}

#[tokio::test]
async fn another_task_on_the_thread_can_cancel_a_call() {
    let event = Event::new();
    let policy = RetryPolicy::new().stop(stop_after_delay(LONG)).wait(wait_none()).cancel(&event);
    let ((_, report), ()) = tokio::join!(policy.call_async_with_report(|| async { OPEN }), async {
        tokio::task::yield_now().await;
        event.set();
    });
    assert_eq!(report.finish, Finish::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn on_a_paused_clock_the_timeout_of_a_call_ends_it() {
    #[retry(stop = stop_never(), wait = wait_none(), timeout = 1s)]
    async fn ready(attempts: &AtomicU32) -> Option<u8> {
        attempts.fetch_add(1, Ordering::Relaxed);
        None
    }
    #[retry(stop = stop_never(), wait = wait_none(), timeout = 1s)]
    async fn yielding(attempts: &AtomicU32) -> Option<u8> {
        attempts.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        None
    }
    let attempts = AtomicU32::new(0);
    assert_eq!(ready(&attempts).await, None);
    assert_eq!(yielding(&attempts).await, None);
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_none()).timeout(Duration::from_secs(1));
    assert_eq!(policy.call_async(|| async { None::<u8> }).await, None);
    assert_eq!(policy.call_async_mut(async || None::<u8>).await, None);
    assert!(attempts.into_inner() > 1000);
}

#[tokio::test]
async fn a_virtual_clock_advances_without_recording_a_sleep() {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new().stop(stop_after_attempt(100)).wait(wait_none()).timer(&timer);
    let (_, report) = policy.call_async_with_report(|| async { None::<u8> }).await;
    assert_eq!((report.attempts, report.idle_for, timer.sleeps()), (100, Duration::ZERO, vec![]));
    assert_eq!(timer.elapsed(), Duration::from_nanos(3), "after 32, 64 and 96 retries");
}

#[tokio::test]
async fn a_call_within_32_retries_is_ready_on_its_first_poll() {
    let polls = Cell::new(0);
    let call = retry_block!(stop = stop_after_attempt(32), wait = wait_none() => async -> Option<u8> { None });
    let mut call = std::pin::pin!(call);
    let counted = std::future::poll_fn(|context| {
        polls.set(polls.get() + 1);
        call.as_mut().poll(context)
    });
    assert_eq!((counted.await, polls.get()), (None, 1));
}

#[tokio::test]
async fn a_sync_call_without_pauses_sees_the_limit_around_it() {
    #[retry(stop = stop_after_attempt(200), wait = wait_none())]
    fn blocking(attempts: &AtomicU32) -> Option<u8> {
        attempts.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(10));
        None
    }
    #[retry(timeout = 100ms)]
    async fn outer(attempts: &AtomicU32) -> Option<u8> {
        blocking(attempts)
    }
    let attempts = AtomicU32::new(0);
    assert_eq!(outer(&attempts).await, None);
    assert!((1..=10).contains(&attempts.load(Ordering::Relaxed)), "{attempts:?} attempts of 10 ms in 100 ms");
}
