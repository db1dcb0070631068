//! `attempt_timeout`, `timeout`, and the limit that a nested call sees. Tokio's clock is paused, so times are exact.

use std::future::pending;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use tenacity::testing::VirtualTimer;
use tenacity::{Limit, prelude::*};
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);

type Told = std::sync::Mutex<Vec<(u32, Finish)>>;

#[tokio::test(start_paused = true)]
async fn an_attempt_that_hangs_is_cut_and_judged_like_any_outcome() {
    #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1s), attempt_timeout = 500ms)]
    async fn hang() -> io::Result<()> {
        pending().await
    }
    let start = Instant::now();
    let error = hang().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    let timed_out = *error.get_ref().unwrap().downcast_ref::<TimedOut>().unwrap();
    assert_eq!((timed_out.limit(), timed_out.length(), timed_out.attempts()), (Limit::Attempt, SECOND / 2, 3));
    assert_eq!((timed_out.elapsed(), start.elapsed()), (SECOND * 7 / 2, SECOND * 7 / 2));
}

#[tokio::test(start_paused = true)]
async fn a_predicate_may_refuse_to_retry_a_cut_attempt() {
    #[retry(retry = retry_if_err(|e: &io::Error| e.kind() != io::ErrorKind::TimedOut), attempt_timeout = 1s)]
    async fn hang() -> io::Result<()> {
        pending().await
    }
    let start = Instant::now();
    hang().await.unwrap_err();
    assert_eq!(start.elapsed(), SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_within_its_timeout_in_the_middle_of_an_attempt() {
    static TOLD: Told = Told::new(Vec::new());
    #[retry(
        stop = stop_never(),
        wait = wait_fixed(1s),
        timeout = 5s,
        on_finish = |state, outcome: &Option<u8>, finish| TOLD.lock().unwrap().push((state.attempt_number() + u32::from(outcome.is_some()), finish)),
        fallback = |_, _| Some(9),
    )]
    async fn slow() -> Option<u8> {
        sleep(2 * SECOND).await;
        None
    }
    let start = Instant::now();
    // Attempts of 2 s start at 0 s and 3 s. The second one ends at 5 s, the same moment as the limit. If the attempt is not ready, the limit
    // wins.
    assert_eq!(slow().await, Some(9));
    assert_eq!(start.elapsed(), 5 * SECOND);
    assert_eq!(*TOLD.lock().unwrap(), [(2, Finish::TimedOut)]);
}

/// An error that distinguishes a limit from a failure.
#[derive(Debug, PartialEq)]
enum Failure {
    Down,
    Cut,
}

impl From<TimedOut> for Failure {
    fn from(_: TimedOut) -> Self {
        Self::Cut
    }
}

