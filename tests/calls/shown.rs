//! The `{:?}` output of the types that a program keeps.

use std::future::ready;

use tenacity::{Event, RetryStats, prelude::*};

#[test]
fn an_event_shows_whether_it_is_set() {
    let event = Event::new();
    assert_eq!(format!("{event:?}"), "Event { set: false, .. }");
    event.set();
    assert_eq!(format!("{event:?}"), "Event { set: true, .. }");
}

#[test]
fn statistics_show_what_was_counted() {
    let stats = RetryStats::new();
    RetryPolicy::default().wait(wait_none()).stop(stop_after_attempt(3)).stats(&stats).call(|| None::<u8>);
    let shown = format!("{stats:?}");
    assert!(shown.starts_with("RetryStats(") && shown.contains("retries: 2") && shown.contains("stopped: 1"), "{shown}");
}

#[test]
fn a_run_shows_its_progress() {
    let policy = RetryPolicy::new().wait(wait_none());
    let mut run = policy.start();
    let before = format!("{run:?}");
    assert!(run.record(None::<u8>).is_continue());
    assert_ne!(format!("{run:?}"), before);
}

#[test]
fn a_wait_shows_its_progress_but_not_its_check() {
    let waiting = wait_for("it", || ready(Some("a secret"))).into_future();
    let shown = format!("{waiting:?}");
    assert!(shown.starts_with("WaitFuture") && !shown.contains("secret"), "{shown}");
}
