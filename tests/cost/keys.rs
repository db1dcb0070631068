//! Retried calls do not allocate, whether the first attempt succeeds or the call retries. The tests cover every key of the attribute, every way
//! to call a policy, and everything that calls share.

use std::cell::Cell;
use std::io;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use tenacity::{Event, FuturesTimer, KeyedBudget, RetryStats, StdTimer, TokioTimer, prelude::*};

use crate::counting::allocations;

static BUDGET: RetryBudget = RetryBudget::new().ratio(1.0).capacity(1000).initial(1000);
static STATS: RetryStats = RetryStats::new();
static SHUTDOWN: Event = Event::new();
const NS: Duration = Duration::from_nanos(1);

/// The number of failures that an operation still has to make.
type Failures = Cell<u32>;

fn fail(failures: &Failures) -> io::Result<u32> {
    match failures.get() {
        0 => Ok(0),
        left => {
            failures.set(left - 1);
            Err(io::ErrorKind::ConnectionRefused.into())
        }
    }
}

async fn fail_later(failures: &Failures) -> io::Result<u32> {
    pending_once().await;
    fail(failures)
}

/// Pending on its first poll. Tokio's `yield_now` would allocate.
async fn pending_once() {
    let mut is_polled = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut is_polled, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn assert_frugal(name: &str, call: impl Fn(&Failures)) {
    // Values that initialize themselves once, such as the thread's generator, do so at the first retry. A success touches none of them.
    for (failures, is_counted) in [(0, true), (1, false), (1, true), (4, true)] {
        let left = Cell::new(failures);
        let before = allocations();
        call(&left);
        assert!(!is_counted || allocations() == before, "{name}, {failures} failures: {}", allocations() - before);
    }
}

async fn assert_frugal_async(name: &str, call: impl AsyncFn(&Failures)) {
    for (failures, is_counted) in [(0, true), (1, false), (1, true), (4, true)] {
        let left = Cell::new(failures);
        let before = allocations();
        call(&left).await;
        assert!(!is_counted || allocations() == before, "{name}, {failures} failures: {}", allocations() - before);
    }
}

/// Defines a sync and an async function for each key. Each also sets `stop` and `wait`.
macro_rules! keys {
    ($($name:ident { $($keys:tt)* })*) => {
        #[test]
        fn no_key_of_a_sync_function_allocates() {
            $({
                #[retry(stop = stop_after_attempt(9), wait = wait_fixed(1ns), $($keys)*)]
                fn $name(failures: &Failures) -> io::Result<u32> {
                    fail(failures)
                }
                assert_frugal(stringify!($name), |failures| assert!($name(failures).is_ok()));
            })*
        }

        #[tokio::test(start_paused = true)]
        async fn no_key_of_an_async_function_allocates() {
            $({
                #[retry(stop = stop_after_attempt(9), wait = wait_fixed(1ms), $($keys)*)]
                async fn $name(failures: &Failures) -> io::Result<u32> {
                    fail_later(failures).await
                }
                assert_frugal_async(stringify!($name), async |failures| assert!($name(failures).await.is_ok())).await;
            })*
        }
    };
}

keys! {
    retry { retry = retry_if_err(|e| e.kind() == io::ErrorKind::ConnectionRefused) | retry_if_ok(|n| *n == 9) }
    policy { policy = RetryPolicy::new().budget(&BUDGET).stats(&STATS) }
    before { before = |state| assert!(state.attempt_number() > 0) }
    after { after = |_, outcome| assert!(outcome.is_err()) }
    before_sleep { before_sleep = |state, _| assert!(state.upcoming_sleep() > Duration::ZERO) }
    on_finish { on_finish = |_, outcome, finish| assert!(outcome.is_ok() && finish == Finish::Accepted) }
    fallback { fallback = |state, _| Ok(state.attempt_number()) }
    fallback_that_stands_in { retry = retry_if_failure() | retry_always(), fallback = |_, _| Ok(1) }
    budget { budget = BUDGET }
    stats { stats = STATS }
    cancel { cancel = SHUTDOWN }
    event_timer { timer = SHUTDOWN.timer() }
    seed { seed = 7 }
    enabled { enabled = NS > Duration::ZERO }
    name { name = "orders" }
    doc { doc = false }
    path { crate = ::tenacity }
    all_that_is_shared { budget = &BUDGET, stats = &STATS, cancel = &SHUTDOWN, seed = 7, name = "orders" }
}

#[retry(stop = stop_after_delay(1h) & stop_after_attempt(9), wait = wait_exponential(1ns).full_jitter() + wait_random(1ns, 2ns))]
fn timed_and_random(failures: &Failures) -> io::Result<u32> {
    fail(failures)
}

#[retry(wait = wait_fixed(1ns), state = state)]
fn told_of_its_state(failures: &Failures) -> io::Result<u32> {
    fail(failures).map(|_| state.attempt_number())
}

#[retry(wait = wait_fixed(1ns), wrap_error)]
fn wrapped(failures: &Failures) -> Result<u32, RetryError<io::Error>> {
    fail(failures)
}

#[retry(wait = wait_fixed(1ns), clone(shared))]
fn cloned(failures: &Failures, shared: Rc<u8>) -> io::Result<u32> {
    drop(shared);
    fail(failures)
}

#[retry(wait = wait_fixed(1ns), timer = StdTimer)]
fn by_a_timer(failures: &Failures) -> io::Result<u32> {
    fail(failures)
}

#[test]
fn no_other_kind_of_sync_function_allocates() {
    static BUDGETS: KeyedBudget<String> = KeyedBudget::new(10).each(|| RetryBudget::new().capacity(100).initial(100));
    #[retry(wait = wait_fixed(1ns), budget = BUDGETS.get(host))]
    fn keyed(host: &str, failures: &Failures) -> io::Result<u32> {
        fail(failures)
    }

    assert_frugal("time and randomness", |failures| assert!(timed_and_random(failures).is_ok()));
    assert_frugal("state", |failures| assert!(told_of_its_state(failures).is_ok()));
    assert_frugal("wrap_error", |failures| assert!(wrapped(failures).is_ok()));
    let shared = Rc::new(7);
    assert_frugal("clone", |failures| assert!(cloned(failures, Rc::clone(&shared)).is_ok()));
    assert_frugal("timer", |failures| assert!(by_a_timer(failures).is_ok()));
    BUDGETS.get("host");
    assert_frugal("a known key's budget", |failures| assert!(keyed("host", failures).is_ok()));
}

#[retry(wait = wait_fixed(1ms), attempt_timeout = 1min)]
async fn attempt_within(failures: &Failures) -> io::Result<u32> {
    fail_later(failures).await
}

#[retry(wait = wait_fixed(1ms), timeout = 1h)]
async fn call_within(failures: &Failures) -> io::Result<u32> {
    fail_later(failures).await
}

#[retry(wait = wait_fixed(1ms), attempt_timeout = 1min, timeout = 1h, cancel = SHUTDOWN, wrap_error, stats = STATS)]
async fn within_everything(failures: &Failures) -> Result<u32, RetryError<io::Error>> {
    fail_later(failures).await
}

#[retry(stop = stop_after_attempt(9), wait = wait_fixed(1ms), timer = TokioTimer)]
async fn by_tokio(failures: &Failures) -> io::Result<u32> {
    fail_later(failures).await
}

/// An attempt that is cut runs in a separate future. The outcome that replaces it does not allocate either.
#[retry(stop = stop_after_attempt(5), wait = wait_fixed(1ms), attempt_timeout = 1s)]
async fn hangs(failures: &Failures) -> Option<()> {
    match fail(failures) {
        Ok(_) => Some(()),
        Err(_) => std::future::pending().await,
    }
}

#[tokio::test(start_paused = true)]
async fn no_other_kind_of_async_function_allocates() {
    assert_frugal_async("attempt_timeout", async |failures| assert!(attempt_within(failures).await.is_ok())).await;
    assert_frugal_async("timeout", async |failures| assert!(call_within(failures).await.is_ok())).await;
    assert_frugal_async("every limit", async |failures| assert!(within_everything(failures).await.is_ok())).await;
    assert_frugal_async("timer", async |failures| assert!(by_tokio(failures).await.is_ok())).await;
    assert_frugal_async("attempts that are cut", async |failures| assert!(hangs(failures).await.is_some())).await;
}

#[tokio::test]
async fn a_success_does_not_call_a_timer_that_allocates_to_sleep() {
    #[retry(timer = FuturesTimer)]
    async fn succeed() -> Option<u8> {
        pending_once().await;
        Some(1)
    }
    let before = allocations();
    assert_eq!(succeed().await, Some(1));
    assert_eq!(allocations(), before);
}

#[test]
fn no_block_allocates() {
    assert_frugal("a block", |failures| {
        assert!(retry_block!(wait = wait_fixed(1ns) => -> io::Result<u32> { fail(failures) }).is_ok());
    });
}

#[tokio::test(start_paused = true)]
async fn no_async_block_allocates() {
    assert_frugal_async("an async block", async |failures| {
        let outcome =
            retry_block!(wait = wait_fixed(1ms), timeout = 1h => async -> io::Result<u32> { fail_later(failures).await });
        assert!(outcome.await.is_ok());
    })
    .await;
}

#[test]
fn no_way_to_call_a_policy_allocates() {
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(9))
        .wait(wait_fixed(NS).full_jitter())
        .before(|_: &RetryState| ())
        .after(|_: &RetryState, _: &io::Result<u32>| ())
        .before_sleep(|_: &RetryState, _: &io::Result<u32>| ())
        .on_finish(|_: &RetryState, _: &io::Result<u32>, _| ())
        .fallback(|_: &RetryState, outcome: io::Result<u32>| outcome)
        .budget(&BUDGET)
        .stats(&STATS)
        .cancel(&SHUTDOWN)
        .name("orders");
    let boxed = policy.boxed::<io::Result<u32>>();
    assert_frugal("call", |failures| assert!(policy.call(|| fail(failures)).is_ok()));
    assert_frugal("call_with_report", |failures| assert!(policy.call_with_report(|| fail(failures)).0.is_ok()));
    assert_frugal("boxed", |failures| assert!(boxed.call(|| fail(failures)).is_ok()));
    assert_frugal("lent", |failures| assert!(policy.by_ref().stop(stop_never()).call(|| fail(failures)).is_ok()));
    assert_frugal("start", |failures| {
        let mut run = policy.start();
        while let ControlFlow::Continue(_) = run.record(fail(failures)) {}
        assert_eq!(run.finish(), Some(Finish::Accepted));
    });
    assert_frugal("delays", |_| assert!(policy.delays().count() == 8 && policy.worst_case().is_some()));
}