#[tokio::test(start_paused = true)]
async fn a_sleep_that_would_reach_the_limit_is_not_begun() {
    #[retry(stop = stop_never(), wait = wait_fixed(2s), timeout = 5s)]
    async fn fail(attempts: &AtomicU32) -> Result<(), Failure> {
        attempts.fetch_add(1, Ordering::Relaxed);
        sleep(SECOND / 2).await;
        Err(Failure::Down)
    }
    let (start, attempts) = (Instant::now(), AtomicU32::new(0));
    // Attempts end at 0.5 s and 3 s; the next would begin at 5 s. The call returns the last outcome.
    assert_eq!(fail(&attempts).await, Err(Failure::Down));
    assert_eq!((attempts.into_inner(), start.elapsed()), (2, 3 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn if_both_limits_expire_together_the_limit_of_the_call_wins() {
    let limits = (2 * SECOND, 2 * SECOND);
    #[retry(attempt_timeout = limits.0, timeout = limits.1)]
    async fn hang(limits: (Duration, Duration)) -> Result<(), TimedOut> {
        pending().await
    }
    let timed_out = hang(limits).await.unwrap_err();
    assert_eq!((timed_out.limit(), timed_out.attempts()), (Limit::Call, 1));
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_is_ready_on_its_first_poll_is_never_cut() {
    #[retry(timeout = 0s)]
    async fn ready() -> Option<u8> {
        Some(1)
    }
    assert_eq!(ready().await, Some(1));
    let policy = RetryPolicy::new().timeout(Duration::ZERO);
    assert_eq!(policy.call_async(|| async { Some(2) }).await, Some(2));
}

#[tokio::test(start_paused = true)]
async fn dropping_the_call_drops_the_attempt_and_leaves_nothing_behind() {
    struct Guard<'a>(&'a AtomicU32);
    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }
    #[retry(attempt_timeout = 1s, timeout = 1h, wait = wait_none(), stop = stop_never())]
    async fn hang(alive: &AtomicU32) -> Option<()> {
        alive.fetch_add(1, Ordering::Relaxed);
        let _guard = Guard(alive);
        pending().await
    }
    let alive = AtomicU32::new(0);
    assert!(tokio::time::timeout(SECOND * 5 / 2, hang(&alive)).await.is_err());
    assert_eq!(alive.into_inner(), 0);
    // No limit remains on this thread: the next call still plans a sleep of an hour.
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(2 * 3600 * SECOND));
    let (_, report) = policy.call_async_with_report(|| async { None::<u8> }).await;
    assert_eq!((report.attempts, report.finish), (2, Finish::Stopped));
}

#[tokio::test]
async fn a_body_that_starves_the_timer_is_still_cut() {
    // Tokio gives each poll of a task a budget. If a body always uses it up, nothing is left for the timer.
    #[retry(timeout = 20ms)]
    async fn greedy() -> Option<()> {
        loop {
            tokio::task::consume_budget().await;
        }
    }
    assert_eq!(greedy().await, None);
}

mod nested {
    use super::*;

    #[retry(stop = stop_never(), wait = wait_fixed(2s))]
    async fn inner(attempts: &AtomicU32) -> Result<(), Failure> {
        attempts.fetch_add(1, Ordering::Relaxed);
        Err(Failure::Down)
    }

    #[retry(stop = stop_never(), wait = wait_fixed(2s))]
    fn blocking(attempts: &AtomicU32) -> Result<(), Failure> {
        attempts.fetch_add(1, Ordering::Relaxed);
        Err(Failure::Down)
    }

    #[tokio::test(start_paused = true)]
    async fn a_nested_call_never_plans_a_sleep_past_the_outer_limit() {
        #[retry(stop = stop_after_attempt(1), timeout = 5s)]
        async fn outer(attempts: &AtomicU32) -> Result<(), Failure> {
            inner(attempts).await
        }
        let (start, attempts) = (Instant::now(), AtomicU32::new(0));
        // Attempts start at 0, 2 and 4 s. The inner call then returns its own error, instead of being cut in its sleep at 5 s.
        assert_eq!(outer(&attempts).await, Err(Failure::Down));
        assert_eq!((attempts.into_inner(), start.elapsed()), (3, 4 * SECOND));
    }

    #[tokio::test(start_paused = true)]
    async fn the_closest_limit_around_a_call_applies() {
        let (start, attempts) = (Instant::now(), AtomicU32::new(0));
        let once = RetryPolicy::new().stop(stop_after_attempt(1));
        let (near, far) = (once.timeout(3 * SECOND), once.timeout(3600 * SECOND));
        let outcome = near.call_async(|| far.call_async(|| inner(&attempts))).await;
        assert_eq!((outcome, attempts.load(Ordering::Relaxed), start.elapsed()), (Err(Failure::Down), 2, 2 * SECOND));
        // The same, with the limits the other way round.
        let outcome = far.call_async(|| near.call_async(|| inner(&attempts))).await;
        assert_eq!((outcome, attempts.into_inner(), start.elapsed()), (Err(Failure::Down), 4, 4 * SECOND));
    }

    #[tokio::test(start_paused = true)]
    async fn a_nested_sync_call_sees_it_too() {
        let attempts = AtomicU32::new(0);
        let policy = RetryPolicy::new().timeout(SECOND).stop(stop_after_attempt(1));
        let outcome = policy.call_async(|| async { blocking(&attempts) }).await;
        assert_eq!((outcome, attempts.into_inner()), (Err(Failure::Down), 1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_spawned_task_does_not_inherit_it() {
        let attempts = Arc::new(AtomicU32::new(0));
        let policy = RetryPolicy::new().timeout(5 * SECOND).stop(stop_after_attempt(1));
        let spawned = Arc::clone(&attempts);
        let outcome = policy
            .call_async(move || {
                let attempts = Arc::clone(&spawned);
                async move {
                    tokio::spawn(async move { inner(&attempts).await });
                    sleep(4 * SECOND).await;
                    Ok::<_, Failure>(())
                }
            })
            .await;
        assert_eq!(outcome, Ok(()));
        sleep(10 * SECOND).await;
        assert!(attempts.load(Ordering::Relaxed) > 6, "it goes on after the limit of its parent");
    }
}

#[tokio::test(start_paused = true)]
async fn a_boxed_policy_keeps_its_limits_and_can_be_spawned() {
    static TIMER: LazyLock<VirtualTimer> = LazyLock::new(VirtualTimer::new);
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND)).attempt_timeout(SECOND).timeout(SECOND * 9 / 2);
    let call = tokio::spawn({
        let policy = policy.boxed::<Option<()>>();
        async move { policy.call_async_with_report(pending).await }
    });
    let (outcome, report) = call.await.unwrap();
    assert_eq!((outcome, report.attempts, report.elapsed, report.finish), (None, 3, SECOND * 9 / 2, Finish::TimedOut));

    // A sync attempt cannot be cut, but the call does not begin a sleep past the limit.
    let (_, report) = policy.timer(&*TIMER).boxed::<Option<()>>().call_with_report(|| None);
    assert_eq!((report.attempts, report.finish, TIMER.sleeps().len()), (5, Finish::TimedOut, 4));
}

#[tokio::test(start_paused = true)]
async fn limits_hold_on_a_method_of_boxed_futures() {
    struct Client;
    #[async_trait::async_trait]
    trait Fetch {
        async fn fetch(&mut self) -> Result<u8, TimedOut>;
    }
    #[async_trait::async_trait]
    impl Fetch for Client {
        #[retry(timeout = 3s, attempt_timeout = 1s, wait = wait_none(), stop = stop_never())]
        async fn fetch(&mut self) -> Result<u8, TimedOut> {
            pending().await
        }
    }
    let start = Instant::now();
    assert_eq!(Client.fetch().await.unwrap_err().limit(), Limit::Call);
    assert_eq!(start.elapsed(), 3 * SECOND);
}

#[tokio::test]
async fn every_timer_cuts_an_attempt() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(1)).attempt_timeout(Duration::from_millis(1));
    assert_eq!(policy.timer(tenacity::FuturesTimer).call_async(pending::<Option<u8>>).await, None);
    assert_eq!(policy.timer(&tenacity::TokioTimer).call_async(pending::<Option<u8>>).await, None);
}

