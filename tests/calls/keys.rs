//! The keys of the attribute that are not strategies: hooks, `fallback`, `state`, `timer`, `seed`, `enabled`, `name`.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

type Log = RefCell<Vec<String>>;

#[retry(
    stop = stop_after_attempt(2),
    wait = wait_fixed(1ms),
    retry = retry_if_err(|e| *e != 9),
    before = |state| log.borrow_mut().push(format!("before {}", state.attempt_number())),
    after = |state, outcome| log.borrow_mut().push(format!("after {} {outcome:?}", state.attempt_number())),
    before_sleep = |_, outcome| log.borrow_mut().push(format!("before_sleep {outcome:?}")),
    on_finish = |state, outcome, finish| log.borrow_mut().push(format!("on_finish {} {outcome:?} {finish:?}", state.attempt_number())),
)]
fn hooked(log: &Log, outcomes: &mut Vec<Result<u8, u8>>) -> Result<u8, u8> {
    outcomes.remove(0)
}

#[test]
fn hooks_run_in_their_documented_order() {
    let log = Log::default();
    assert_eq!(hooked(&log, &mut vec![Err(1), Err(2)]), Err(2));
    let expected =
        ["before 1", "after 1 Err(1)", "before_sleep Err(1)", "before 2", "after 2 Err(2)", "on_finish 2 Err(2) Stopped"];
    assert_eq!(log.take(), expected);

    assert_eq!(hooked(&log, &mut vec![Ok(7)]), Ok(7));
    assert_eq!(log.take(), ["before 1", "on_finish 1 Ok(7) Accepted"], "`after` is for outcomes to be retried");

    assert_eq!(hooked(&log, &mut vec![Err(9)]), Err(9));
    assert_eq!(log.take(), ["before 1", "on_finish 1 Err(9) Accepted"], "an error that is not to be retried is accepted");
}

/// Two hooks of each kind, written in each possible way: a closure, a `move` closure, and functions as values.
macro_rules! repeated_hooks {
    ($($keys:tt)*) => {
        #[retry(
            stop = stop_after_attempt(2),
            wait = wait_fixed(1ns),
            before = |state| log.borrow_mut().push(format!("before {}", state.attempt_number())),
            after = |_, outcome| log.borrow_mut().push(format!("after {outcome:?}")),
            on_finish = move |_, _, finish| log.borrow_mut().push(format!("{owned} {finish:?}")),
            before_sleep = told(log, "first"),
            before = move |_| log.borrow_mut().push(format!("{borrowed} again")),
            before_sleep = TOLD_NOBODY,
            before_sleep = told(log, "second"),
            on_finish = |_, outcome, _| log.borrow_mut().push(format!("finished {outcome:?} of {}", outcomes.len())),
            after = |_, _| log.borrow_mut().push(format!("after all, {} left", outcomes.len())),
            on_finish = move |_, _, _| log.borrow_mut().push(format!("{borrowed} at last")),
            $($keys)*
        )]
        fn hooked_twice(log: &Log, outcomes: &mut Vec<Option<u8>>, owned: String, borrowed: &str) -> Option<u8> {
            outcomes.remove(0)
        }
    };
}

type Hook = fn(&RetryState, &Option<u8>);

const TOLD_NOBODY: Hook = |_, _| ();

fn told(log: &Log, name: &str) -> impl Fn(&RetryState, &Option<u8>) {
    move |_, outcome| log.borrow_mut().push(format!("{name} {outcome:?}"))
}

#[test]
fn hooks_of_one_kind_run_in_the_order_of_their_keys() {
    repeated_hooks!();
    let log = Log::default();
    assert_eq!(hooked_twice(&log, &mut vec![None, Some(7), None], "owned".into(), "borrowed"), Some(7));
    let expected = [
        "before 1",
        "borrowed again",
        "after None",
        "after all, 2 left",
        "first None",
        "second None",
        "before 2",
        "borrowed again",
        "owned Accepted",
        "finished Some(7) of 1",
        "borrowed at last",
    ];
    assert_eq!(log.take(), expected);
}

