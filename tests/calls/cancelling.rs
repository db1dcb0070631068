//! `cancel`: a cancelled call makes no other attempt and returns its last outcome. A sleeping call returns immediately.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use tenacity::testing::VirtualTimer;
use tenacity::{BoxedPolicy, Event, RetryStats, prelude::*};
use tokio::time::{Instant, sleep};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn a_thousand_sleeping_calls_end_without_another_attempt() {
    let (shutdown, attempts) = (Arc::new(Event::new()), Arc::new(AtomicU32::new(0)));
    #[retry(stop = stop_never(), wait = wait_fixed(1h), cancel = shutdown, on_finish = |_, _, finish| assert_eq!(finish, Finish::Cancelled))]
    async fn fail(shutdown: Arc<Event>, attempts: Arc<AtomicU32>) -> Result<(), u32> {
        Err(attempts.fetch_add(1, Ordering::Relaxed))
    }
    let start = Instant::now();
    let calls = (0..1000).map(|_| tokio::spawn(fail(Arc::clone(&shutdown), Arc::clone(&attempts)))).collect::<Vec<_>>();
    sleep(SECOND).await;
    shutdown.set();
    for (n, call) in (0..).zip(calls) {
        assert_eq!(call.await.unwrap(), Err(n), "its last outcome");
    }
    assert_eq!((start.elapsed(), attempts.load(Ordering::Relaxed)), (SECOND, 1000));
}

#[tokio::test(start_paused = true)]
async fn every_sleeping_async_call_ends_immediately() {
    static SHUTDOWN: Event = Event::new();
    type Kept = BoxedPolicy<Option<u8>>;
    #[retry(policy = policy)]
    async fn by_key(policy: &Kept, attempts: &Cell<u32>) -> Option<u8> {
        attempts.set(attempts.get() + 1);
        None
    }
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(HOUR)).cancel(&SHUTDOWN);
    let boxed: Kept = policy.boxed();
    let attempts = Cell::new(0);
    let attempt = || {
        attempts.set(attempts.get() + 1);
        async { None::<u8> }
    };
    let start = Instant::now();
    let (typed, (_, report), boxed, lending, keyed, block, ()) = tokio::join!(
        policy.call_async(attempt),
        policy.call_async_with_report(attempt),
        boxed.call_async(attempt),
        policy.call_async_mut(async || attempt().await),
        by_key(&boxed, &attempts),
        retry_block!(stop = stop_never(), wait = wait_fixed(1h), cancel = SHUTDOWN => async -> Option<u8> { attempt().await }),
        async {
            sleep(SECOND).await;
            SHUTDOWN.set();
        },
    );
    assert_eq!([typed, boxed, lending, keyed, block], [None; 5]);
    assert_eq!((report.attempts, report.finish, report.idle_for), (1, Finish::Cancelled, HOUR));
    assert_eq!((attempts.get(), start.elapsed()), (6, SECOND));
}

