//! Thousands of tasks on several threads share a budget, statistics, an event and budgets by key. At the end the sums are exact. No task waits
//! in real time.

#![allow(clippy::float_cmp, reason = "thousandths of a token are exact")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tenacity::{Event, KeyedBudget, RetryStats, prelude::*};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

const TASKS: u32 = 4000;
/// The number of calls that each task makes.
const CALLS: u32 = 5;

fn threads() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_time().build().unwrap()
}

/// Runs the tasks and returns their results. Asserts that no task is left.
fn run<T: Send + 'static, F: Future<Output = T> + Send + 'static>(task: impl Fn(u32) -> F) -> Vec<T> {
    let runtime = threads();
    let results = runtime.block_on(async {
        let tasks: JoinSet<T> = (0..TASKS).map(task).collect();
        tasks.join_all().await
    });
    // A worker thread hands over a task's result a moment before it drops the task.
    wait_for_sync("every task to be gone", || runtime.metrics().num_alive_tasks() == 0).run().unwrap();
    results
}

#[derive(Debug, PartialEq)]
enum Failure {
    Busy,
    Fatal,
}

#[derive(Default)]
struct Shared {
    budget: RetryBudget,
    stats: RetryStats,
    attempts: AtomicU64,
}

impl Shared {
    /// Succeeds at attempt `lucky`. Attempt 4 fails with a final error.
    #[retry(stop = stop_after_attempt(6), wait = wait_none(), retry = retry_if_err(|e| *e == Failure::Busy), budget = self.budget, stats = self.stats, state = state)]
    async fn call(&self, lucky: u32) -> Result<u32, Failure> {
        self.attempts.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        match state.attempt_number() {
            n if n == lucky => Ok(n),
            4 => Err(Failure::Fatal),
            _ => Err(Failure::Busy),
        }
    }
}

#[test]
fn a_budget_that_is_large_enough_pays_for_each_retry_and_nothing_else() {
    let shared =
        Arc::new(Shared { budget: RetryBudget::new().ratio(1.0).capacity(100_000).initial(70_000), ..Shared::default() });
    run(|task| {
        let shared = Arc::clone(&shared);
        async move {
            for call in 0..CALLS {
                let lucky = 1 + (task + call) % 5;
                let expected = if lucky == 5 { Err(Failure::Fatal) } else { Ok(lucky) };
                assert_eq!(shared.call(lucky).await, expected);
            }
        }
    });
    // Each task uses every `lucky` once. The calls take 1, 2, 3 and 4 attempts, and 4 attempts that end with a final error.
    let tasks = u64::from(TASKS);
    let snapshot = shared.stats.snapshot();
    assert_eq!((snapshot.calls(), snapshot.retries, snapshot.attempts()), (5 * tasks, 9 * tasks, 14 * tasks));
    assert_eq!((snapshot.succeeded_without_retries, snapshot.succeeded_after_retries), (tasks, 3 * tasks));
    assert_eq!((snapshot.failed_without_retries, snapshot.failed_after_retries, snapshot.give_ups()), (0, tasks, 0));
    assert_eq!(shared.attempts.load(Ordering::Relaxed), snapshot.attempts());
    // Each of the four calls that retried gets one token back, because all of them are accepted.
    assert_eq!(shared.budget.available(), 70_000.0 + f64::from(5 * TASKS) - f64::from(9 * TASKS) + f64::from(4 * TASKS));
}

#[test]
fn a_scarce_budget_pays_out_exactly_its_deposits() {
    let shared = Arc::new(Shared { budget: RetryBudget::new().ratio(0.1).capacity(1_000_000).initial(1), ..Shared::default() });
    run(|_| {
        let shared = Arc::clone(&shared);
        async move {
            for _ in 0..CALLS {
                // This call never succeeds.
                shared.call(9).await.unwrap_err();
            }
        }
    });
    let snapshot = shared.stats.snapshot();
    let paid_in = 1.0 + 0.1 * f64::from(TASKS * CALLS);
    assert_eq!((snapshot.calls(), snapshot.failed()), (u64::from(TASKS * CALLS), u64::from(TASKS * CALLS)));
    assert_eq!(shared.attempts.load(Ordering::Relaxed), snapshot.attempts());
    let retries = u32::try_from(snapshot.retries).unwrap();
    // A call that reaches its final error is accepted, so one token comes back.
    let accepted = u32::try_from(snapshot.calls() - snapshot.give_ups()).unwrap();
    assert_eq!(shared.budget.available() + f64::from(retries), paid_in + f64::from(accepted));
    assert!(snapshot.budget_exhausted > 0 && retries > 0, "{snapshot:?}");
}