#[test]
fn repeated_hooks_do_not_run_in_a_disabled_call() {
    repeated_hooks!(enabled = false);
    let log = Log::default();
    assert_eq!(hooked_twice(&log, &mut vec![None, Some(7)], "owned".into(), "borrowed"), None);
    assert_eq!(log.take(), [""; 0]);
}

#[test]
fn the_hooks_of_a_policy_run_before_those_of_the_keys() {
    let log = Log::default();
    let note = |word: &str| log.borrow_mut().push(word.into());
    let policy = RetryPolicy::new()
        .on_finish(|_: &RetryState, _: &Option<u8>, _| note("policy, first"))
        .on_finish(|_: &RetryState, _: &Option<u8>, _| note("policy, second"));
    let outcome = retry_block!(
        policy = &policy,
        on_finish = |_, _, _| note("key, first"),
        on_finish = |_, _, _| note("key, second"),
        before = |_| note("before, first"),
        before = |_| note("before, second")
            => -> Option<u8> { Some(1) }
    );
    assert_eq!(outcome, Some(1));
    let expected = ["before, first", "before, second", "policy, first", "policy, second", "key, first", "key, second"];
    assert_eq!(log.take(), expected);
}

#[tokio::test(start_paused = true)]
async fn hooks_may_be_repeated_in_async_code() {
    #[retry(
        stop = stop_after_attempt(2),
        wait = wait_fixed(1s),
        before_sleep = |state, _| slept.borrow_mut().push(state.upcoming_sleep()),
        before_sleep = move |state, _| slept.borrow_mut().push(state.idle_for() * 2),
    )]
    async fn fail(slept: &RefCell<Vec<Duration>>) -> Option<u8> {
        tokio::task::yield_now().await;
        None
    }
    let slept = RefCell::default();
    assert_eq!(fail(&slept).await, None);
    assert_eq!(slept.take(), [Duration::from_secs(1), Duration::from_secs(2)]);
}

#[test]
fn a_fallback_replaces_the_outcome_only_when_the_call_gives_up() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none(), retry = retry_if_err(|e| *e < 9), fallback = |state, outcome| {
        assert_eq!(outcome, Err(1));
        Ok(state.attempt_number())
    })]
    fn cached(outcome: Result<u32, u32>) -> Result<u32, u32> {
        outcome
    }

    assert_eq!(cached(Err(1)), Ok(3));
    assert_eq!(cached(Err(9)), Err(9));
    assert_eq!(cached(Ok(8)), Ok(8));
}

#[test]
fn a_fallback_may_consume_its_values() {
    #[retry(stop = stop_after_attempt(2), wait = wait_none(), fallback = move |_, _| Some(spare))]
    fn moved(spare: String) -> Option<String> {
        None
    }

    #[retry(stop = stop_after_attempt(2), wait = wait_none(), fallback = otherwise)]
    fn given(otherwise: impl FnOnce(&RetryState, Option<String>) -> Option<String>) -> Option<String> {
        None
    }

    assert_eq!(moved("spare".into()).as_deref(), Some("spare"));
    let spare = String::from("given");
    assert_eq!(given(|_, _| Some(spare)).as_deref(), Some("given"));
}

#[test]
fn the_body_reads_the_state_by_the_name_in_the_key() {
    #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1ms), state = progress)]
    fn nth() -> Result<(), (u32, Duration, Duration)> {
        Err((progress.attempt_number(), progress.previous_sleep(), progress.idle_for()))
    }

    assert_eq!(nth(), Err((3, Duration::from_millis(1), Duration::from_millis(2))));
}

#[derive(Default)]
struct Ticks {
    now: Cell<Duration>,
    reads: Cell<u32>,
    sleeps: RefCell<Vec<Duration>>,
}

impl Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.reads.set(self.reads.get() + 1);
        self.now.get()
    }

    fn since(&self, earlier: Duration) -> Duration {
        self.now().saturating_sub(earlier)
    }
}

impl BlockingTimer for Ticks {
    fn sleep(&self, delay: Duration) {
        self.now.set(self.now.get() + delay);
        self.sleeps.borrow_mut().push(delay);
    }
}

