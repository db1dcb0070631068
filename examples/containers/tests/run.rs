//! Runs the example without Docker, with a fake Docker daemon, and with Docker.

mod daemon;

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Output};

use daemon::{Daemon, State};

fn run(docker_host: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenacity-example-containers"));
    command.args(arguments).env("DOCKER_HOST", docker_host).output().unwrap()
}

#[test]
fn without_docker_the_error_is_one_line() {
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    for docker_host in ["unix:///no/such/docker.sock", &format!("tcp://{nobody}")] {
        let output = run(docker_host, &[]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{told}");
        assert!(told.starts_with("error: cannot start a container: is Docker running? ") && told.lines().count() == 1, "{told}");
    }
}

#[test]
fn the_wait_ends_after_both_lines_of_the_log_and_the_port() {
    let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = server.local_addr().unwrap().port();
    let ready = "LOG:  database system is ready to accept connections\n";
    let daemon = Daemon::start(State { port, stdout: ready, stderr: ready, exit_code: None });
    let output = run(&daemon.host(), &[]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert_eq!(output.stdout, format!("ready at 127.0.0.1:{port}\n").as_bytes());
    assert!(daemon.has_removed(), "the container does not stay behind");
}

#[test]
fn a_container_that_ends_fails_the_wait_with_its_exit_code_and_its_last_lines() {
    let stdout = "creating configuration files ... ok\n";
    let stderr = "FATAL:  unrecognized configuration parameter \"no_such_setting\"\n";
    let daemon = Daemon::start(State { port: 1, stdout, stderr, exit_code: Some(1) });
    let output = run(&daemon.host(), &["--fail"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.starts_with("error: Stopped waiting for log `database system is ready"), "{told}");
    assert!(told.contains("the container ended: exit code 1"), "{told}");
    for line in [stdout, stderr] {
        assert!(told.contains(&format!("| {}", line.trim_end())), "{told}");
    }
    assert!(daemon.has_removed(), "the container does not stay behind");
}

#[test]
#[ignore = "needs Docker: cargo test -p tenacity-example-containers -- --ignored"]
fn with_docker_the_server_becomes_ready() {
    let output = Command::new(env!("CARGO_BIN_EXE_tenacity-example-containers")).output().unwrap();
    assert!(output.status.success() && output.stdout.starts_with(b"ready at "), "{output:?}");
}
