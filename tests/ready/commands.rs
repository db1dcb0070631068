use std::time::{Duration, Instant};

use tenacity::prelude::*;

use crate::millis;

#[test]
fn is_ready_at_exit_status_zero() {
    let folder = tempfile::tempdir().unwrap();
    let count = folder.path().join("count");
    let script = format!("echo x >> {0}; test $(wc -l < {0}) -ge 3", count.display());
    wait_until_ready_sync(command(["sh", "-c", &script])).every(millis(5)).run().unwrap();
    assert_eq!(std::fs::read_to_string(count).unwrap(), "x\nx\nx\n");
}

#[test]
fn tells_the_status_and_the_end_of_the_output_but_no_argument() {
    let failing = command(["sh", "-c", "echo first; echo no route to host >&2; exit 2 # secret"]);
    let error = wait_until_ready_sync(failing).timeout(millis(30)).run().unwrap_err();
    let told = error.to_string();
    assert!(told.starts_with("Timeout waiting for command sh (2 arguments) after 0.03s ("), "{told}");
    assert!(told.contains("exit status: 2: no route to host"), "{told}");
    let report = format!("{error:?}");
    assert!(report.contains("| first") && report.contains("| no route to host"), "{report}");
    assert!(!report.contains("secret"), "{report}");
}

#[test]
fn what_does_not_exist_fails_at_once() {
    let error = wait_until_ready_sync(command(["no-such-program"])).run().unwrap_err();
    assert!(!error.is_timeout() && error.checks() == 1, "{error}");
    assert!(error.to_string().contains("cannot run `no-such-program`: No such file or directory"), "{error}");
    let error = wait_until_ready_sync(command(["/dev/null"])).run().unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("Permission denied"), "{error}");
    let error = wait_until_ready_sync(command(Vec::<String>::new())).run().unwrap_err();
    assert!(error.to_string().contains("`command([])` names no program"), "{error}");
}

#[test]
fn a_run_that_hangs_is_killed_with_all_that_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let script = format!("sleep 100 & echo $! > {}; wait", pid.display());
    let begun = Instant::now();
    let error = wait_until_ready_sync(command(["sh", "-c", &script])).timeout(millis(300)).run().unwrap_err();
    assert!(error.is_timeout() && begun.elapsed() < Duration::from_secs(50), "{error}");
    assert!(error.probes()[0].to_string().ends_with("it has not ended yet"), "{error:?}");
    let pid = std::fs::read_to_string(pid).unwrap();
    // A process that is dead, but not yet reaped by its new parent, is a zombie: Z.
    let is_dead = || std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).map_or(true, |stat| stat.contains(") Z "));
    wait_for_sync("the grandchild to be dead", is_dead).run().unwrap();
}

#[test]
fn a_grandchild_that_holds_the_output_open_does_not_hold_up_the_result() {
    let begun = Instant::now();
    wait_until_ready_sync(command(["sh", "-c", "sleep 60 & exit 0"])).run().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(30));
}
