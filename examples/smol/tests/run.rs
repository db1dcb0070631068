//! Runs the example as a process and checks its output.

use std::process::Command;

#[test]
fn the_client_is_refused_first_and_answered_later() {
    let output = Command::new(env!("CARGO_BIN_EXE_tenacity-smol")).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{told}");
    let lines = told.lines().collect::<Vec<_>>();
    let (last, attempts) = lines.split_last().unwrap();
    assert!(attempts.len() >= 2 && attempts[0].starts_with("attempt 1: "), "{told}");
    assert_eq!(*last, "answered: hello");
}
