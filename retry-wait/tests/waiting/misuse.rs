//! Useless and harmful settings and checks: their effects, and the hints about them.

use std::future::{pending, ready};
use std::net::Ipv4Addr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::ready::probe;
use tenacity::testing::VirtualTimer;
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::millis;

#[tokio::test(start_paused = true)]
async fn an_interval_of_zero_is_a_millisecond_and_lets_other_tasks_run() {
    let other = tokio::spawn(async { 7 });
    let error = wait_for("it", || ready(false)).every(Duration::ZERO).timeout(millis(100)).await.unwrap_err();
    assert_eq!(error.checks(), 101);
    assert!(other.is_finished());
    let told = "hint       a pause of zero is raised to 1ms: set an interval that suits the check by `.every(…)`";
    assert!(format!("{error:?}").contains(told), "{error:?}");
    let error = wait_for_sync("it", || false).wait(wait_none()).timer(VirtualTimer::new()).run().unwrap_err();
    assert_eq!(error.checks(), 5_001);
}

#[tokio::test(start_paused = true)]
async fn a_hint_points_out_that_a_limit_of_zero_is_one_check() {
    let error = wait_for("it", || ready(false)).timeout(Duration::ZERO).await.unwrap_err();
    assert_eq!(error.to_string(), "Timeout waiting for it after 0.0s (1 check; last value: false)");
    let told = "hint       the limit is zero, which allows a single check: write `.timeout(…)` to wait";
    assert!(format!("{error:?}").contains(told), "{error:?}");
    let error = wait_for("it", pending::<bool>).timeout(Duration::ZERO).await.unwrap_err();
    assert_eq!(error.to_string(), "Timeout waiting for it after 0.0s (1 check, none completed)");
    let told = "hint       the limit is zero, which allows a single check and cuts it off at its first poll: `.check_timeout(…)` gives it time";
    assert!(format!("{error:?}").contains(told), "{error:?}");
    let patient = wait_for("it", async || sleep(millis(50)).await).timeout(Duration::ZERO).check_timeout(millis(100));
    patient.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_hint_points_out_that_every_check_was_cut_off() {
    let waiting = wait_for("it", pending::<bool>).check_timeout(millis(200));
    let error = waiting.await.unwrap_err();
    let told = "hint       no check completed within its limit of 200ms: does the check ever return? `.check_timeout(…)` gives it more time";
    assert!(format!("{error:?}").contains(told), "{error:?}");
    let error = wait_for("it", pending::<bool>).check_timeout(Duration::from_secs(60)).await.unwrap_err();
    assert!(!format!("{error:?}").contains("no check completed"), "the only check was cut off by the end: {error:?}");
}

#[test]
fn a_hint_points_out_an_interval_of_more_than_a_third_of_the_limit() {
    let report = |interval| {
        let waiting = wait_for_sync("it", || false).timeout(millis(900)).every(millis(interval));
        format!("{:?}", waiting.timer(VirtualTimer::new()).run().unwrap_err())
    };
    let told = "hint       pauses of up to 301ms leave few checks in 900ms: set a shorter, constant pause by `.every(…)`";
    assert!(report(301).contains(told), "{}", report(301));
    assert!(report(5_000).contains("hint       pauses of up to 5s leave few checks in 900ms"), "{}", report(5_000));
    assert!(!report(300).contains("hint"), "{}", report(300));
}

#[test]
fn a_hint_points_out_growing_pauses() {
    let waiting = wait_for_sync("it", || false).timeout(Duration::from_secs(30)).wait(wait_exponential(millis(100)));
    let report = format!("{:?}", waiting.timer(VirtualTimer::new()).run().unwrap_err());
    assert!(report.contains("hint       pauses of up to 25.6s leave few checks in 30.00s"), "{report}");
}

#[test]
fn a_pause_that_the_check_asks_for_is_not_blamed_on_the_interval() {
    let check = || Check::<()>::RetryAfter(Duration::from_secs(60));
    let error = wait_for_sync("it", check).timer(VirtualTimer::new()).run().unwrap_err();
    let report = format!("{error:?}");
    assert!(report.contains("history    retry after 60s") && !report.contains("hint"), "{report}");
}

#[tokio::test(start_paused = true)]
async fn a_hint_points_out_a_paused_clock_around_real_io() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let check = async || listener.accept().await.is_ok();
    let hint = "hint       the clock is paused: 3600.00s of virtual time passed in ";
    for check_timeout in [Duration::MAX, Duration::from_secs(60)] {
        let waiting = wait_for("a connection", check).timeout(Duration::from_secs(3_600));
        let error = waiting.check_timeout(check_timeout).await.unwrap_err();
        assert!(format!("{error:?}").contains(hint), "{error:?}");
    }
    // A check that completes in virtual time gets no hint, however little real time passes.
    let answering = async || {
        sleep(Duration::from_secs(1)).await;
        false
    };
    let error = wait_for("it", answering).timeout(Duration::from_secs(3_600)).await.unwrap_err();
    assert!(!format!("{error:?}").contains("paused"), "{error:?}");
}

