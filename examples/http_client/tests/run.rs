//! Runs the example as a process, and checks its decisions and the server's count.

use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The output of the example, and its time.
static RUN: LazyLock<(String, Duration)> = LazyLock::new(|| {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_tenacity-example-http-client")).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{shown}{}", String::from_utf8_lossy(&output.stderr));
    (shown, start.elapsed())
});

/// The decisions about a request.
fn decisions(request: &str) -> Vec<&'static str> {
    let after = RUN.0.lines().skip_while(|line| !line.starts_with(&format!("{request}: "))).skip(1);
    after.map_while(|line| line.strip_prefix("  ")).collect()
}

/// Asserts that the first attempt had this outcome and was retried after the policy's wait, and that the second one succeeded.
#[track_caller]
fn assert_passes(request: &str, outcome: &str) {
    let decisions = decisions(request);
    assert_eq!(decisions.len(), 2, "{}", RUN.0);
    let (seen, decision) = decisions[0].split_once(" → ").unwrap();
    assert!(seen.starts_with(&format!("attempt 1: {outcome}")), "{seen}");
    assert!(decision.starts_with("retried in ") && decision.ends_with(": the policy's wait"), "{decision}");
    assert_eq!(decisions[1], "attempt 2: 200 OK → returned: a success");
}

#[test]
fn a_hint_in_seconds_and_one_as_a_date_are_waited_for() {
    for request in ["GET /seconds", "GET /date"] {
        let retried = "attempt 1: 503 Service Unavailable → retried in 1.0s: the server's `Retry-After`";
        assert_eq!(decisions(request), [retried, "attempt 2: 200 OK → returned: a success"], "{request}");
    }
}

#[test]
fn failures_that_pass_are_retried_after_the_wait_of_the_policy() {
    assert_passes("GET /limited", "429 Too Many Requests");
    assert_passes("GET /hangs", "operation timed out");
    assert_passes("GET /resets", "Connection reset by peer");
    assert_passes("GET /cuts", "end of file before message length reached");
}

#[test]
fn a_call_ends_if_its_attempts_are_used_up_or_another_one_is_futile() {
    let down = decisions("GET /down");
    assert_eq!(down.len(), 4, "{}", RUN.0);
    assert_eq!(down[3], "attempt 4: 503 Service Unavailable → returned: the attempts or the time are used up");
    let tomorrow = "attempt 1: 503 Service Unavailable → returned: the server asks for more than 5 minutes";
    assert_eq!(decisions("GET /tomorrow"), [tomorrow]);
    assert_eq!(decisions("GET /missing"), ["attempt 1: 404 Not Found → returned: another attempt would end the same"]);
}

#[test]
fn an_order_is_sent_again_only_with_a_key_and_is_taken_once() {
    let died = "connection closed before message completed";
    let returned = format!("attempt 1: {died} → returned: the server may have processed it, and must not do so twice");
    assert_eq!(decisions("POST /orders without a key"), [returned]);
    assert_passes("POST /orders with a key", died);
    let (_, count) = RUN.0.split_once("The server's count\n").unwrap();
    assert_eq!(
        count.lines().collect::<Vec<_>>(),
        ["POST /orders without a key: requests: 1, orders: 1", "POST /orders with a key: requests: 2, orders: 1"]
    );
}

#[test]
fn the_run_takes_the_delays_of_the_server() {
    // Two hints of a second each, and a second until the client gives up on an answer.
    assert!(RUN.1 >= Duration::from_secs(3), "{:?}", RUN.1);
}