#[test]
fn an_event_ends_every_call_that_sleeps() {
    let (event, stats) = (Arc::new(Event::new()), Arc::new(RetryStats::new()));
    let asleep = Arc::new(AtomicU64::new(0));
    let finishes = run(|task| {
        let (event, stats, asleep) = (Arc::clone(&event), Arc::clone(&stats), Arc::clone(&asleep));
        async move {
            let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(Duration::MAX)).cancel(&event).stats(&stats);
            let (_, report) = policy
                .call_async_with_report(async || {
                    // The last task to arrive cancels all of them. Some are not asleep yet at that moment.
                    if asleep.fetch_add(1, Ordering::AcqRel) + 1 == u64::from(TASKS) {
                        event.set();
                    }
                    (task == TASKS).then_some(())
                })
                .await;
            (report.finish, report.attempts)
        }
    });
    assert!(finishes.iter().all(|(finish, attempts)| *finish == Finish::Cancelled && *attempts <= 2));
    let snapshot = stats.snapshot();
    let attempts: u64 = finishes.iter().map(|(_, attempts)| u64::from(*attempts)).sum();
    assert_eq!((snapshot.cancelled, snapshot.calls()), (u64::from(TASKS), u64::from(TASKS)));
    assert_eq!((snapshot.attempts(), asleep.load(Ordering::Relaxed)), (attempts, attempts));
    assert_eq!(Arc::strong_count(&event), 1, "no sleeper is left behind");
}

#[test]
fn an_event_that_is_set_repeatedly_wakes_every_sleeper() {
    let event = Arc::new(Event::new());
    let woken = {
        let event = Arc::clone(&event);
        let left = Arc::new(AtomicU64::new(u64::from(TASKS)));
        run(move |task| {
            let (event, left) = (Arc::clone(&event), Arc::clone(&left));
            async move {
                if task == 0 {
                    // This task sets and clears the event until all others were woken.
                    while left.load(Ordering::Acquire) > 1 {
                        event.set();
                        event.clear();
                        tokio::task::yield_now().await;
                    }
                    return 0;
                }
                event.until_set().await;
                left.fetch_sub(1, Ordering::AcqRel);
                1
            }
        })
    };
    assert_eq!(woken.iter().sum::<u32>(), TASKS - 1);
}

#[test]
fn each_key_pays_for_its_own_calls() {
    const KEYS: u32 = 40;
    static BUDGETS: KeyedBudget<u32> =
        KeyedBudget::new(KEYS as usize).each(|| RetryBudget::new().ratio(1.0).capacity(10_000).initial(500));
    let stats: Arc<[RetryStats]> = (0..KEYS).map(|_| RetryStats::new()).collect();
    run(|task| {
        let stats = Arc::clone(&stats);
        async move {
            for call in 0..CALLS {
                let key = (task + call) % KEYS;
                fail(key, &stats[key as usize]).await.unwrap_err();
            }
        }
    });
    for (key, stats) in (0..KEYS).zip(&*stats) {
        let snapshot = stats.snapshot();
        assert_eq!((snapshot.calls(), snapshot.failed()), (u64::from(TASKS * CALLS / KEYS), snapshot.calls()), "{key}");
        let paid_in = 500 + snapshot.calls();
        assert_eq!(BUDGETS.get(key).available(), f64::from(u32::try_from(paid_in - snapshot.retries).unwrap()), "{key}");
        assert_eq!(snapshot.budget_exhausted + snapshot.stopped, snapshot.calls(), "{key}");
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), budget = BUDGETS.get(key), stats = stats)]
    async fn fail(key: u32, stats: &RetryStats) -> Result<u32, u32> {
        tokio::task::yield_now().await;
        Err(key)
    }
}
