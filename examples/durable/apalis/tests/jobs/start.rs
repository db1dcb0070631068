//! The start of the program.

use std::process::Command;

use crate::program;

#[test]
fn a_missing_server_is_named_with_the_remedy() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let output = Command::new(program()).args(["--postgres", &format!("postgres://test@{free}/test")]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(message.starts_with(&format!("error: PostgreSQL does not answer at {free}: ")), "{message}");
    assert!(message.ends_with("README.md shows how to start a server\n"), "{message}");
}

#[test]
fn an_address_of_another_kind_is_refused() {
    let output = Command::new(program()).args(["--postgres", "jobs.db"]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.starts_with("error: `jobs.db` is not an address of PostgreSQL: "), "{message}");
}
