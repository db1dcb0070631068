//! Regression tests for bugs of other libraries, with the issues that reported them.

use std::future::{pending, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;
use tokio::time::sleep;

use crate::{Looks, millis};

/// Awaitility 165: the time to hold must not depend on the default limit, even if both are equal.
#[tokio::test(start_paused = true)]
async fn a_hold_may_last_as_long_as_the_default_limit_and_longer() {
    for time in [millis(5_000), millis(10_000)] {
        let looks = Looks::new();
        hold("it", || ready(looks.next() > 0)).during(time).await.unwrap();
        assert_eq!(looks.elapsed(), time);
    }
}

/// Awaitility 286: the last check hangs, and the error of earlier checks is lost.
#[tokio::test(start_paused = true)]
async fn a_last_check_that_hangs_keeps_earlier_errors() {
    let looks = Looks::new();
    let check = async || if looks.next() < 3 { Err("refused") } else { pending::<Result<bool, _>>().await };
    let error = wait_for("it", check).timeout(millis(1_000)).await.unwrap_err();
    let told = "Timeout waiting for it after 1.0s (3 checks; the last was cut off while running, after 900ms; \
                last error at 50ms: refused)";
    assert_eq!(error.to_string(), told);
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "refused");
}

/// Awaitility 109: "expected 44 but was 44", because the value in the message was read after the limit.
#[tokio::test(start_paused = true)]
async fn a_value_from_after_the_limit_is_not_in_the_message() {
    let looks = Looks::new();
    let value = async || {
        sleep(millis(30)).await;
        if looks.elapsed() > millis(1_000) { 44 } else { 43 }
    };
    let error = wait_for("44", value).until(|&n| n == 44).show(|n| *n).timeout(millis(1_000)).await.unwrap_err();
    assert_eq!(error.last_value(), Some("43"));
    assert!(!format!("{error:?}").contains("last value 44"), "{error:?}");
}

/// Testify 1654: `Never` passes if its check never returns.
#[tokio::test(start_paused = true)]
async fn a_hold_fails_if_its_check_never_completes() {
    assert!(hold("no alarm", pending::<bool>).during(millis(100)).await.is_err());
}

/// Testify 1652: no check completed, and the test passes.
#[tokio::test(start_paused = true)]
async fn the_error_shows_that_no_check_completed() {
    let error = wait_for("it", pending::<bool>).timeout(millis(100)).await.unwrap_err();
    assert!(error.is_timeout());
    assert!(
        error.to_string().ends_with("(1 check; the first check was still running after 100ms: see `check_timeout`)"),
        "{error}"
    );
    assert!(format!("{error:?}").contains("hint       no check completed"), "{error:?}");
}

/// Testing Library 1271: checks continue after the end of the wait.
#[tokio::test(start_paused = true)]
async fn no_check_runs_after_the_end_or_beside_another() {
    let (count, running) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let check = async || {
        count.fetch_add(1, Relaxed);
        assert_eq!(running.fetch_add(1, Relaxed), 0);
        sleep(millis(70)).await;
        running.fetch_sub(1, Relaxed);
        count.load(Relaxed) == 3
    };
    wait_for("it", check).await.unwrap();
    sleep(Duration::from_secs(60)).await;
    assert_eq!(count.load(Relaxed), 3);
}

/// A check that is cut off must not continue to run.
#[tokio::test(start_paused = true)]
async fn a_check_that_is_cut_off_is_dropped_before_the_error_is_returned() {
    struct Dropped(Arc<AtomicBool>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.store(true, Relaxed);
        }
    }
    let dropped = Arc::new(AtomicBool::new(false));
    let check = || {
        let guard = Dropped(Arc::clone(&dropped));
        async move {
            pending::<()>().await;
            drop(guard);
            true
        }
    };
    let mut waiting = Box::pin(wait_for("it", check).timeout(millis(100)).into_future());
    waiting.as_mut().await.unwrap_err();
    assert!(dropped.load(Relaxed));
}

/// After a slow check comes a pause. The checks that it delayed are skipped.
#[test]
fn checks_do_not_catch_up_after_a_slow_one() {
    let timer = VirtualTimer::new();
    let mut looks = 0;
    let check = || {
        looks += 1;
        timer.advance(if looks == 1 { millis(1_000) } else { Duration::ZERO });
        looks == 4
    };
    wait_for_sync("it", check).every(millis(100)).timer(&timer).run().unwrap();
    assert_eq!(timer.sleeps(), [millis(100); 3]);
}

/// Awaitility's port to Rust: its async wait blocked the thread, so the task that it waited for never ran.
#[tokio::test]
async fn the_task_that_makes_it_true_runs_on_the_same_thread() {
    let flag = Arc::new(AtomicBool::new(false));
    let setter = Arc::clone(&flag);
    tokio::spawn(async move {
        sleep(millis(20)).await;
        setter.store(true, Relaxed);
    });
    wait_for("the flag", || ready(flag.load(Relaxed))).await.unwrap();
}

/// gomega 781: a wait can be cancelled before its limit.
#[tokio::test(start_paused = true)]
async fn a_dropped_wait_ends() {
    let looks = Looks::new();
    let waiting = wait_for("it", || ready(looks.next() > 100)).into_future();
    assert!(tokio::time::timeout(millis(120), waiting).await.is_err());
    sleep(Duration::from_secs(60)).await;
    assert_eq!(looks.count.get(), 3);
}
