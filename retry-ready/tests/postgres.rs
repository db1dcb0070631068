//! A real database that starts as in a container. A first server can be reached only from its own machine. After a restart, the final
//! server accepts TCP connections.
#![cfg(target_os = "linux")]

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tenacity::prelude::*;

/// The first start of the image's entrypoint, when the data directory is empty.
const FIRST_START: &str = r#"
initdb --pgdata "$DATA" --username test --auth trust >/dev/null
postgres -D "$DATA" -p "$PORT" -c listen_addresses= -c unix_socket_directories="$DATA" & first=$!
until psql -h "$DATA" -p "$PORT" -U test -d postgres -c 'CREATE DATABASE orders' >/dev/null 2>&1; do sleep 0.1; done
sleep 1
kill -INT $first
wait $first
"#;

/// Every start of the image's entrypoint.
const START: &str = r#"exec postgres -D "$DATA" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$DATA""#;

const READY: &str = "database system is ready to accept connections";

struct Server {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl Server {
    /// Starts with an empty data directory.
    fn first_start() -> Self {
        let folder = TempDir::new().unwrap();
        let user = Command::new("id").args(["-u", "postgres"]).output().unwrap();
        if is_root() {
            let user = String::from_utf8(user.stdout).unwrap().trim().parse().expect("the user `postgres` of Debian's package");
            chown(folder.path(), Some(user), None).unwrap();
        }
        Self::start(folder, &format!("{FIRST_START}{START}"))
    }

    fn start(folder: TempDir, script: &str) -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        // The server refuses to run as root.
        let words: &[&str] =
            if is_root() { &["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"] } else { &["sh"] };
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(["-e", "-c", script]).current_dir(folder.path()).process_group(0);
        command.env("DATA", folder.path().join("data")).env("PORT", port.to_string());
        let process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        Self { process, port, folder }
    }

    fn log(&mut self) -> ChildStderr {
        self.process.stderr.take().unwrap()
    }

    /// Returns a command that queries the server by TCP, as its users will.
    fn select(&self) -> [String; 11] {
        let port = self.port.to_string();
        ["psql", "-h", "127.0.0.1", "-p", &port, "-U", "test", "-d", "postgres", "-c", "SELECT 1"].map(str::to_owned)
    }

    fn answers(&self) -> bool {
        let [psql, arguments @ ..] = self.select();
        Command::new(psql).args(arguments).output().unwrap().status.success()
    }

    fn stop(&mut self, signal: &str) {
        self.signal(signal);
        let ended = wait_for_sync("the server to end", || self.process.try_wait()).run();
        if ended.is_err() {
            // If the parent of the tests ignores the signal, the shell of the server ignores it, too.
            self.signal("-KILL");
            let _ = self.process.wait();
        }
    }

    fn signal(&self, signal: &str) {
        let _ = Command::new("kill").args([signal, "--", &format!("-{}", self.process.id())]).stderr(Stdio::null()).status();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop("-QUIT");
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
fn after_the_second_line_and_the_port_the_server_answers() {
    let mut server = Server::first_start();
    let probe = log(server.log()).contains(READY).times(2) & tcp(("127.0.0.1", server.port));
    wait_until_ready_sync(probe).timeout(Duration::from_secs(60)).run().unwrap();
    assert!(server.answers());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
fn after_a_query_by_tcp_the_server_answers() {
    let server = Server::first_start();
    wait_until_ready_sync(command(server.select())).timeout(Duration::from_secs(60)).run().unwrap();
    assert!(server.answers());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
fn after_the_first_line_the_server_does_not_answer_yet() {
    let mut server = Server::first_start();
    wait_until_ready_sync(log(server.log()).contains(READY)).timeout(Duration::from_secs(60)).run().unwrap();
    assert!(!server.answers(), "the first server listens on a Unix socket only");
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
fn with_existing_data_the_query_works_and_the_second_line_never_appears() {
    let mut first = Server::first_start();
    wait_until_ready_sync(command(first.select())).timeout(Duration::from_secs(60)).run().unwrap();
    first.stop("-INT");
    let folder = std::mem::replace(&mut first.folder, TempDir::new().unwrap());

    let mut server = Server::start(folder, START);
    let output = server.log();
    wait_until_ready_sync(command(server.select())).timeout(Duration::from_secs(60)).run().unwrap();
    assert!(server.answers());
    let error = wait_until_ready_sync(log(output).contains(READY).times(2)).timeout(Duration::from_secs(1)).run().unwrap_err();
    assert_eq!(error.last_value(), Some(&*format!("`{READY}` matched 1 of 2")));
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
async fn a_killed_server_fails_the_wait_immediately_with_the_end_of_its_log() {
    let mut server = Server::first_start();
    let output = server.log();
    wait_until_ready(command(server.select())).timeout(Duration::from_secs(60)).await.unwrap();
    let id = server.process.id();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(500));
        Command::new("kill").args(["-QUIT", &id.to_string()]).status().unwrap();
    });
    let probe = log(output).contains("never logged") & tcp(("127.0.0.1", server.port)).closed();
    let waiting = wait_until_ready(probe).fail_if("the server ended", || server.process.try_wait().ok().flatten());
    let error = waiting.timeout(Duration::from_secs(600)).await.unwrap_err();
    killer.join().unwrap();
    assert!(!error.is_timeout(), "{error}");
    let told = error.to_string();
    assert!(
        told.contains("the log ended; `never logged` matched 0 of 1") || told.contains("the server ended: exit status"),
        "{told}"
    );
    assert!(error.probes()[0].tail.iter().any(|line| line.contains(READY)), "{error:?}");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
async fn a_query_that_is_retried_by_its_exit_status_returns_the_answer() {
    #[retry(
        stop = stop_after_delay(60s),
        wait = wait_fixed(50ms),
        retry = retry_if_ok(|output| !output.status.success()),
        before_sleep = |_, refused: &io::Result<Output>| refusals.push(refused.as_ref().unwrap().status.code()),
    )]
    fn ask(words: &[String], refusals: &mut Vec<Option<i32>>) -> io::Result<Output> {
        Command::new(&words[0]).args(&words[1..]).output()
    }

    #[retry(stop = stop_after_delay(60s), wait = wait_fixed(50ms), retry = retry_if_ok(|output| !output.status.success()))]
    async fn ask_async(words: &[String]) -> io::Result<Output> {
        tokio::process::Command::new(&words[0]).args(&words[1..]).kill_on_drop(true).output().await
    }

    let has_one_row = |output: Output| String::from_utf8(output.stdout).unwrap().contains("(1 row)");
    let mut refusals = Vec::new();
    let server = Server::first_start();
    assert!(has_one_row(ask(&server.select(), &mut refusals).unwrap()));
    assert!(
        !refusals.is_empty() && refusals.iter().all(|code| *code == Some(2)),
        "psql's status for no connection: {refusals:?}"
    );
    drop(server);
    let server = Server::first_start();
    assert!(has_one_row(ask_async(&server.select()).await.unwrap()));
}
