//! A listener that never accepts, with a full backlog. A client that connects then is not even refused; it times out.

use std::cell::RefCell;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use socket2::{Domain, Socket, Type};
use tenacity::prelude::*;

use crate::client::{request, request_async};
use crate::server::{BODY, HOST, Reply, Server};
use crate::world::{Ending, World};

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_millis(500);

/// A listener with a full backlog, and the connections that fill it.
struct Full {
    listener: TcpListener,
    waiting: Vec<TcpStream>,
}

impl Full {
    fn new() -> (SocketAddr, Self) {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from((HOST, 0)).into()).unwrap();
        socket.listen(0).unwrap();
        let listener = TcpListener::from(socket);
        let address = listener.local_addr().unwrap();
        let mut waiting = Vec::new();
        loop {
            match TcpStream::connect_timeout(&address, PATIENCE) {
                Ok(stream) => waiting.push(stream),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::TimedOut);
                    return (address, Self { listener, waiting });
                }
            }
            assert!(waiting.len() < 1000, "a backlog of none holds no more than a few");
        }
    }

    /// Accepts and closes the waiting connections, then serves the later ones.
    fn relieve(self) -> Server {
        for _ in &self.waiting {
            // This happens before any other client connects. Linux queues nobody in a full backlog, and would only see the client's next try a
            // second later.
            drop(self.listener.accept().unwrap());
        }
        drop(self.waiting);
        Server::on(self.listener, &[Reply::Answer])
    }
}

/// Starts to accept after the second attempt.
struct Relief {
    full: RefCell<Option<Full>>,
    server: RefCell<Option<Server>>,
}

impl Relief {
    fn new(full: Full) -> Self {
        Self { full: RefCell::new(Some(full)), server: RefCell::new(None) }
    }

    fn after_the_second(&self, state: &RetryState, outcome: &io::Result<String>) {
        assert_eq!(outcome.as_ref().unwrap_err().kind(), ErrorKind::TimedOut);
        if state.attempt_number() == 2 {
            self.server.replace(self.full.take().map(Full::relieve));
        }
    }

    fn requests(&self) -> u32 {
        self.server.borrow().as_ref().map_or(0, Server::requests)
    }
}

#[retry(
    stop = stop_after_attempt(limit),
    wait = wait_fixed(1ms),
    before_sleep = |state, outcome| relief.after_the_second(state, outcome),
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
fn fetch(address: SocketAddr, limit: u32, relief: &Relief, ending: &Ending) -> io::Result<String> {
    request(address, PATIENCE)
}

#[retry(
    stop = stop_after_attempt(limit),
    wait = wait_fixed(1ms),
    attempt_timeout = PATIENCE,
    before_sleep = |state, outcome| relief.after_the_second(state, outcome),
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
async fn fetch_async(address: SocketAddr, limit: u32, relief: &Relief, ending: &Ending) -> io::Result<String> {
    request_async(address).await
}

#[test]
fn a_full_backlog_is_waited_out() {
    let world = World::new();
    let (address, full) = Full::new();
    let (relief, ending) = (Relief::new(full), Ending::default());
    assert_eq!(fetch(address, 20, &relief, &ending).unwrap(), BODY);
    assert_eq!((ending.told(), relief.requests()), ((3, Finish::Accepted), 1));
    drop(relief);

    let (address, full) = Full::new();
    let (relief, ending) = (Relief::new(full), Ending::default());
    assert_eq!(world.runtime.block_on(fetch_async(address, 20, &relief, &ending)).unwrap(), BODY);
    assert_eq!((ending.told(), relief.requests()), ((3, Finish::Accepted), 1));
    drop(relief);
    world.assert_nothing_is_left();
}

#[test]
fn a_backlog_that_stays_full_ends_the_call_after_its_attempts() {
    let world = World::new();
    let (address, full) = Full::new();
    let relief = Relief::new(full);
    let (blocking, asynchronous) = (Ending::default(), Ending::default());
    assert_eq!(fetch(address, 2, &relief, &blocking).unwrap_err().kind(), ErrorKind::TimedOut);
    let error = world.runtime.block_on(fetch_async(address, 2, &relief, &asynchronous)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    for ending in [blocking, asynchronous] {
        assert_eq!(ending.told(), (2, Finish::Stopped));
        assert!(ending.end().elapsed >= 2 * PATIENCE);
    }
    drop(relief);
    world.assert_nothing_is_left();
}