impl AsyncTimer for Ticks {
    type Sleep = std::future::Ready<()>;

    fn sleep(&self, delay: Duration) -> Self::Sleep {
        BlockingTimer::sleep(self, delay);
        std::future::ready(())
    }
}

#[test]
fn a_custom_timer_provides_the_clock_and_the_sleep() {
    #[retry(stop = stop_after_delay(1min), wait = wait_exponential(10s), timer = ticks)]
    fn patient(ticks: &Ticks) -> Option<()> {
        None
    }

    let ticks = Ticks::default();
    assert_eq!(patient(&ticks), None);
    assert_eq!(ticks.sleeps.take(), [10, 20, 40].map(Duration::from_secs));
}

#[test]
fn a_timer_may_be_given_by_reference() {
    let ticks = Ticks::default();
    let outcome = retry_block!(stop = stop_after_attempt(3), wait = wait_fixed(1s), timer = &ticks => -> Option<()> { None });
    assert_eq!((outcome, ticks.sleeps.take()), (None, vec![Duration::from_secs(1); 2]));
}

#[tokio::test]
async fn a_custom_async_timer_provides_the_clock_and_the_sleep() {
    #[retry(stop = stop_after_delay(1min), wait = wait_fixed(30s), timer = ticks)]
    async fn patient(ticks: &Ticks) -> Option<()> {
        None
    }

    let ticks = Ticks::default();
    assert_eq!(patient(&ticks).await, None);
    assert_eq!(ticks.sleeps.take(), [30, 30].map(Duration::from_secs));
}

/// Fails three times, then succeeds.
fn fourth(attempts: &Cell<u32>) -> Result<(), ()> {
    attempts.set(attempts.get() + 1);
    if attempts.get() < 4 { Err(()) } else { Ok(()) }
}

#[test]
fn the_clock_is_read_only_if_needed_once_at_the_start_and_once_per_failure() {
    #[retry(stop = stop_after_attempt(9), wait = wait_fixed(1s).full_jitter(), timer = ticks)]
    fn untimed(ticks: &Ticks, attempts: &Cell<u32>) -> Result<(), ()> {
        fourth(attempts)
    }

    #[retry(stop = stop_after_delay(1h), wait = wait_fixed(1s), timer = ticks)]
    fn timed(ticks: &Ticks, attempts: &Cell<u32>) -> Result<(), ()> {
        fourth(attempts)
    }

    #[retry(timer = ticks)]
    fn bare(ticks: &Ticks) -> Result<(), ()> {
        Ok(())
    }

    const TIMELESS: tenacity::StopAfterAttempt = stop_after_attempt(9);

    #[retry(stop = TIMELESS, wait = strategy(), timer = ticks)]
    fn told_by_the_strategies(ticks: &Ticks, attempts: &Cell<u32>) -> Result<(), ()> {
        fourth(attempts)
    }

    fn strategy() -> impl Wait {
        wait_fixed(Duration::from_secs(1))
    }

    let reads = |call: &dyn Fn(&Ticks, &Cell<u32>)| {
        let ticks = Ticks::default();
        call(&ticks, &Cell::new(0));
        ticks.reads.get()
    };
    assert_eq!(reads(&|ticks, attempts| untimed(ticks, attempts).unwrap()), 0);
    assert_eq!(reads(&|ticks, attempts| told_by_the_strategies(ticks, attempts).unwrap()), 0);
    assert_eq!(reads(&|ticks, attempts| timed(ticks, attempts).unwrap()), 1 + 3);
    assert_eq!(reads(&|ticks, _| bare(ticks).unwrap()), 1);
}

