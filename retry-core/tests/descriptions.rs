//! The descriptions of strategies and policies, one line each.

use std::sync::Arc;
use std::time::Duration;

use tenacity_core::*;

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[track_caller]
fn assert_stop(stop: impl Stop, expected: &str) {
    assert_eq!(RetryPolicy::new().stop(stop).wait(wait_none()).to_string(), format!("up to {expected}; no wait"));
}

#[track_caller]
fn assert_wait(wait: impl Wait, expected: &str) {
    assert_eq!(RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait).to_string(), format!("up to 2 attempts; {expected}"));
}

#[test]
fn every_stop_has_a_description() {
    static EVENT: Event = Event::new();
    assert_stop(stop_never(), "any number of attempts");
    assert_stop(stop_after_attempt(1), "1 attempt");
    assert_stop(stop_after_attempt(5), "5 attempts");
    assert_stop(stop_after_delay(s(30)), "30s");
    assert_stop(stop_after_delay(ms(1500)), "1.5s");
    assert_stop(stop_after_delay(Duration::MAX), "forever");
    assert_stop(stop_before_delay(s(45)), "45s in all");
    assert_stop(stop_when(|| true), "a condition");
    assert_stop(stop_fn(|_: &RetryState| true), "a condition on the state");
    assert_stop(stop_when_event_set(&EVENT), "an event");
}

#[test]
fn combined_stops_have_parentheses_where_needed() {
    let (attempts, time, never) = (stop_after_attempt(5), stop_after_delay(s(30)), stop_never());
    assert_stop(attempts | time, "5 attempts or 30s");
    assert_stop(attempts & time, "5 attempts and 30s");
    assert_stop(attempts | time | never, "5 attempts or 30s or any number of attempts");
    assert_stop(attempts | time & never, "5 attempts or 30s and any number of attempts");
    assert_stop((attempts | time) & never, "(5 attempts or 30s) and any number of attempts");
    assert_stop(never & (attempts | time), "any number of attempts and (5 attempts or 30s)");
    assert_stop(never & Arc::new(attempts | time), "any number of attempts and (5 attempts or 30s)");
}

#[test]
fn every_wait_has_a_description() {
    assert_wait(wait_none(), "no wait");
    assert_wait(wait_fixed(s(1)), "fixed 1s");
    assert_wait(wait_fixed(Duration::MAX), "fixed forever");
    assert_wait(wait_random(s(1), s(2)), "random 1s to 2s");
    assert_wait(wait_incrementing(s(1), ms(500)), "incrementing 1s by 500ms");
    assert_wait(wait_incrementing(s(1), ms(500)).max(s(5)), "incrementing 1s by 500ms up to 5s");
    assert_wait(wait_exponential(ms(100)), "exponential 100ms ×2");
    assert_wait(wait_exponential(ms(100)).base(1.5).max(s(5)), "exponential 100ms ×1.5 up to 5s");
    assert_wait(wait_exponential(ms(100)).min(s(1)).max(s(5)), "exponential 100ms ×2 up to 5s, at least 1s");
    assert_wait(wait_fibonacci(s(1)), "fibonacci 1s");
    assert_wait(wait_fibonacci(s(1)).max(s(60)), "fibonacci 1s up to 60s");
    assert_wait(wait_random_exponential(ms(100)).max(s(5)), "random exponential 100ms ×2 up to 5s");
    assert_wait(wait_random_exponential(ms(100)).min(ms(50)), "random exponential 100ms ×2, at least 50ms");
    assert_wait(wait_exponential_jitter(ms(100), s(1)), "exponential 100ms ×2 plus up to 1s of jitter");
    assert_wait(wait_exponential_jitter(ms(100), s(1)).max(s(5)), "exponential 100ms ×2 plus up to 1s of jitter, up to 5s");
    assert_wait(wait_decorrelated_jitter(ms(100), s(10)), "decorrelated jitter 100ms up to 10s");
    assert_wait(wait_fn(|_: &RetryState| s(1)), "a custom wait");
}

#[test]
fn jitters_and_clamps_follow_their_wait() {
    let wait = wait_exponential(ms(100)).max(s(5));
    assert_wait(wait.full_jitter(), "exponential 100ms ×2 up to 5s, full jitter");
    assert_wait(wait.equal_jitter(), "exponential 100ms ×2 up to 5s, equal jitter");
    assert_wait(wait.jitter(ms(50)), "exponential 100ms ×2 up to 5s, plus up to 50ms of jitter");
    assert_wait(wait.jitter_factor(0.2), "exponential 100ms ×2 up to 5s, ±20%");
    assert_wait(wait.jitter_factor(0.07), "exponential 100ms ×2 up to 5s, ±7%");
    assert_wait(wait.at_least(s(1)), "exponential 100ms ×2 up to 5s, at least 1s");
    assert_wait(wait.at_most(s(3)), "exponential 100ms ×2 up to 5s, at most 3s");
    assert_wait(wait.at_least(Duration::ZERO).at_most(Duration::MAX), "exponential 100ms ×2 up to 5s");
    assert_wait(wait.full_jitter().at_least(ms(10)), "exponential 100ms ×2 up to 5s, full jitter, at least 10ms");
}

