//! `hold`: the condition has to be true at every check.

use std::future::{pending, ready};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

use crate::{Looks, millis};

#[tokio::test(start_paused = true)]
async fn it_checks_from_the_beginning_to_the_end() {
    let looks = Looks::new();
    hold("it", || ready(looks.next() > 0)).during(millis(1_000)).every(millis(300)).await.unwrap();
    assert_eq!((looks.count.get(), looks.elapsed()), (5, millis(1_000)));
}

#[tokio::test(start_paused = true)]
async fn it_fails_at_the_first_check_that_is_not_ready() {
    let looks = Looks::new();
    let error = hold("the leader to stay", || ready(looks.next() < 4)).during(millis(1_000)).await.unwrap_err();
    assert_eq!((error.checks(), looks.elapsed(), error.is_timeout()), (4, millis(150), false));
    let told = "Expected the leader to stay for 1.0s, but it broke after 0.15s (4 checks; last value: false)";
    assert_eq!(error.to_string(), told);
}

#[tokio::test(start_paused = true)]
async fn slow_checks_finish_before_the_end_and_the_full_time_passes() {
    let looks = Looks::new();
    hold("it", || looks.true_since(Duration::ZERO, millis(20))).during(millis(1_000)).every(millis(300)).await.unwrap();
    assert_eq!((looks.count.get(), looks.elapsed()), (4, millis(1_000)));
}

#[tokio::test(start_paused = true)]
async fn a_check_that_never_completes_is_a_failure() {
    let looks = Looks::new();
    let error = hold("it", pending::<bool>).during(millis(1_000)).await.unwrap_err();
    assert_eq!((error.checks(), looks.elapsed(), error.is_timeout()), (1, millis(1_000), false));
    let told = "Expected it for 1.0s, but the last check gave no answer (1 check; \
                the first check was still running after 1.00s: see `check_timeout`)";
    assert_eq!(error.to_string(), told);

    let looks = Looks::new();
    let late = async || if looks.next() > 2 { pending().await } else { true };
    let error = hold("it", late).during(millis(1_000)).await.unwrap_err();
    assert!(error.to_string().starts_with("Expected it for 1.0s, but the last check gave no answer (3 checks"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_last_check_that_is_slower_than_those_before_may_finish() {
    let looks = Looks::new();
    let slower = async || {
        let time = if looks.next() == 4 { 60 } else { 20 };
        tokio::time::sleep(millis(time)).await;
        true
    };
    hold("it", slower).during(millis(1_000)).every(millis(300)).await.unwrap();
    assert_eq!((looks.count.get(), looks.elapsed()), (4, millis(1_020)));
}

#[tokio::test(start_paused = true)]
async fn an_error_breaks_it() {
    let error = hold("it", || ready(Err::<bool, _>("refused"))).during(millis(1_000)).await.unwrap_err();
    let told = "Expected it for 1.0s, but it broke after 0.0s (1 check; last error at 0s: refused)";
    assert_eq!(error.to_string(), told);
}

#[tokio::test(start_paused = true)]
async fn a_time_of_zero_is_one_check() {
    let looks = Looks::new();
    hold("it", || ready(looks.next() > 0)).during(Duration::ZERO).await.unwrap();
    assert_eq!(looks.count.get(), 1);
    assert!(hold("it", || ready(false)).during(Duration::ZERO).await.is_err());
    assert!(hold("it", pending::<bool>).during(Duration::ZERO).await.is_err());
}

#[test]
fn a_sync_hold_has_the_same_schedule() {
    let timer = VirtualTimer::new();
    let mut looks = 0;
    let mut count = || {
        looks += 1;
        true
    };
    hold_sync("it", &mut count).during(millis(1_000)).timer(timer.clone()).run().unwrap();
    assert_eq!((looks, timer.elapsed()), (21, millis(1_000)));
    let error = hold_sync("it", || 3).until(|&n| n > 3).show(|n| *n).during(millis(1_000)).run().unwrap_err();
    assert_eq!(error.last_value(), Some("3"));
}