#[test]
fn every_sleeping_sync_call_ends_immediately() {
    static SHUTDOWN: Event = Event::new();
    #[retry(stop = stop_never(), wait = wait_fixed(Duration::MAX), cancel = &SHUTDOWN, before_sleep = |_, _| SHUTDOWN.set())]
    fn fail(attempts: &mut u32) -> Option<()> {
        *attempts += 1;
        None
    }
    let mut attempts = 0;
    assert_eq!((fail(&mut attempts), attempts), (None, 1));
    assert_eq!((fail(&mut attempts), attempts), (None, 2), "it is still set");

    SHUTDOWN.clear();
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(Duration::MAX)).cancel(&SHUTDOWN);
    let policy = policy.before_sleep(|_: &RetryState, _: &Option<u8>| SHUTDOWN.set());
    let (_, report) = policy.call_with_report(|| None);
    assert_eq!((report.attempts, report.finish), (1, Finish::Cancelled));
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_sleep_runs_hooks_and_statistics_like_any_other_end() {
    let (event, budget, stats) = (Event::new(), RetryBudget::new(), RetryStats::new());
    let told = Cell::new(0);
    let call = retry_block!(
        wait = wait_fixed(1h),
        stop = stop_never(),
        cancel = event,
        budget = budget,
        stats = stats,
        on_finish = |state, outcome, finish| {
            assert_eq!((outcome, finish), (&Err("down"), Finish::Cancelled));
            assert_eq!((state.attempt_number(), state.upcoming_sleep(), state.idle_for()), (1, HOUR, HOUR));
            told.set(told.get() + 1);
        },
        fallback = |state, _| Ok(state.attempt_number()),
        => async -> Result<u32, &str> { Err("down") }
    );
    let cancel = async {
        sleep(SECOND).await;
        event.set();
    };
    let (outcome, ()) = tokio::join!(call, cancel);
    assert_eq!((outcome, told.get()), (Ok(1), 1));
    assert!((budget.available() - 1.1).abs() < 1e-9, "the deposit, and the token that came back");
    let stats = stats.snapshot();
    assert_eq!((stats.cancelled, stats.failed_without_retries, stats.retries, stats.slept), (1, 1, 0, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn a_pulse_cancels_only_the_calls_that_sleep() {
    let event = Event::new();
    let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(HOUR)).cancel(&event);
    let attempt = async || {
        sleep(SECOND * 3).await;
        None::<u8>
    };
    let pulse = async {
        sleep(SECOND).await;
        event.set();
        event.clear();
    };
    let sleeping = policy.call_async_with_report(|| async { None::<u8> });
    let ((_, sleeping), (_, busy), ()) = tokio::join!(sleeping, policy.call_async_with_report(attempt), pulse);
    assert_eq!([sleeping.finish, busy.finish], [Finish::Cancelled, Finish::Stopped]);

    let (event, cancelled) = (Arc::new(Event::new()), Arc::new(Event::new()));
    let call = thread::spawn({
        let (event, cancelled) = (Arc::clone(&event), Arc::clone(&cancelled));
        move || {
            let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(HOUR)).cancel(event);
            let (_, report) = policy.call_with_report(|| None::<u8>);
            cancelled.set();
            report.finish
        }
    });
    // The thread may not be asleep yet, so the test sends pulses until one of them finds it asleep.
    while !cancelled.is_set() {
        event.set();
        event.clear();
        thread::yield_now();
    }
    assert_eq!(call.join().unwrap(), Finish::Cancelled);
}

#[test]
fn cancelling_wakes_a_blocking_sleep_on_the_timer_of_another_event() {
    static OTHER: Event = Event::new();
    static SHUTDOWN: Event = Event::new();
    #[retry(stop = stop_never(), wait = wait_fixed(1h), timer = OTHER.timer(), cancel = &SHUTDOWN)]
    fn by_key() -> Option<u8> {
        None
    }
    let calls = [
        thread::spawn(by_key),
        thread::spawn(|| {
            let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(HOUR)).timer(OTHER.timer()).cancel(&SHUTDOWN);
            policy.call(|| None::<u8>)
        }),
    ];
    SHUTDOWN.set();
    assert_eq!(calls.map(|call| call.join().unwrap()), [None; 2]);
}

#[test]
fn a_timer_that_cannot_be_woken_sleeps_to_its_end_and_the_call_then_ends() {
    let (shutdown, timer) = (Event::new(), VirtualTimer::new());
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(SECOND)).timer(&timer).cancel(&shutdown);
    let mut attempts = 0;
    let (_, report) = policy.call_with_report(|| {
        attempts += 1;
        if attempts == 3 {
            shutdown.set();
        }
        None::<()>
    });
    assert_eq!((report.attempts, report.finish, timer.sleeps().len()), (3, Finish::Cancelled, 2));
}

#[test]
fn only_a_call_that_can_be_cancelled_needs_an_outcome_that_is_send() {
    fn require_send<T: Send>(_: &T) {}
    #[retry(wait = wait_fixed(1s))]
    async fn by_attribute() -> Option<Rc<u8>> {
        None
    }
    require_send(&by_attribute());
    let policy = RetryPolicy::new();
    require_send(&policy.call_async(|| async { None::<Rc<u8>> }));
    require_send(&policy.budget(RetryBudget::new()).timeout(SECOND).call_async(|| async { None::<Rc<u8>> }));
    let event = Event::new();
    require_send(&policy.cancel(&event).call_async(|| async { None::<u8> }));
    let sizes = |outcome: [u8; 512]| {
        let forgetting = size_of_val(&policy.call_async(|| async move { Some(outcome) }));
        let keeping = size_of_val(&policy.cancel(&event).call_async(|| async move { Some(outcome) }));
        (forgetting, keeping)
    };
    let (forgetting, keeping) = sizes([0; 512]);
    assert!(forgetting < keeping, "{forgetting}, {keeping}");
}
