//! Clocks that jump, infinite delays, and hints of ten years: the limit in force bounds them, and nothing overflows.

use std::cell::Cell;
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

const SECOND: Duration = Duration::from_secs(1);
const TEN_YEARS: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// A clock that returns the time that the test sets.
#[derive(Default)]
struct Jumping {
    since_start: Cell<Duration>,
    slept: Cell<Duration>,
}

impl Clock for Jumping {
    type Instant = ();

    fn now(&self) {}

    fn since(&self, (): ()) -> Duration {
        self.since_start.get()
    }
}

impl BlockingTimer for Jumping {
    fn sleep(&self, delay: Duration) {
        self.slept.set(self.slept.get().saturating_add(delay));
    }
}

fn throttled<R>(_: &R) -> Verdict {
    Verdict::RetryAfter(TEN_YEARS)
}

#[test]
fn a_clock_that_jumps_ahead_ends_the_call() {
    let clock = Jumping::default();
    let mut attempts = 0;
    retry_block!(stop = stop_after_delay(24h), wait = wait_fixed(1s), timer = clock => -> Option<()> {
        attempts += 1;
        clock.since_start.set(if attempts < 3 { SECOND } else { Duration::MAX });
        None
    });
    assert_eq!((attempts, clock.slept.get()), (3, 2 * SECOND));
}

#[test]
fn a_clock_that_jumps_back_refunds_only_the_time_of_the_jump() {
    let clock = Jumping::default();
    let jumps = [SECOND * 9, Duration::ZERO, SECOND * 10];
    let mut seen = Vec::new();
    let policy = RetryPolicy::new().stop(stop_after_delay(10 * SECOND)).wait(wait_fixed(SECOND)).timer(&clock);
    policy.call(|| {
        clock.since_start.set(jumps[seen.len()]);
        seen.push(clock.since_start.get());
        None::<()>
    });
    assert_eq!(seen, jumps);

    let mut run = policy.start();
    for jump in jumps {
        let _ = run.record_at(None::<()>, jump);
    }
    assert_eq!(run.report().unwrap().elapsed, 10 * SECOND, "a run never goes back");
}

#[test]
fn a_hint_of_ten_years_is_bounded_by_the_stop() {
    let timer = VirtualTimer::new();
    let stops: [Box<dyn Stop>; 2] = [Box::new(stop_before_delay(45 * SECOND)), Box::new(tenacity::default_stop())];
    for stop in stops {
        let policy = RetryPolicy::new().stop(stop).retry(retry_if_result(throttled::<Option<u64>>)).timer(&timer);
        let (_, report) = policy.call_with_report(|| None);
        assert_eq!((report.attempts, report.finish, timer.sleeps().len()), (1, Finish::Stopped, 0));
    }
    // Without a bound, the call sleeps for the full hint.
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).retry(retry_if_result(throttled::<Option<u64>>)).timer(&timer);
    assert_eq!(policy.call(|| None), None);
    assert_eq!(timer.sleeps(), [TEN_YEARS; 2]);
}

#[tokio::test(start_paused = true)]
async fn a_hint_of_ten_years_is_bounded_by_the_timeout() {
    let start = tokio::time::Instant::now();
    let policy = RetryPolicy::new()
        .stop(stop_never())
        .retry(retry_if_result(|_: &Option<()>| Verdict::RetryAfter(TEN_YEARS)))
        .timeout(3600 * SECOND);
    let (_, report) = policy.call_async_with_report(|| async { None }).await;
    assert_eq!((report.attempts, report.finish, start.elapsed()), (1, Finish::TimedOut, Duration::ZERO));
}

#[test]
fn infinite_delays_saturate_at_the_longest_duration() {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(4))
        .wait(wait_fixed(Duration::MAX) + wait_exponential(Duration::MAX).full_jitter())
        .timer(&timer)
        .seed(0);
    let (_, report) = policy.call_with_report(|| None::<()>);
    assert_eq!((report.attempts, report.idle_for), (4, Duration::MAX));
    assert_eq!(timer.sleeps(), [Duration::MAX; 3]);
}

#[tokio::test(start_paused = true)]
async fn infinite_limits_never_expire() {
    #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1s), attempt_timeout = Duration::MAX, timeout = Duration::MAX)]
    async fn fail(attempts: &Cell<u32>) -> Result<(), TimedOut> {
        attempts.set(attempts.get() + 1);
        tokio::time::timeout(SECOND, std::future::pending::<()>()).await.ok();
        if attempts.get() < 3 { hang_for_a_second().await } else { Ok(()) }
    }
    async fn hang_for_a_second() -> Result<(), TimedOut> {
        RetryPolicy::new().timeout(SECOND).call_async(std::future::pending).await
    }
    let attempts = Cell::new(0);
    assert_eq!((fail(&attempts).await, attempts.get()), (Ok(()), 3));
}

#[test]
fn an_elapsed_time_plus_an_infinite_delay_does_not_overflow() {
    let clock = Jumping::default();
    clock.since_start.set(Duration::MAX);
    let policy = RetryPolicy::new().stop(stop_before_delay(Duration::MAX)).wait(wait_fixed(Duration::MAX)).timer(&clock);
    let (_, report) = policy.call_with_report(|| None::<()>);
    assert_eq!((report.attempts, report.elapsed), (1, Duration::MAX));
}
