//! `policy = …`: a policy as the base of an attribute.

use std::cell::RefCell;
use std::io;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use tenacity::testing::{VirtualTimer, no_sleep};
use tenacity::{BlockingTimer, BoxedPolicy, Clock, RetryStats, prelude::*};

const SECOND: Duration = Duration::from_secs(1);

fn is_transient(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ConnectionRefused
}

type Transient = RetryPolicy<tenacity::StopAfterAttempt, tenacity::WaitFixed, tenacity::RetryIfErr<fn(&io::Error) -> bool>>;

static TRANSIENT: LazyLock<Transient> = LazyLock::new(|| {
    RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_fixed(SECOND)).retry(retry_if_err(is_transient as fn(&_) -> _))
});

#[test]
fn a_policy_is_the_base_of_an_attribute() {
    #[retry(policy = TRANSIENT, timer = timer)]
    fn connect(timer: &VirtualTimer, kind: io::ErrorKind) -> io::Result<()> {
        Err(kind.into())
    }
    let timer = VirtualTimer::new();
    connect(&timer, io::ErrorKind::ConnectionRefused).unwrap_err();
    assert_eq!(timer.sleeps(), [SECOND; 2]);
    connect(&timer, io::ErrorKind::PermissionDenied).unwrap_err();
    assert_eq!(timer.sleeps().len(), 2, "what the policy does not retry is returned at once");
}

#[tokio::test(start_paused = true)]
async fn a_key_replaces_the_strategy_or_limit_of_the_policy() {
    #[retry(policy = &*TRANSIENT, stop = stop_after_attempt(2), wait = wait_fixed(5s), retry = retry_if_err(|e| e.kind() == kind))]
    async fn connect(kind: io::ErrorKind) -> io::Result<()> {
        Err(kind.into())
    }
    let start = tokio::time::Instant::now();
    connect(io::ErrorKind::NotFound).await.unwrap_err();
    assert_eq!(start.elapsed(), 5 * SECOND);

    let policy = RetryPolicy::new().timeout(3600 * SECOND).attempt_timeout(2 * SECOND).stop(stop_after_attempt(1));
    #[retry(policy = policy, timeout = 1s)]
    async fn hang<S: Stop, H: tenacity::Hooks<Option<()>>>(
        policy: &RetryPolicy<S, tenacity::DefaultWait, tenacity::RetryIfFailure, H>,
    ) -> Option<()> {
        std::future::pending().await
    }
    let start = tokio::time::Instant::now();
    assert_eq!(hang(&policy).await, None);
    assert_eq!(start.elapsed(), SECOND);
}

#[test]
fn a_hook_of_the_attribute_runs_after_those_of_the_policy() {
    let log = RefCell::new(Vec::new());
    let note = |step: &'static str| log.borrow_mut().push(step);
    let policy = RetryPolicy::new()
        .stop(stop_after_attempt(2))
        .wait(wait_none())
        .before(|_| note("before 1"))
        .after(|_: &RetryState, _: &Option<u8>| note("after 1"))
        .before_sleep(|_: &RetryState, _: &Option<u8>| note("before_sleep 1"))
        .on_finish(|_: &RetryState, _: &Option<u8>, _| note("on_finish 1"))
        .fallback(|_: &RetryState, _: Option<u8>| Some(1));
    let found = retry_block!(
        policy = &policy,
        before = |_| note("before 2"),
        after = |_, _| note("after 2"),
        before_sleep = |_, _| note("before_sleep 2"),
        on_finish = |_, _, _| note("on_finish 2"),
        fallback = |_, found| found.map(|n| n + 1),
        => -> Option<u8> { None }
    );
    assert_eq!(found, Some(2));
    let attempt = ["before 1", "before 2", "after 1", "after 2"];
    let expected = [&attempt[..], &["before_sleep 1", "before_sleep 2"], &attempt, &["on_finish 1", "on_finish 2"]].concat();
    assert_eq!(log.take(), expected);
}

#[test]
fn the_policy_brings_its_timer_seed_switch_and_statistics() {
    let (timer, stats) = (VirtualTimer::new(), RetryStats::new());
    let policy = RetryPolicy::new().timer(&timer).seed(7).stats(&stats);
    let expected = policy.delays().collect::<Vec<_>>();
    let run = |policy: &RetryPolicy<_, _, _, _, _>| retry_block!(policy = policy => -> Option<u8> { None });
    run(&policy);
    assert_eq!(timer.sleeps(), expected);
    assert_eq!((stats.snapshot().calls(), stats.snapshot().attempts()), (1, 10));

    run(&policy.enabled(false));
    assert_eq!(stats.snapshot().calls(), 1);
}

struct Client {
    policy: Arc<BoxedPolicy<Result<u32, String>>>,
    attempts: u32,
}

impl Client {
    #[retry(policy = Arc::clone(&self.policy))]
    async fn fetch(&mut self, succeed_at: u32) -> Result<u32, String> {
        self.count(succeed_at).await
    }

    async fn count(&mut self, succeed_at: u32) -> Result<u32, String> {
        tokio::task::yield_now().await;
        self.attempts += 1;
        if self.attempts < succeed_at { Err("not yet".into()) } else { Ok(self.attempts) }
    }

    #[retry(policy = self.policy)]
    fn ask(&self) -> Result<u32, String> {
        Err("no".into())
    }
}

#[tokio::test(start_paused = true)]
async fn a_boxed_policy_in_a_field_serves_a_method_that_borrows_all_of_self() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(5)).wait(wait_fixed(SECOND)).boxed();
    let mut client = Client { policy: Arc::new(policy), attempts: 0 };
    {
        let _fast = no_sleep();
        assert_eq!(client.ask(), Err("no".into()));
    }
    let task = tokio::spawn(async move { client.fetch(4).await });
    assert_eq!(task.await.unwrap(), Ok(4));
}

#[test]
fn the_state_has_the_name_of_the_function() {
    #[retry(policy = policy, on_finish = |state, _, _| assert!(state.name().ends_with("::named")))]
    fn named(policy: RetryPolicy) -> Option<u8> {
        Some(1)
    }
    assert_eq!(named(RetryPolicy::new().name("shared")), Some(1));
}

#[test]
fn a_policy_made_in_place_serves_any_return_type() {
    #[retry(policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none()))]
    fn words(text: &str) -> Result<impl Iterator<Item = &str>, std::num::ParseIntError> {
        text.parse::<u8>().map(|_| text.split(' '))
    }
    assert_eq!(words("7").unwrap().count(), 1);
    assert!(words("x").is_err());
}

#[test]
fn the_clock_is_read_only_if_the_policy_uses_the_time() {
    /// A timer that panics if its clock is read.
    struct Clockless;

    impl Clock for Clockless {
        type Instant = ();

        fn now(&self) {
            panic!("the clock was read");
        }

        fn since(&self, (): ()) -> Duration {
            panic!("the clock was read");
        }
    }

    impl BlockingTimer for Clockless {
        fn sleep(&self, _: Duration) {}
    }

    #[retry(policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_fixed(SECOND)), timer = Clockless)]
    fn counted(attempts: &mut u32) -> Option<u8> {
        *attempts += 1;
        None
    }

    #[retry(policy = RetryPolicy::new().stop(stop_after_delay(3 * SECOND)).wait(wait_fixed(SECOND)), timer = timer)]
    fn timed(timer: &VirtualTimer) -> Option<u8> {
        None
    }

    let mut attempts = 0;
    counted(&mut attempts);
    assert_eq!(attempts, 3);
    let timer = VirtualTimer::new();
    timed(&timer);
    assert_eq!(timer.sleeps(), [SECOND; 3]);
}
