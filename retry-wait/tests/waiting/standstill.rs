//! Waits whose thread is blocked beyond their limit, which takes real time.

use std::cell::Cell;
use std::future::{pending, ready};
use std::thread;
use std::time::{Duration, Instant};

use tenacity::prelude::*;

use crate::millis;

/// Awaits `wait`. Another task blocks the thread for `time`, 20 ms after the start.
async fn while_another_task_blocks<T>(time: Duration, wait: impl IntoFuture<Output = T>) -> T {
    let blocking = async {
        tokio::time::sleep(millis(20)).await;
        thread::sleep(time);
    };
    tokio::join!(wait.into_future(), blocking).0
}

/// Returns `value` after it has waited for two threads, one after the other.
async fn answer_of_two_threads(value: bool) -> bool {
    for _ in 0..2 {
        let (answer, answered) = tokio::sync::oneshot::channel();
        thread::spawn(move || answer.send(()));
        answered.await.unwrap();
    }
    value
}

#[tokio::test]
async fn the_next_check_has_time_to_complete() {
    let start = Instant::now();
    // The condition becomes true while the thread is blocked.
    let check = || answer_of_two_threads(start.elapsed() > millis(200));
    while_another_task_blocks(millis(500), wait_for("it", check).timeout(millis(300)).every(millis(100))).await.unwrap();
}

#[tokio::test]
async fn the_running_check_has_time_to_complete() {
    let looks = Cell::new(0);
    let check = || {
        looks.set(looks.get() + 1);
        async {
            tokio::time::sleep(millis(100)).await;
            answer_of_two_threads(true).await
        }
    };
    while_another_task_blocks(millis(500), wait_for("it", check).timeout(millis(300))).await.unwrap();
    assert_eq!(looks.get(), 1);
}

#[tokio::test]
async fn a_check_that_hangs_gets_only_the_lost_time() {
    let start = Instant::now();
    let error = while_another_task_blocks(millis(500), wait_for("it", pending::<bool>).timeout(millis(300))).await.unwrap_err();
    assert!(error.is_timeout() && start.elapsed() < millis(1_500), "{error}");
}

#[tokio::test]
async fn a_standstill_does_not_break_a_condition() {
    let held = hold("it", || answer_of_two_threads(true)).during(millis(300)).every(millis(100));
    while_another_task_blocks(millis(500), held).await.unwrap();
    let stable = wait_for("it", || answer_of_two_threads(true)).timeout(millis(200)).stable_for(millis(200)).every(millis(50));
    while_another_task_blocks(millis(800), stable).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_a_test_moves_does_not_make_a_wait_late() {
    let waiting = tokio::spawn(wait_for("it", pending::<bool>).timeout(millis(300)).into_future());
    tokio::task::yield_now().await;
    tokio::time::advance(Duration::from_secs(60)).await;
    let error = waiting.await.unwrap().unwrap_err();
    assert_eq!(error.elapsed(), Duration::from_secs(60));
    let waiting = tokio::spawn(wait_for("it", || ready(false)).timeout(millis(300)).into_future());
    tokio::task::yield_now().await;
    tokio::time::advance(Duration::from_secs(60)).await;
    assert_eq!(waiting.await.unwrap().unwrap_err().checks(), 2);
}