#[tokio::test]
async fn an_attempt_that_is_ready_on_its_first_poll_takes_no_virtual_time() {
    let timer = VirtualTimer::new();
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_fixed(SECOND)).timer(&timer);
    let (_, report) = policy.attempt_timeout(5 * SECOND).call_async_with_report(|| async { None::<u8> }).await;
    assert_eq!((report.finish, timer.sleeps()), (Finish::Stopped, vec![SECOND; 2]));
    let (_, report) = policy.timeout(10 * SECOND).call_async_with_report(|| async { None::<u8> }).await;
    assert_eq!((report.finish, timer.sleeps()), (Finish::Stopped, vec![SECOND; 4]));

    #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1s), attempt_timeout = 5s, timeout = 10s, timer = timer)]
    async fn fail(timer: &VirtualTimer) -> Option<u8> {
        None
    }
    fail(&timer).await;
    assert_eq!((timer.sleeps().len(), timer.elapsed()), (6, 6 * SECOND));
}

#[tokio::test]
async fn a_virtual_clock_cuts_a_pending_attempt_without_recording_a_sleep() {
    let timer = VirtualTimer::new();
    let policy =
        RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND)).timer(&timer).attempt_timeout(5 * SECOND);
    assert_eq!(policy.call_async(pending::<Option<u8>>).await, None);
    assert_eq!((timer.sleeps(), timer.elapsed()), (vec![SECOND], 11 * SECOND));
}

/// An error that cannot be converted from a `TimedOut`, like the errors of other crates.
#[derive(Debug, PartialEq)]
enum Foreign {
    DeadlineExceeded,
}

