//! The behaviour of configured policies, in virtual time.

use std::sync::LazyLock;
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;
use tenacity::{RetryConfig, WaitSum};

use crate::config;

const MS: Duration = Duration::from_millis(1);
const S: Duration = Duration::from_secs(1);

/// The sleeps of a call that never succeeds.
fn sleeps(config: &RetryConfig) -> Vec<Duration> {
    let timer = VirtualTimer::new();
    assert_eq!(config.policy().timer(&timer).call(|| None::<()>), None);
    timer.sleeps()
}

#[test]
fn a_call_makes_the_configured_attempts_and_sleeps() {
    let config = config("attempts = 5\nwait = { exponential = { initial = '100ms', max = '500ms', base = 3.0 } }");
    assert_eq!(sleeps(&config), [100, 300, 500, 500].map(|n| n * MS));
}

#[test]
fn a_call_stops_before_a_sleep_that_would_exceed_its_total() {
    let config = config("attempts = 'unlimited'\ntotal = '10s'\nwait = { incrementing = { start = '1s', increment = '1s' } }");
    assert_eq!(sleeps(&config), [1, 2, 3].map(|n| n * S));
}

#[tokio::test(start_paused = true)]
async fn an_async_call_sleeps_the_same() {
    let config = config("attempts = 4\nwait = { fibonacci = { unit = '1s' } }");
    let (_, report) = config.policy().call_async_with_report(|| async { Err::<(), _>("down") }).await;
    assert_eq!((report.attempts, report.elapsed, report.finish), (4, 4 * S, Finish::Stopped));
}

#[test]
fn a_missing_key_keeps_its_default() {
    let defaults = RetryPolicy::new().seed(7);
    assert!(config("seed = 7").policy().delays().eq(defaults.delays()));
    assert_eq!(config(""), RetryConfig::default());
    // The default is ten attempts or 45 s. If only one of them is set, the other keeps its default.
    assert_eq!(sleeps(&config("wait = { fixed = '1s' }")).len(), 9);
    assert_eq!(sleeps(&config("attempts = 100\nwait = { fixed = '10s' }")).len(), 4);
    assert_eq!(sleeps(&config("total = '1h'\nwait = { fixed = '10s' }")).len(), 9);
}

#[test]
fn a_call_may_be_unlimited() {
    let config = config("attempts = 'unlimited'\ntotal = 'unlimited'");
    assert!(!config.stop().should_stop(&RetryState::at(u32::MAX, Duration::MAX)));
    assert!(!config.stop().reads_time());
}

#[test]
fn only_the_total_reads_the_clock() {
    assert!(config("").stop().reads_time());
    assert!(!config("total = 'unlimited'").stop().reads_time());
    assert!(!config("wait = { chain = ['none', { fixed = '1s' }] }").wait().reads_time());
}

#[test]
fn a_disabled_policy_makes_one_plain_attempt() {
    let config = config("enabled = false\nattempts = 5\nwait = { fixed = '1s' }");
    assert_eq!((sleeps(&config).len(), config.enabled()), (0, false));
}

#[test]
fn a_seed_gives_every_call_the_same_delays() {
    let config = config("seed = 1\nwait = { random = { min = '0s', max = '1h' } }\ntotal = 'unlimited'");
    assert_eq!(sleeps(&config), sleeps(&config));
    assert_eq!(config.seed(), Some(1));
}

#[test]
fn every_wait_is_the_strategy_of_its_name() {
    fn agree(text: &str, expected: impl Wait) {
        let wait = config(&format!("wait = {text}")).wait();
        for n in [0, 1, 2, 3, 7, u32::MAX] {
            let state = || RetryState::at(n, Duration::ZERO).with_previous_sleep(2 * S).with_seed(9);
            assert_eq!(wait.delay(&state()), expected.delay(&state()), "{text}, n = {n}");
        }
    }

    agree("'none'", wait_none());
    agree("{ fixed = '1.5s' }", wait_fixed(1500 * MS));
    agree("{ fixed = { delay = '1s', jitter = 'full' } }", wait_fixed(S).full_jitter());
    agree("{ random = { min = '1s', max = '2s' } }", wait_random(S, 2 * S));
    agree("{ incrementing = { start = '1s', increment = '250ms' } }", wait_incrementing(S, 250 * MS));
    agree(
        "{ incrementing = { start = '1s', increment = '2s', max = '4s', jitter = 'equal' } }",
        wait_incrementing(S, 2 * S).max(4 * S).equal_jitter(),
    );
    agree("{ exponential = { initial = '100ms' } }", wait_exponential(100 * MS));
    agree(
        "{ exponential = { initial = '100ms', base = 3, min = '200ms', max = '5s', jitter = { factor = 0.2 } } }",
        wait_exponential(100 * MS).base(3.0).min(200 * MS).max(5 * S).jitter_factor(0.2),
    );
    agree("{ fibonacci = { unit = '1s', max = '5s', jitter = 'none' } }", wait_fibonacci(S).max(5 * S));
    agree(
        "{ random_exponential = { initial = '1s', base = 1.5, min = '500ms', max = '5s' } }",
        wait_random_exponential(S).base(1.5).min(500 * MS).max(5 * S),
    );
    agree(
        "{ exponential_jitter = { initial = '1s', jitter = '500ms', base = 3.0, min = '2s', max = '8s' } }",
        wait_exponential_jitter(S, 500 * MS).base(3.0).min(2 * S).max(8 * S),
    );
    agree("{ decorrelated_jitter = { base = '1s', max = '9s' } }", wait_decorrelated_jitter(S, 9 * S));
    agree(
        "{ chain = ['none', { fixed = '1s' }, { chain = ['none', { fixed = '3s' }] }] }",
        wait_chain((wait_none(), wait_fixed(S), wait_fixed(3 * S))),
    );
}

