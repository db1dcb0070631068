//! The quickstart example as its reader meets it: a process with arguments, two streams and an exit code.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

/// The program that `cargo test` builds beside this one; built here when only this file's tests were asked for.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let name = format!("quickstart{}", std::env::consts::EXE_SUFFIX);
    let program = tests.ancestors().nth(2).unwrap().join("examples").join(name);
    if !program.exists() {
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--example", "quickstart"]).status().unwrap();
        assert!(built.success());
    }
    program
}

fn quickstart(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

#[test]
fn the_four_cases_end_as_they_are_announced() {
    let output = quickstart(&[]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{told}");
    let lines = told.lines().map(str::trim).collect::<Vec<_>>();
    let case = |letter: &str| lines.iter().skip_while(|line| !line.starts_with(letter)).skip(1).collect::<Vec<_>>();
    let failures = |letter: &str| case(letter).iter().take_while(|line| line.starts_with("attempt")).count();

    assert!(failures("(a)") >= 1 && case("(a)")[failures("(a)")].starts_with("connected to 127.0.0.1:"), "{told}");
    assert!(failures("(b)") == 2 && case("(b)")[0].contains("503") && *case("(b)")[2] == "answered: hello", "{told}");
    assert!(case("(c)")[0].starts_with("look 1") && lines.contains(&"finished: Some(42)"), "{told}");
    assert!(failures("(d)") == 2 && case("(d)")[2].starts_with("gave up; the last error: "), "{told}");
}

#[test]
fn a_server_of_the_users_own_may_come_late() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let address: SocketAddr = held.local_addr().unwrap();
    drop(held);
    let server = thread::spawn(move || {
        thread::sleep(Duration::from_millis(300));
        TcpListener::bind(address).map(|listener| listener.accept().map(drop))
    });
    let output = quickstart(&[&address.to_string()]);
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains(&format!("connected to {address}")), "{output:?}");
    server.join().unwrap().unwrap().unwrap();
}

#[test]
fn an_argument_that_is_not_an_address_is_an_error() {
    for argument in ["nowhere", "127.0.0.1", "127.0.0.1:port", "127.0.0.1:99999", ""] {
        let output = quickstart(&[argument]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.starts_with(&format!("error: `{argument}` is not the HOST:PORT of a server: ")), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}