#[tokio::test(start_paused = true)]
async fn no_way_to_call_a_policy_in_async_code_allocates() {
    let policy = RetryPolicy::new()
        .wait(wait_fixed(Duration::from_millis(1)))
        .attempt_timeout(Duration::from_secs(60))
        .timeout(Duration::from_secs(3600))
        .budget(&BUDGET)
        .stats(&STATS)
        .cancel(&SHUTDOWN);
    let boxed = policy.boxed::<io::Result<u32>>();
    assert_frugal_async("call_async", async |failures| assert!(policy.call_async(|| fail_later(failures)).await.is_ok())).await;
    assert_frugal_async("boxed", async |failures| assert!(boxed.call_async(|| fail_later(failures)).await.is_ok())).await;
    assert_frugal_async("call_async_mut", async |failures| {
        assert!(policy.call_async_mut(async || fail_later(failures).await).await.is_ok());
    })
    .await;
    assert_frugal_async("with a report", async |failures| {
        assert!(policy.call_async_with_report(|| fail_later(failures)).await.0.is_ok());
        assert!(policy.call_async_mut_with_report(async || fail_later(failures).await).await.0.is_ok());
    })
    .await;
}

#[test]
fn shared_state_does_not_allocate() {
    static BUDGETS: KeyedBudget<String> = KeyedBudget::new(10);
    BUDGETS.get("host");
    let before = allocations();
    BUDGET.deposit();
    assert!(BUDGET.try_withdraw() && BUDGET.available() > 0.0);
    assert!(BUDGETS.get("host").try_withdraw());
    assert_eq!(STATS.snapshot().cancelled, 0);
    let event = Event::new();
    event.set();
    assert!(event.is_set());
    event.clear();
    BlockingTimer::sleep(&event.timer(), NS);
    assert_eq!(allocations(), before);
}

#[test]
fn a_lookup_of_a_known_key_does_not_allocate_in_a_full_table() {
    let budgets = KeyedBudget::<String>::new(100);
    for number in 0..1000 {
        budgets.get(number.to_string());
    }
    let known = (900..1000).map(|number: u32| number.to_string()).collect::<Vec<_>>();
    let before = allocations();
    for key in known.iter().rev().chain(&known) {
        assert!(budgets.get(key).available() > 0.0 && budgets.get(key.as_str()).available() > 0.0);
    }
    assert_eq!(allocations(), before);
}
