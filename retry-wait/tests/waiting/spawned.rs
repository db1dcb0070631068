//! The future of a wait is small, and it is `Send` if its check is.

use std::future::{pending, ready};
use std::io;
use std::mem::size_of_val;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tenacity::prelude::*;

use crate::millis;

#[tokio::test(flavor = "multi_thread")]
async fn a_task_can_await_it() {
    let counter = Arc::new(AtomicU32::new(0));
    let check = {
        let counter = Arc::clone(&counter);
        move || {
            let counter = Arc::clone(&counter);
            async move {
                tokio::task::yield_now().await;
                Ok::<_, io::Error>(counter.fetch_add(1, Relaxed))
            }
        }
    };
    let task = tokio::spawn(async move { wait_for("the counter", check).until(|&n| n == 3).every(millis(1)).await });
    assert_eq!(task.await.unwrap().unwrap(), 3);
}

#[test]
fn it_is_send_if_the_check_is_send_even_if_the_value_is_not() {
    fn send<T: Send>(_: T) {}
    send(wait_for("it", || ready(true)).into_future());
    send(wait_for("it", || ready(true)).fail_if("a", || None::<&str>).successes(2).report().into_future());
    send(wait_for("it", || ready(true)).fail_when("a", pending::<String>()).into_future());
    // The future does not store the value, so the value need not be `Send`.
    send(wait_for("it", || async { Some(std::rc::Rc::new(1)) }).into_future());
    send(hold("it", || async { true }).during(millis(1)).into_future());
}

#[test]
fn it_takes_less_than_two_kibibytes() {
    let bare = wait_for("it", || ready(true)).into_future();
    assert!(size_of_val(&bare) < 1_024, "{}", size_of_val(&bare));
    let all = wait_for("it", async || Ok::<_, io::Error>(1))
        .until(|&n| n == 1)
        .show(|n| *n)
        .fail_on(|e| e.kind() == io::ErrorKind::NotFound)
        .fail_if("the server exited", || None::<&str>)
        .fail_when("the client exited", pending::<String>())
        .wait(wait_exponential(millis(1)).max(millis(50)).full_jitter())
        .check_timeout(millis(100))
        .report()
        .into_future();
    assert!(size_of_val(&all) < 2_048, "{}", size_of_val(&all));
}

#[test]
fn another_timer_works_on_any_executor() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap(); // without Tokio's timer
    let mut looks = 0..;
    let check = || ready(looks.next());
    let waiting = wait_for("the third look", check).until(|look| *look == Some(2)).every(millis(1));
    let found = runtime.block_on(waiting.timer(tenacity::FuturesTimer).into_future());
    assert_eq!(found.unwrap(), Some(2));
}