#[test]
fn the_parts_combine_with_other_strategies() {
    let config = config("attempts = 3\nwait = { fixed = '1s' }");
    let wait: WaitSum<_, _> = config.wait() + wait_fixed(S);
    assert_eq!(wait.delay(&RetryState::at(1, Duration::ZERO)), 2 * S);
    let state = |n| RetryState::at(n, Duration::ZERO);
    assert!((config.stop() & stop_after_attempt(4)).should_stop(&state(4)));
    assert!(!(config.stop() & stop_after_attempt(4)).should_stop(&state(3)));
    assert!((config.stop() | stop_after_attempt(2)).should_stop(&state(2)));
}

#[tokio::test(start_paused = true)]
async fn an_annotated_function_takes_the_parts_from_a_static() {
    static CONFIG: LazyLock<RetryConfig> = LazyLock::new(|| config("attempts = 3\nwait = { fixed = '1s' }\nseed = 4"));

    #[retry(
        stop = CONFIG.stop() | stop_when(|| false),
        wait = CONFIG.wait(),
        enabled = CONFIG.enabled(),
        seed = CONFIG.seed().unwrap_or_default(),
    )]
    async fn order(attempts: &mut u32) -> Result<(), u32> {
        *attempts += 1;
        Err(*attempts)
    }

    let start = tokio::time::Instant::now();
    assert_eq!(order(&mut 0).await, Err(3));
    assert_eq!(start.elapsed(), 2 * S);
}

#[test]
fn a_duration_equals_the_same_literal_of_the_attribute() {
    fn first(text: &str) -> Duration {
        config(&format!("wait = {{ fixed = '{text}' }}")).wait().delay(&RetryState::at(1, Duration::ZERO))
    }

    macro_rules! same {
        ($($literal:literal)*) => {$(
            let timer = VirtualTimer::new();
            let _ = retry_block!(stop = stop_after_attempt(2), wait = wait_fixed($literal), timer = &timer => -> Option<()> { None });
            assert_eq!(timer.sleeps(), [first(stringify!($literal))]);
        )*};
    }
    same! { 7ns 250us 100ms 1_000s 1.5s 0.25min 5min 2h 1.000000001s }
}

#[test]
fn a_configured_policy_displays_its_rules_and_has_a_worst_case() {
    let told = |toml: &str| {
        let policy = toml::from_str::<RetryConfig>(toml).unwrap().policy();
        (policy.to_string(), policy.worst_case().map(|total| total.as_secs_f64()))
    };
    let all = "attempts = 5\ntotal = '30s'\nwait = { exponential = { initial = '100ms', max = '5s', jitter = 'full' } }";
    assert_eq!(told(all), ("up to 5 attempts or 30s in all; exponential 100ms ×2 up to 5s, full jitter".into(), Some(1.5)));
    let chain = "attempts = 3\ntotal = 'unlimited'\nwait = { chain = ['none', { fixed = '1s' }] }";
    assert_eq!(told(chain), ("up to 3 attempts; no wait, then fixed 1s".into(), Some(1.0)));
    let endless = "attempts = 'unlimited'\ntotal = 'unlimited'\nwait = { random = { min = '1s', max = '2s' } }";
    assert_eq!(told(endless), ("up to any number of attempts; random 1s to 2s".into(), None));
    assert_eq!(told("").0, RetryPolicy::new().to_string());
}

#[test]
fn the_debug_output_shows_the_values() {
    let shown = format!("{:?}", config("attempts = 3\ntotal = '1min'\nenabled = false"));
    assert!(
        shown.starts_with("RetryConfig { attempts: Some(3), total: Some(60s), enabled: false, seed: None, wait: "),
        "{shown}"
    );
}
