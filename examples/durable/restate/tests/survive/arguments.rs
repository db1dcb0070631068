//! The start of the program. These tests need no server.

use std::process::{Command, Output};

use crate::PROGRAM;

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).env("RESTATE_SERVER", "/nowhere/restate-server").output().unwrap()
}

fn assert_fails(output: Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_missing_server_is_named_with_the_remedy() {
    let message = assert_fails(run(&[]));
    assert!(message.starts_with("error: the server of Restate cannot start: `/nowhere/restate-server`: "), "{message}");
    let machine = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    let package = format!("@restatedev/restate-server-linux-{machine}");
    let install = format!("npm install --ignore-scripts --prefix restate {package}@{}\n", orders::cluster::VERSION);
    let name = format!("export RESTATE_SERVER=$PWD/restate/node_modules/{package}/bin/restate-server\n");
    assert!(message.contains(&install) && message.ends_with(&name), "{message}");
}

#[test]
fn bad_arguments_show_the_usage() {
    for arguments in [
        &["unknown"][..],
        &["--unknown"],
        &["demo", "--port", "1"],
        &["service", "--port", "1"],
        &["flaky", "--port", "many"],
        &["service", "--port", "1", "--shop", "http://127.0.0.1", "--log", "/nowhere/log", "--attempts", "0"],
    ] {
        let message = assert_fails(run(arguments));
        assert!(message.starts_with("error: ") && message.contains("; usage: cargo run -- [demo | service "), "{message}");
    }
}
