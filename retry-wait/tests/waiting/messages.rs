//! The error and the report of a failed wait.

use std::error::Error;
use std::future::ready;
use std::io;
use std::time::Duration;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

use crate::{Looks, millis};

#[test]
fn the_line_begins_as_in_python() {
    for (limit, told) in [(5_000, "5.0s"), (250, "0.25s"), (60_000, "60.0s"), (1_500, "1.5s")] {
        let waiting = wait_for_sync("order 42 to be closed", || false).timeout(millis(limit)).timer(VirtualTimer::new());
        let line = waiting.run().unwrap_err().to_string();
        assert!(line.starts_with(&format!("Timeout waiting for order 42 to be closed after {told} (")), "{line}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_line_shows_the_checks_the_last_value_and_the_last_error() {
    let looks = Looks::new();
    let states = || match looks.next() {
        1..=3 => Ok("NEW"),
        4 | 7 => Err(io::Error::from(io::ErrorKind::ConnectionRefused)),
        _ => Ok("PAID"),
    };
    let error = wait_for("order 42 to be closed", || ready(states()))
        .until(|state| *state == "CLOSED")
        .show(|state| *state)
        .timeout(millis(5_000))
        .await
        .unwrap_err();
    let told = "Timeout waiting for order 42 to be closed after 5.0s \
                (101 checks; last value: PAID; last error at 300ms: connection refused)";
    assert_eq!(error.to_string(), told);
}

#[tokio::test(start_paused = true)]
async fn the_report_shows_all_evidence() {
    let looks = Looks::new();
    let check = async || match looks.next() {
        1..=3 => Ok(Check::<()>::pending("NEW")),
        4 => Err("refused"),
        5..=9 => Ok(Check::pending("PENDING")),
        10 => std::future::pending().await,
        _ => Ok(Check::pending("PAID")),
    };
    let line = line!() + 1;
    let waiting = wait_for("order 42 to be closed", check);
    let error = waiting.timeout(millis(2_000)).check_timeout(millis(310)).await.unwrap_err();
    let expected = format!(
        "Timeout waiting for order 42 to be closed after 2.0s
  at         {}:{line}:19
  last value PAID (unchanged for 1.19s, 26 checks)
  history    NEW ×3 → error: refused → PENDING ×5 → no answer in 310ms → PAID ×26
  errors     1 of 36 checks; last at 150ms: refused
  timing     every 50ms, 36 checks, last check at 2.00s, longest check 310ms, took 2.00s",
        file!()
    );
    assert_eq!(format!("{error:?}"), expected);
    assert_eq!((error.location().line(), error.description(), error.limit()), (line, "order 42 to be closed", millis(2_000)));
}

#[test]
fn unwrap_prints_the_report() {
    let run = || wait_for_sync("it", || false).timer(VirtualTimer::new()).run().unwrap();
    let panicked = std::panic::catch_unwind(run).unwrap_err();
    let told = panicked.downcast_ref::<String>().unwrap();
    assert!(told.contains("Timeout waiting for it after 5.0s\n  at         ") && told.contains("false ×101"), "{told}");
}

#[test]
fn a_hint_points_out_that_all_errors_are_the_same() {
    let error = wait_for_sync("it", || Err::<bool, _>("refused")).timer(VirtualTimer::new()).run().unwrap_err();
    let report = format!("{error:?}");
    assert!(report.contains("\n  errors     101 of 101 checks; last at 5.00s: refused\n"), "{report}");
    let told = "every check failed the same way: does it ask for the right thing? `.fail_on(…)` ends a wait at such an error";
    assert!(report.contains(&format!("\n  hint       {told}")), "{report}");
}

#[test]
fn only_show_makes_a_value_visible() {
    #[derive(Debug)]
    struct Session {
        token: &'static str,
    }
    let session = || Ok::<_, io::Error>(Session { token: "hunter2" });
    let waiting = wait_for_sync("a session", session).until(|session| session.token.is_empty());
    let error = waiting.timer(VirtualTimer::new()).run().unwrap_err();
    assert_eq!(error.last_value(), None);
    for told in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
        assert!(!told.contains("hunter2"), "{told}");
    }
    assert!(format!("{error:?}").contains("hint       to see the last value, write `.show(|value| …)` after `.until(…)`"));
    let waiting = wait_for_sync("a session", session).until(|session| session.token.is_empty());
    assert!(!format!("{waiting:?}").contains("hunter2"));
}

#[test]
fn long_values_are_cut_and_written_in_one_line() {
    let value = || Check::<()>::pending(format!("begin\n{}\nend", "x".repeat(500)));
    let error = wait_for_sync("it", value).timer(VirtualTimer::new()).run().unwrap_err();
    let last = error.last_value().unwrap();
    assert!(last.chars().count() < 201 && last.starts_with("begin x") && last.ends_with("x end"), "{last}");
    assert_eq!(error.to_string().lines().count(), 1);
}

#[test]
fn unexpected_states_are_in_the_history() {
    let mut states = ["queued", "paused", "paused"].into_iter();
    let error = wait_for_sync("job 17", || states.next().unwrap_or("archived"))
        .until(|state| match *state {
            "done" => Check::Ready(()),
            "queued" => Check::pending("queued"),
            other => Check::pending(format!("unknown state `{other}`")),
        })
        .timer(VirtualTimer::new())
        .run()
        .unwrap_err();
    let report = format!("{error:?}");
    assert!(report.contains("history    queued → unknown state `paused` ×2 → unknown state `archived` ×98"), "{report}");
}

#[test]
fn the_error_converts_to_common_error_types() {
    fn fits<T: Error + Send + Sync + 'static>() {}
    fits::<WaitError>();
    let error = || wait_for_sync("it", || false).timer(VirtualTimer::new()).run().unwrap_err();
    assert_eq!(io::Error::from(error()).kind(), io::ErrorKind::TimedOut);
    let boxed: Box<dyn Error + Send + Sync> = error().into();
    assert!(boxed.downcast_ref::<WaitError>().is_some_and(WaitError::is_timeout));
}

#[test]
fn control_characters_in_values_errors_and_descriptions_are_escaped() {
    let error = wait_for_sync("the \x1b[2Jscreen", || Err::<bool, _>("\x07bell")).timeout(millis(0)).run().unwrap_err();
    for report in [error.to_string(), format!("{error:?}")] {
        assert!(report.starts_with("Timeout waiting for the \\u{1b}[2Jscreen after 0.0s"), "{report}");
        assert!(report.contains("\\u{7}bell") && !report.contains(|c: char| c.is_control() && c != '\n'), "{report}");
    }
    let error = wait_for_sync("it", || Check::<()>::pending("limit = 30s\r")).timeout(millis(0)).run().unwrap_err();
    assert_eq!(error.last_value(), Some("limit = 30s"));
    let error = wait_for_sync("it", || Check::<()>::pending("\u{202e}gnp.exe")).timeout(millis(0)).run().unwrap_err();
    assert_eq!(error.last_value(), Some("\\u{202e}gnp.exe"));
}

#[test]
fn a_hint_points_out_skipped_pauses() {
    let (error, skipped) = {
        let guard = tenacity::testing::no_sleep();
        let error = wait_for_sync("the other thread", || false).run().unwrap_err();
        (error, guard.sleeps().into_iter().sum::<Duration>())
    };
    assert!(error.elapsed() >= millis(5_000), "{error}");
    let report = format!("{error:?}");
    // The checks take a little real time, so the pauses are a little shorter than the limit. The guard has their exact sum.
    let hint = format!("\n  hint       `testing::no_sleep()` skipped {skipped:.2?} of pauses, so the wait took ");
    assert!(report.contains(&hint), "{report}");
    let without = format!("{:?}", wait_for_sync("it", || false).timeout(millis(5)).run().unwrap_err());
    assert!(!without.contains("no_sleep"), "{without}");
}

#[tokio::test(start_paused = true)]
async fn a_hint_points_out_skipped_pauses_in_async_code() {
    let _guard = tenacity::testing::no_sleep();
    let error = wait_for("the other task", async || false).await.unwrap_err();
    assert!(format!("{error:?}").contains("`testing::no_sleep()` skipped 5.00s of pauses"), "{error:?}");
}