#[test]
fn sums_and_chains_have_parentheses_where_needed() {
    let (a, b) = (wait_fixed(s(1)), wait_fixed(s(2)));
    assert_wait(a + b, "fixed 1s plus fixed 2s");
    assert_wait(a + (b + a), "fixed 1s plus fixed 2s plus fixed 1s");
    assert_wait(a + b.full_jitter(), "fixed 1s plus (fixed 2s, full jitter)");
    assert_wait((a + b).full_jitter(), "(fixed 1s plus fixed 2s), full jitter");
    let floored = wait_exponential(s(1)).min(s(2));
    assert_wait(a + floored, "fixed 1s plus (exponential 1s ×2, at least 2s)");
    let random = wait_random_exponential(s(1));
    assert_wait(a + random, "fixed 1s plus random exponential 1s ×2");
    assert_wait(a + random.min(s(2)), "fixed 1s plus (random exponential 1s ×2, at least 2s)");
    let jittery = wait_exponential_jitter(s(1), s(2));
    assert_wait(a + jittery, "fixed 1s plus exponential 1s ×2 plus up to 2s of jitter");
    assert_wait(a + jittery.max(s(5)), "fixed 1s plus (exponential 1s ×2 plus up to 2s of jitter, up to 5s)");
    assert_wait(a + jittery.min(s(3)), "fixed 1s plus (exponential 1s ×2 plus up to 2s of jitter, at least 3s)");
    assert_wait(wait_chain((a, b)), "fixed 1s, then fixed 2s");
    assert_wait(wait_chain((a, b.full_jitter())), "fixed 1s, then fixed 2s, full jitter");
    assert_wait(wait_chain((a, b)).full_jitter(), "(fixed 1s, then fixed 2s), full jitter");
    assert_wait(a + wait_chain((a, b)), "fixed 1s plus (fixed 1s, then fixed 2s)");
    assert_wait(wait_chain((a + b, wait_chain([a, b]))), "(fixed 1s plus fixed 2s), then (fixed 1s, then fixed 2s)");
    let links = |count| wait_chain((1..=count).map(|seconds| wait_fixed(s(seconds))).collect::<Vec<_>>());
    assert_wait(links(1), "fixed 1s");
    assert_wait(links(5), "fixed 1s, then fixed 2s, then fixed 3s, then fixed 4s, then fixed 5s");
    assert_wait(links(6), "fixed 1s, then fixed 2s, then fixed 3s, then 2 more, then fixed 6s");
    assert_wait(links(9), "fixed 1s, then fixed 2s, then fixed 3s, then 5 more, then fixed 9s");
}

#[test]
fn a_type_without_a_description_is_custom() {
    struct Mine;

    impl Stop for Mine {
        fn should_stop(&self, _: &RetryState) -> bool {
            true
        }
    }

    impl Wait for Mine {
        fn delay(&self, _: &RetryState) -> Duration {
            Duration::ZERO
        }
    }

    assert_stop(stop_after_attempt(5) | Mine, "5 attempts or a custom stop");
    assert_wait(wait_fixed(s(1)) + Mine, "fixed 1s plus a custom wait");
}

#[test]
fn pointers_have_the_description_of_their_target() {
    let policy = RetryPolicy::new();
    let expected = "up to 10 attempts or 45s in all; random exponential 100ms ×2 up to 5s";
    assert_eq!(policy.to_string(), expected);
    assert_eq!(policy.by_ref().to_string(), expected);
    assert_eq!(policy.boxed::<Option<()>>().to_string(), expected);
    let held = (stop_never(), wait_fixed(s(1)));
    let held = policy.stop(__private::BorrowedStop(&held.0) | stop_never()).wait(__private::BorrowedWait(&held.1) + wait_none());
    assert_eq!(held.to_string(), "up to any number of attempts or any number of attempts; fixed 1s plus no wait");
}

#[test]
fn time_limits_follow_the_wait() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none());
    assert_eq!(policy.timeout(s(9)).to_string(), "up to 3 attempts; no wait; within 9s");
    assert_eq!(policy.attempt_timeout(s(2)).to_string(), "up to 3 attempts; no wait; each attempt within 2s");
    let both = policy.attempt_timeout(s(2)).timeout(s(9));
    assert_eq!(both.to_string(), "up to 3 attempts; no wait; within 9s, each attempt within 2s");
    assert_eq!(both.boxed::<Option<()>>().to_string(), both.to_string());
}

#[test]
fn a_disabled_policy_is_one_plain_attempt() {
    assert_eq!(RetryPolicy::new().enabled(false).to_string(), "one plain attempt");
}
