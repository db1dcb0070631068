//! A peer in a separate process that is killed in the middle of its answer.

use std::cell::RefCell;
use std::env;
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tenacity::prelude::*;

use crate::client::{request, request_async};
use crate::server::{BODY, HOST, Reply, Server, read_request};
use crate::world::{Ending, World};

const PATIENCE: Duration = Duration::from_secs(30);
const ROLE: &str = "FAULTS_PEER";

/// Prints its address, then prints `asked` on a request, and stops in the middle of its answer.
#[test]
#[ignore = "the peer of other tests, which run it in a separate process"]
fn serve() {
    if env::var_os(ROLE).is_none() {
        return;
    }
    let listener = TcpListener::bind((HOST, 0)).unwrap();
    writeln!(io::stderr(), "{}", listener.local_addr().unwrap()).unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    assert!(read_request(&mut stream));
    Reply::Cut.send(&mut stream).unwrap();
    writeln!(io::stderr(), "asked").unwrap();
    thread::sleep(PATIENCE);
}

struct Peer {
    address: SocketAddr,
    process: Child,
    told: BufReader<ChildStderr>,
}

impl Peer {
    fn start() -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["--exact", "peer::serve", "--include-ignored", "--nocapture"])
            .env(ROLE, "")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(process.stderr.take().unwrap());
        let address = line(&mut told).parse().unwrap();
        Self { address, process, told }
    }

    /// Kills the peer as soon as it is in the middle of an answer.
    fn kill_when_asked(mut self) -> JoinHandle<()> {
        thread::spawn(move || {
            let told = line(&mut self.told);
            self.process.kill().unwrap();
            let status = self.process.wait().unwrap();
            assert!(told == "asked" && !status.success(), "{told}");
        })
    }
}

fn line(told: &mut impl BufRead) -> String {
    let mut line = String::new();
    told.read_line(&mut line).unwrap();
    line.trim().to_string()
}

/// The error of each attempt, and the server that replaces the killed one.
struct Successor {
    killed: RefCell<Option<JoinHandle<()>>>,
    errors: RefCell<Vec<ErrorKind>>,
    server: RefCell<Option<Server>>,
}

impl Successor {
    fn of(&self, address: SocketAddr, state: &RetryState, outcome: &io::Result<String>) {
        self.errors.borrow_mut().push(outcome.as_ref().unwrap_err().kind());
        // The kernel may close the connection before the listener. After the process was waited for, both are closed.
        if let Some(killed) = self.killed.take() {
            killed.join().unwrap();
        }
        if state.attempt_number() == 3 {
            let listener = TcpListener::bind(address).unwrap();
            self.server.replace(Some(Server::on(listener, &[Reply::Answer])));
        }
    }
}

#[retry(
    stop = stop_after_attempt(9),
    wait = wait_fixed(1ms),
    before_sleep = |state, outcome| successor.of(address, state, outcome),
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
fn fetch(address: SocketAddr, successor: &Successor, ending: &Ending) -> io::Result<String> {
    request(address, PATIENCE)
}

#[retry(
    stop = stop_after_attempt(9),
    wait = wait_fixed(1ms),
    attempt_timeout = PATIENCE,
    before_sleep = |state, outcome| successor.of(address, state, outcome),
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
async fn fetch_async(address: SocketAddr, successor: &Successor, ending: &Ending) -> io::Result<String> {
    request_async(address).await
}

fn assert_survived(fetch: impl FnOnce(SocketAddr, &Successor, &Ending) -> io::Result<String>) {
    let peer = Peer::start();
    let (address, ending) = (peer.address, Ending::default());
    let killed = RefCell::new(Some(peer.kill_when_asked()));
    let successor = Successor { killed, errors: RefCell::default(), server: RefCell::default() };
    assert_eq!(fetch(address, &successor, &ending).unwrap(), BODY);
    assert_eq!(ending.told(), (4, Finish::Accepted));
    assert_eq!(successor.server.take().unwrap().requests(), 1);
    let errors = successor.errors.take();
    assert!(matches!(errors[0], ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset), "{errors:?}");
    assert_eq!(errors[1..], [ErrorKind::ConnectionRefused; 2]);
}

#[test]
fn a_peer_killed_in_the_middle_of_its_answer_is_replaced() {
    let world = World::new();
    assert_survived(fetch);
    assert_survived(|address, successor, ending| world.runtime.block_on(fetch_async(address, successor, ending)));
    world.assert_nothing_is_left();
}