#[test]
fn the_same_seed_gives_the_same_delays() {
    #[retry(stop = stop_after_attempt(5), wait = wait_random_exponential(1s), timer = ticks, seed = seed)]
    fn seeded(ticks: &Ticks, seed: u64) -> Option<()> {
        None
    }

    let delays = |seed| {
        let ticks = Ticks::default();
        assert_eq!(seeded(&ticks, seed), None);
        ticks.sleeps.take()
    };
    assert_eq!(delays(0), delays(0));
    assert_ne!(delays(0), delays(1));
    let wait = wait_random_exponential(Duration::from_secs(1));
    let alone = (1..5).map(|n| wait.delay(&RetryState::at(n, Duration::ZERO).with_seed(7)));
    assert_eq!(delays(7), alone.collect::<Vec<_>>(), "a state of the same seed and attempt gives the run's delay");
}

#[test]
fn a_disabled_call_is_one_plain_attempt() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none(), enabled = enabled, before = |_| hooks.set(hooks.get() + 1))]
    fn optional(enabled: bool, hooks: &Cell<u32>, attempts: &Cell<u32>) -> Option<()> {
        attempts.set(attempts.get() + 1);
        None
    }

    let run = |enabled| {
        let (hooks, attempts) = (Cell::new(0), Cell::new(0));
        assert_eq!(optional(enabled, &hooks, &attempts), None);
        (hooks.get(), attempts.get())
    };
    assert_eq!(run(true), (5, 5));
    assert_eq!(run(false), (0, 1));
}

#[test]
fn a_name_replaces_the_name_of_the_function() {
    #[retry(stop = stop_after_attempt(1), name = "orders", on_finish = |state, _, _| seen.set(state.name()))]
    fn named(seen: &Cell<&'static str>) -> Option<()> {
        None
    }

    let seen = Cell::new("");
    assert_eq!(named(&seen), None);
    assert_eq!(seen.get(), "orders");
}

#[test]
fn hooks_may_be_functions_arguments_and_moved_closures() {
    fn shared<R: Outcome>(_: &RetryState, outcome: &R) {
        assert!(outcome.is_failure());
    }

    #[retry(stop = stop_after_attempt(3), wait = wait_none(), after = shared, before_sleep = given, before = move |state| log.set(log.get() + state.attempt_number()))]
    fn varied(log: &Cell<u32>, given: impl Fn(&RetryState, &Option<()>)) -> Option<()> {
        None
    }

    let (log, count) = (Cell::new(0), Cell::new(0));
    assert_eq!(varied(&log, |_, _| count.set(count.get() + 1)), None);
    assert_eq!((log.get(), count.get()), (6, 2));
}

#[test]
fn hooks_may_own_their_values() {
    #[retry(
        stop = stop_after_attempt(2),
        wait = wait_none(),
        before_sleep = move |_, outcome| sender.send(format!("{outcome:?}")).unwrap(),
        on_finish = move |_, outcome, finish| ended.send(format!("{outcome:?} {finish:?}")).unwrap(),
    )]
    fn fail(sender: std::sync::mpsc::Sender<String>, ended: std::sync::mpsc::Sender<String>) -> Result<(), u8> {
        Err(7)
    }
    let (sender, told) = std::sync::mpsc::channel();
    fail(sender.clone(), sender).unwrap_err();
    assert_eq!(told.iter().collect::<Vec<_>>(), ["Err(7)", "Err(7) Stopped"]);
}

#[test]
fn a_strategy_returned_by_a_function_sees_the_time_if_it_reads_it() {
    fn patience() -> impl Stop {
        stop_after_delay(Duration::from_secs(3))
    }

    fn doubling() -> impl Wait {
        wait_fn(|state: &RetryState| state.elapsed() + Duration::from_secs(1))
    }

    #[retry(stop = patience(), wait = wait_fixed(1s), timer = timer)]
    fn stopped(timer: &VirtualTimer) -> Option<u8> {
        None
    }

    #[retry(stop = stop_after_attempt(4), wait = doubling(), timer = timer)]
    fn slowed(timer: &VirtualTimer) -> Option<u8> {
        None
    }

    let sleeps = |call: fn(&VirtualTimer) -> Option<u8>| {
        let timer = VirtualTimer::new();
        call(&timer);
        timer.sleeps()
    };
    assert_eq!(sleeps(stopped), [1, 1, 1].map(Duration::from_secs));
    assert_eq!(sleeps(slowed), [1, 2, 4].map(Duration::from_secs));
}
