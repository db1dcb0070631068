//! Commands, retried by their exit status: real processes of `sh`.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use tenacity::prelude::*;

/// Stands in for `psql --command 'SELECT 1'`: a command that fails until the server is up.
#[retry(stop = stop_after_attempt(5), wait = wait_fixed(1ms), retry = retry_if_ok(|output| !output.status.success()))]
fn run(program: &str, arguments: &[&str]) -> io::Result<Output> {
    Command::new(program).args(arguments).output()
}

/// The same in async code. If the child hangs, dropping the attempt kills it.
#[retry(
    stop = stop_after_attempt(3),
    wait = wait_fixed(1ms),
    retry = retry_if_ok(|output| !output.status.success()) | retry_if_err(|e| e.kind() == ErrorKind::TimedOut),
    attempt_timeout = limit,
)]
async fn run_async(script: &str, limit: Duration) -> io::Result<Output> {
    tokio::process::Command::new("sh").args(["-c", script]).kill_on_drop(true).output().await
}

/// A script that appends to `log` on each run, and succeeds on its third run.
fn third_time_lucky(log: &Path) -> String {
    let log = log.display();
    format!("echo run >> '{log}'; n=$(wc -l < '{log}'); echo attempt $n >&2; [ $n -ge 3 ]")
}

/// A log file with this name that no run has written to yet.
fn log(name: &str) -> PathBuf {
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.log", std::process::id()));
    let _ = fs::remove_file(&log);
    log
}

fn runs(log: &Path) -> usize {
    fs::read_to_string(log).unwrap().lines().count()
}

#[test]
fn a_command_is_run_until_it_succeeds() {
    let log = log("succeeds");
    let output = run("sh", &["-c", &third_time_lucky(&log)]).unwrap();
    assert!(output.status.success());
    assert_eq!((String::from_utf8(output.stderr).unwrap().trim(), runs(&log)), ("attempt 3", 3));
}

#[test]
fn a_command_that_keeps_failing_gives_its_last_output() {
    let log = log("keeps-failing");
    let script = format!("echo run >> '{}'; echo no such table >&2; exit 3", log.display());
    let output = run("sh", &["-c", &script]).unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice(), runs(&log)), (Some(3), b"no such table\n".as_slice(), 5));
}

#[test]
fn a_command_that_does_not_exist_is_not_retried() {
    #[retry(stop = stop_after_attempt(5), wait = wait_none(), retry = retry_if_ok(|output| !output.status.success()))]
    fn run(attempts: &mut u32) -> io::Result<Output> {
        *attempts += 1;
        Command::new("no-such-command-anywhere").output()
    }
    let mut attempts = 0;
    assert_eq!(run(&mut attempts).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(attempts, 1);
}

#[test]
fn the_default_predicate_retries_failed_outputs_and_statuses() {
    #[retry(stop = stop_after_attempt(3), wait = wait_none())]
    fn status(attempts: &mut u32) -> std::process::ExitStatus {
        *attempts += 1;
        Command::new("sh").args(["-c", &format!("[ {attempts} -ge 2 ]")]).status().unwrap()
    }
    let mut attempts = 0;
    assert!(status(&mut attempts).success());
    assert_eq!(attempts, 2);
}

#[tokio::test]
async fn an_async_command_is_run_until_it_succeeds() {
    let log = log("succeeds-async");
    let output = run_async(&third_time_lucky(&log), Duration::from_secs(60)).await.unwrap();
    assert_eq!((output.status.success(), runs(&log)), (true, 3));
}

#[tokio::test]
async fn a_command_that_hangs_is_killed_and_run_again() {
    let log = log("hangs");
    // `exec` replaces the shell, so the recorded process id is that of `sleep`.
    let script = format!("echo $$ >> '{}'; exec sleep 1000", log.display());
    let error = run_async(&script, Duration::from_millis(500)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    let children = fs::read_to_string(&log).unwrap();
    assert_eq!(children.lines().count(), 3);
    for child in children.lines() {
        // The runtime reaps killed children in the background.
        wait_for(format!("process {child} to be gone"), || async { !is_running(child) })
            .timeout(Duration::from_secs(30))
            .await
            .unwrap();
    }
}

fn is_running(process: &str) -> bool {
    Command::new("sh").args(["-c", &format!("kill -0 {process} 2>/dev/null")]).status().unwrap().success()
}