#[tokio::test(start_paused = true)]
async fn timed_out_may_be_set_before_or_after_the_limits() {
    type Hung = Result<(), Foreign>;
    let cut = |_: TimedOut| Hung::Err(Foreign::DeadlineExceeded);
    let base = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(SECOND));
    let before: Hung = base.timed_out(cut).attempt_timeout(SECOND).call_async(pending).await;
    let after: Hung = base.timeout(SECOND).attempt_timeout(SECOND).timed_out(cut).call_async(pending).await;
    let policy = base.timed_out(cut).timeout(5 * SECOND).before_sleep(|_: &RetryState, _: &Hung| {});
    let lent: Hung = policy.by_ref().attempt_timeout(SECOND).call_async(pending).await;
    let boxed: Hung = policy.attempt_timeout(SECOND).boxed().call_async(pending).await;
    let replaced: Hung = base.timed_out(|_| Hung::Ok(())).timed_out(cut).timeout(SECOND).call_async(pending).await;
    for outcome in [before, after, lent, boxed, replaced] {
        assert_eq!(outcome, Err(Foreign::DeadlineExceeded));
    }
}

#[tokio::test(start_paused = true)]
async fn the_timed_out_key_sets_the_outcome_of_a_cut_attempt() {
    #[retry(stop = stop_after_attempt(2), wait = wait_none(), timed_out = |cut| Err((Foreign::DeadlineExceeded, cut.attempts())), attempt_timeout = 1s)]
    async fn hang() -> Result<(), (Foreign, u32)> {
        pending().await
    }
    assert_eq!(hang().await, Err((Foreign::DeadlineExceeded, 2)));

    let reasons = std::cell::RefCell::new(Vec::new());
    let block = retry_block!(
        timeout = 1s,
        retry = retry_never(),
        timed_out = |cut| {
            reasons.borrow_mut().push(cut.limit());
            7
        },
        => async -> u8 { pending().await }
    );
    assert_eq!(block.await, 7);
    assert_eq!(*reasons.borrow(), [Limit::Call]);

    let policy = RetryPolicy::new().timeout(SECOND).timed_out(|_| Err::<(), _>(Foreign::DeadlineExceeded));
    #[retry(policy = policy)]
    async fn by_the_policy<H: tenacity::Hooks<Result<(), Foreign>>>(
        policy: RetryPolicy<tenacity::DefaultStop, tenacity::DefaultWait, tenacity::RetryIfFailure, H>,
    ) -> Result<(), Foreign> {
        pending().await
    }
    assert_eq!(by_the_policy(policy).await, Err(Foreign::DeadlineExceeded));
}

#[tokio::test(start_paused = true)]
async fn the_state_returns_the_remaining_time() {
    #[retry(
        stop = stop_after_attempt(3),
        wait = wait_fixed(1s),
        timeout = 10s,
        attempt_timeout = 3s,
        state = state,
        before = |state| left.lock().unwrap().push(state.remaining()),
        before_sleep = |state, _| left.lock().unwrap().push(state.remaining()),
    )]
    async fn inner(left: &std::sync::Mutex<Vec<Option<Duration>>>) -> Option<u8> {
        left.lock().unwrap().push(state.remaining());
        sleep(SECOND / 2).await;
        None
    }
    let left = std::sync::Mutex::new(Vec::new());
    inner(&left).await;
    let halves = |all: &[u32]| all.iter().map(|half| Some(*half * SECOND / 2)).collect::<Vec<_>>();
    assert_eq!(*left.lock().unwrap(), halves(&[20, 20, 19, 17, 17, 16, 14, 14]));

    left.lock().unwrap().clear();
    RetryPolicy::new().timeout(2 * SECOND).call_async(|| inner(&left)).await;
    assert_eq!(left.lock().unwrap()[..3], halves(&[4, 4, 3]), "the closer one, of a call around it");

    let policy = RetryPolicy::new().stop(stop_after_attempt(1));
    let seen = std::cell::Cell::new(Some(SECOND));
    policy.by_ref().after(|state: &RetryState, _: &Option<u8>| seen.set(state.remaining())).call(|| None::<u8>);
    assert_eq!((seen.get(), RetryState::at(1, SECOND).with_remaining(SECOND).remaining()), (None, Some(SECOND)));
}
