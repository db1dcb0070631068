//! Runs the example with and without a terminal.

use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_tenacity-example-readiness");

const PROBES: [&str; 4] = ["database", "shop", "worker's log", "worker's pid"];

fn run(arguments: &[&str]) -> (Output, String) {
    let output = Command::new(PROGRAM).args(arguments).env_remove("TENACITY_TIMEOUT_SCALE").output().unwrap();
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    (output, told)
}

#[test]
fn each_probe_is_pending_for_a_reason_and_then_ready() {
    let (output, told) = run(&[]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let lines: Vec<_> = told.lines().collect();
    let reasons = ["refused", "503 Service Unavailable \"warming up\"", "matched 0 of 1", "it does not exist"];
    for (probe, reason) in PROBES.into_iter().zip(reasons) {
        let pending = |line: &&str| line.starts_with(&format!("pending: {probe}: ")) && line.contains(reason);
        let ready = |line: &&str| line.starts_with(&format!("ready: {probe} after "));
        let (pending, ready) = (lines.iter().position(pending), lines.iter().position(ready));
        assert!(pending.is_some() && pending < ready, "{probe}: {told}");
    }
    assert_eq!(lines.last(), Some(&"all are ready, and the worker listens on port 4711"));
}

#[test]
fn without_a_terminal_each_line_is_a_change_and_has_no_escapes() {
    let (_, told) = run(&[]);
    for probe in PROBES {
        let lines: Vec<_> = told.lines().filter(|line| line.contains(&format!(": {probe}"))).collect();
        assert!(lines.len() >= 2 && lines.windows(2).all(|pair| pair[0] != pair[1]), "{told}");
    }
    assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
}

/// The program `script`, a part of Linux, provides the terminal.
#[test]
#[cfg(target_os = "linux")]
fn on_a_terminal_each_probe_has_a_line_that_changes() {
    let mut terminal = Command::new("script");
    // A shell reads the command, and the path may have a space.
    terminal.args(["--quiet", "--return", "--command", "\"$PROGRAM\"", "/dev/null"]).env("PROGRAM", PROGRAM).env("TERM", "xterm");
    let output = terminal.env_remove("TENACITY_TIMEOUT_SCALE").env_remove("NO_COLOR").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("\u{1b}["), "the cursor goes back to lines written before: {told:?}");
    for probe in PROBES {
        let shown = told.split('\r').filter(|line| line.contains(probe)).count();
        assert!(shown >= 2, "{probe} was shown {shown} times: {told:?}");
    }
    assert!(told.ends_with("all are ready, and the worker listens on port 4711\r\n"), "{told:?}");
}

#[test]
fn the_report_lists_the_pending_probe_and_the_ready_ones() {
    let (output, told) = run(&["--fail"]);
    assert_eq!(output.status.code(), Some(1), "{told}");
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(
        report.starts_with("error: Timeout waiting for database & shop & worker's log & worker's pid after 2.0s"),
        "{report}"
    );
    let word = |probe: &str| {
        let line = report
            .lines()
            .find(|line| line.trim_start().split_once(' ').is_some_and(|(_, told)| told.trim_start().starts_with(probe)));
        line.and_then(|line| line.split_whitespace().next()).map(str::to_owned)
    };
    assert_eq!(PROBES.map(word).map(Option::unwrap), ["ready", "ready", "ready", "pending"], "{report}");
    assert!(report.contains("worker's pid: it does not exist"), "{report}");
    assert!(!told.contains("all are ready") && !told.contains('\u{1b}'), "{told}");
}

#[test]
fn an_unknown_argument_is_an_error() {
    let (output, told) = run(&["--help"]);
    assert_eq!((output.status.code(), &*told), (Some(1), ""));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "error: write `--fail` or nothing\n");
}
