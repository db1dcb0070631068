//! The results that a check may return, and the values that the wait then returns.

use std::future::ready;
use std::io;
use std::ops::ControlFlow;
use std::task::Poll;

use tenacity::prelude::*;
use tenacity::testing::VirtualTimer;

#[derive(Clone, Debug, PartialEq)]
struct Job {
    status: &'static str,
}

/// Makes a check that returns the values in turn.
fn in_turn<T>(values: impl IntoIterator<Item = T>) -> impl FnMut() -> T {
    let mut values = values.into_iter();
    move || values.next().expect("no check follows the last value")
}

/// Runs `wait_for_sync` on its own clock.
macro_rules! found {
    ([$($value:expr),* $(,)?] $($words:tt)*) => {
        wait_for_sync("it", in_turn([$($value),*]))$($words)*.timer(VirtualTimer::new()).run()
    };
}

#[test]
fn a_truthy_value_ends_the_wait_with_its_content() {
    let () = found!([false, true]).unwrap();
    let () = found!([()]).unwrap();
    assert_eq!(found!([None, Some(7)]).unwrap(), 7);
    assert_eq!(found!([Poll::Pending, Poll::Ready(7)]).unwrap(), 7);
    assert_eq!(found!([ControlFlow::Continue(()), ControlFlow::Break(7)]).unwrap(), 7);
    assert_eq!(wait_for_sync("it", || Check::Ready(7)).run().unwrap(), 7);
}

#[test]
fn an_error_means_not_yet() {
    let () = found!([Err("refused"), Ok(false), Ok(true)]).unwrap();
    let () = found!([Err("refused"), Ok(())]).unwrap();
    assert_eq!(found!([Err("refused"), Ok(None), Ok(Some(7))]).unwrap(), 7);
    let refused = || Err::<Option<u8>, _>(io::Error::from(io::ErrorKind::ConnectionRefused));
    let mut turn = 0;
    let check = || {
        turn += 1;
        if turn < 3 { refused() } else { Ok(Some(7)) }
    };
    assert_eq!(wait_for_sync("it", check).timer(VirtualTimer::new()).run().unwrap(), 7);
}

#[test]
fn a_check_may_return_any_variant() {
    let mut turn = 0;
    let check = || {
        turn += 1;
        match turn {
            1 => Check::Pending(None),
            2 => Check::Pending(Some(format!("status {turn}"))),
            3 => Check::retry("refused"),
            4 => Check::RetryAfter(std::time::Duration::ZERO),
            _ => Check::Ready(turn),
        }
    };
    assert_eq!(wait_for_sync("it", check).timer(VirtualTimer::new()).run().unwrap(), 5);
}

#[test]
fn a_closure_judges_any_value_or_the_value_in_ok() {
    assert_eq!(found!([1, 2, 3].until(|&n| n == 3)).unwrap(), 3);
    assert_eq!(found!([Ok::<_, io::Error>(1), Ok(3)].until(|&n| n == 3)).unwrap(), 3);
    assert_eq!(found!([Err("refused"), Ok(1), Ok(3)].until(|n| *n == 3)).unwrap(), 3);
    assert!(matches!(found!([true, false].until(|busy| !busy)), Ok(false)));
    let done = found!([Job { status: "queued" }, Job { status: "done" }].until(|job| job.status == "done"));
    assert_eq!(done.unwrap(), Job { status: "done" });
    assert_eq!(found!([Some(1), None].until(Option::is_none)).unwrap(), None);
}

#[test]
fn a_closure_may_return_a_check() {
    let judge = |job: &Job| match job.status {
        "completed" => Check::Ready(()),
        "failed" => Check::fatal("the job failed"),
        "busy" => Check::RetryAfter(std::time::Duration::from_secs(1)),
        other => Check::pending(other),
    };
    let jobs = |statuses: &[&'static str]| in_turn(statuses.iter().map(|status| Job { status }).collect::<Vec<_>>());
    let run = |statuses| wait_for_sync("job", jobs(statuses)).until(judge).timer(VirtualTimer::new()).run();
    assert_eq!(run(&["queued", "busy", "completed"]).unwrap().status, "completed");
    assert_eq!(run(&["queued", "failed"]).unwrap_err().to_string().as_str(), {
        "Stopped waiting for job after 0.05s: the job failed (2 checks; last value: queued)"
    });
    // The value in `Ready` may have any type, because it is ignored.
    assert_eq!(wait_for_sync("job", || 7).until(|n| Check::Ready(n.to_string())).run().unwrap(), 7);
}

#[test]
fn final_errors_end_the_wait_and_others_do_not() {
    let is_final = |error: &io::Error| error.kind() == io::ErrorKind::PermissionDenied;
    let mut kinds = [io::ErrorKind::ConnectionRefused, io::ErrorKind::PermissionDenied].into_iter();
    let check = || Err::<bool, _>(io::Error::from(kinds.next().expect("no check follows a final error")));
    let error = wait_for_sync("it", check).fail_on(is_final).timer(VirtualTimer::new()).run().unwrap_err();
    assert_eq!((error.checks(), error.is_timeout()), (2, false));
    let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
    assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::PermissionDenied));
}

#[test]
fn methods_may_be_called_in_any_order() {
    let one = found!([Err("404"), Ok(1)].fail_on(|e| *e == "404").until(|&n: &i32| n == 1));
    let other = found!([Err("404"), Ok(1)].until(|&n: &i32| n == 1).fail_on(|e| *e == "404"));
    let third = found!([Err("404"), Ok(1)].fail_on(|e| *e == "500").report().fail_on(|e| *e == "404").until(|&n: &i32| n == 1));
    for error in [one.unwrap_err(), other.unwrap_err(), third.unwrap_err()] {
        assert_eq!(error.to_string(), "Stopped waiting for it after 0.0s: 404 (1 check)");
    }
}

#[tokio::test(start_paused = true)]
async fn async_checks_have_the_same_results() {
    let () = wait_for("it", || ready(true)).await.unwrap();
    assert_eq!(wait_for("it", || async { Some(7) }).await.unwrap(), 7);
    assert_eq!(wait_for("it", async || Ok::<_, io::Error>(Some(7))).await.unwrap(), 7);
    let mut next = in_turn([Err("refused"), Ok(Job { status: "queued" }), Ok(Job { status: "done" })]);
    let job = wait_for("it", || ready(next())).until(|job| job.status == "done").await.unwrap();
    assert_eq!(job, Job { status: "done" });
    let mut next = in_turn([1, 2, 3]);
    assert_eq!(wait_for("it", || ready(next())).until(|&n| n == 3).await.unwrap(), 3);
}

#[test]
fn the_report_of_a_success_counts_its_checks_and_errors() {
    let waited = found!([Err("refused"), Ok(false), Ok(true)].report()).unwrap();
    assert_eq!((waited.value, waited.checks, waited.errors, waited.unanswered), ((), 3, 1, 0));
    assert_eq!((waited.elapsed.as_millis(), waited.longest_check.as_millis()), (100, 0));
}