#[test]
fn the_longest_durations_do_not_overflow() {
    let mut looks = 0;
    let mut check = || {
        looks += 1;
        looks > 2
    };
    let waiting = wait_for_sync("it", &mut check).timeout(Duration::MAX).every(Duration::MAX);
    waiting.stable_for(Duration::ZERO).timer(VirtualTimer::new()).run().unwrap_err();
    let held = hold_sync("it", || true).during(Duration::MAX).every(Duration::MAX).timer(VirtualTimer::new()).run();
    held.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_check_that_panics_ends_the_wait_with_its_panic() {
    let panicked = catch_unwind(|| wait_for_sync("it", || -> bool { panic!("the fixture is missing") }).run());
    assert_eq!(panicked.unwrap_err().downcast_ref(), Some(&"the fixture is missing"));
    let waiting = wait_for("it", async || -> bool { panic!("the fixture is missing") });
    let panicked = tokio::spawn(waiting.into_future()).await.unwrap_err();
    assert_eq!(panicked.into_panic().downcast_ref(), Some(&"the fixture is missing"));
}

#[test]
fn zero_successes_are_rejected() {
    let refused = catch_unwind(AssertUnwindSafe(|| wait_for_sync("it", || true).successes(0)));
    let told = "successes(0): a wait needs at least one ready check: write 1 or more";
    assert_eq!(refused.unwrap_err().downcast_ref(), Some(&told));
}

#[tokio::test]
async fn a_hint_names_a_check_that_blocks_its_thread() {
    let check = async || {
        thread::sleep(millis(150));
        false
    };
    let error = wait_for("it", check).timeout(millis(100)).await.unwrap_err();
    let report = format!("{error:?}");
    assert!(report.contains("hint       check 1 blocked its thread for "), "{report}");
    assert!(report.contains("without yielding: use your runtime's `spawn_blocking` in it"), "{report}");
}

#[test]
fn a_hint_points_out_a_sync_wait_in_async_code() {
    let wait = || wait_for_sync("a task of this thread", || false).timeout(millis(1)).run().unwrap_err();
    let probes = || wait_until_ready_sync(probe("it", || false)).timeout(millis(1)).run().unwrap_err();
    let told = "\n  hint       this wait blocked a thread of a Tokio runtime, and any tasks on that thread. ";
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for report in runtime.block_on(async { [wait(), probes()] }) {
        assert!(format!("{report:?}").contains(told), "{report:?}");
    }
    for report in [wait(), probes()] {
        assert!(!format!("{report:?}").contains(told), "{report:?}");
    }
}

#[test]
fn a_hint_points_out_a_sync_check_that_outlasts_the_limit() {
    let timer = VirtualTimer::new();
    let check = || {
        timer.advance(Duration::from_secs(7));
        false
    };
    let error = wait_for_sync("it", check).timer(&timer).run().unwrap_err();
    assert_eq!((error.checks(), error.elapsed().as_secs()), (1, 7));
    let told = "hint       the last check ended 2.00s after the limit, because a blocking check cannot be cut off: set timeouts on its calls";
    assert!(format!("{error:?}").contains(told), "{error:?}");
    // A late check still counts if it is ready.
    let check = || {
        timer.advance(Duration::from_secs(7));
        true
    };
    wait_for_sync("it", check).timer(&timer).run().unwrap();
}
