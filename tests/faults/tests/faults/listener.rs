//! Listeners that disappear and come back.

use std::cell::RefCell;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use tenacity::prelude::*;

use crate::client::{request, request_async};
use crate::server::{BODY, Reply, Server};
use crate::world::{Ending, World};

const PATIENCE: Duration = Duration::from_secs(10);

/// A server that comes back at its old address after the third attempt.
#[derive(Default)]
struct Restart(RefCell<Option<Server>>);

impl Restart {
    fn at(&self, address: SocketAddr, state: &RetryState) {
        if state.attempt_number() == 3 {
            self.0.replace(Some(Server::on(TcpListener::bind(address).unwrap(), &[Reply::Answer])));
        }
    }

    fn requests(&self) -> u32 {
        self.0.borrow().as_ref().map_or(0, Server::requests)
    }
}

#[retry(
    stop = stop_after_attempt(9),
    wait = wait_fixed(1ms),
    before_sleep = |state, outcome| {
        assert_eq!(outcome.as_ref().unwrap_err().kind(), ErrorKind::ConnectionRefused);
        restart.at(address, state);
    },
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
fn fetch(address: SocketAddr, restart: &Restart, ending: &Ending) -> io::Result<String> {
    request(address, PATIENCE)
}

#[retry(
    stop = stop_after_attempt(9),
    wait = wait_fixed(1ms),
    attempt_timeout = PATIENCE,
    before_sleep = |state, outcome| {
        assert_eq!(outcome.as_ref().unwrap_err().kind(), ErrorKind::ConnectionRefused);
        restart.at(address, state);
    },
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
async fn fetch_async(address: SocketAddr, restart: &Restart, ending: &Ending) -> io::Result<String> {
    request_async(address).await
}

/// The address of a server that answered one request and then shut down.
fn abandoned() -> SocketAddr {
    let server = Server::start(&[Reply::Answer]);
    assert_eq!(request(server.address, PATIENCE).unwrap(), BODY);
    server.address
}

#[test]
fn a_listener_that_comes_back_is_found() {
    let world = World::new();
    let (address, restart, ending) = (abandoned(), Restart::default(), Ending::default());
    assert_eq!(fetch(address, &restart, &ending).unwrap(), BODY);
    assert_eq!((ending.told(), restart.requests()), ((4, Finish::Accepted), 1));
    drop(restart);

    let (address, restart, ending) = (abandoned(), Restart::default(), Ending::default());
    assert_eq!(world.runtime.block_on(fetch_async(address, &restart, &ending)).unwrap(), BODY);
    assert_eq!((ending.told(), restart.requests()), ((4, Finish::Accepted), 1));
    drop(restart);
    world.assert_nothing_is_left();
}

#[test]
fn a_call_gives_up_on_an_absent_listener_before_the_limit() {
    const LIMIT: Duration = Duration::from_millis(200);
    let world = World::new();
    let policy = RetryPolicy::new().stop(stop_before_delay(LIMIT)).wait(wait_fixed(Duration::from_millis(30)));
    let address = abandoned();
    let (outcome, blocking) = policy.call_with_report(|| request(address, PATIENCE));
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    let (outcome, asynchronous) = world.runtime.block_on(policy.call_async_with_report(|| request_async(address)));
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    for report in [blocking, asynchronous] {
        assert_eq!(report.finish, Finish::Stopped);
        // No sleep that would have ended after the limit was begun, and a sleep followed each attempt but the last.
        assert!(report.idle_for < LIMIT && report.idle_for == (report.attempts - 1) * Duration::from_millis(30), "{report:?}");
        assert!((2..=7).contains(&report.attempts), "{report:?}");
    }
    world.assert_nothing_is_left();
}

#[test]
fn a_shutdown_ends_the_wait_for_a_listener() {
    let world = World::new();
    let (address, shutdown) = (abandoned(), tenacity::Event::new());
    let policy = RetryPolicy::new().stop(stop_never()).wait(wait_fixed(Duration::MAX)).cancel(&shutdown);
    let (outcome, report) = world.runtime.block_on(async {
        let call = policy.call_async_with_report(|| request_async(address));
        let ((outcome, report), ()) = tokio::join!(call, async { shutdown.set() });
        (outcome, report)
    });
    assert_eq!((outcome.unwrap_err().kind(), report.finish), (ErrorKind::ConnectionRefused, Finish::Cancelled));
    assert!(report.attempts <= 2, "{report:?}");
    world.assert_nothing_is_left();
}
