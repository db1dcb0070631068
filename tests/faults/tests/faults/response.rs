//! Responses that are cut, reset or stalled in the middle.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use tenacity::{Limit, prelude::*};

use crate::client::{request, request_async};
use crate::server::{BODY, Reply, Server};
use crate::world::{Ending, World};

/// Longer than any answer takes, but short enough to give up on a stalled response.
const PATIENCE: Duration = Duration::from_millis(500);

#[retry(stop = stop_after_attempt(4), wait = wait_fixed(1ms), on_finish = |state, _, finish| ending.tell(state, finish))]
fn fetch(address: SocketAddr, ending: &Ending) -> io::Result<String> {
    request(address, PATIENCE)
}

#[retry(
    stop = stop_after_attempt(4),
    wait = wait_fixed(1ms),
    attempt_timeout = PATIENCE,
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
async fn fetch_async(address: SocketAddr, ending: &Ending) -> io::Result<String> {
    request_async(address).await
}

/// Calls both the sync and the async function, each against its own server.
fn fetched(replies: &'static [Reply], check: impl Fn(&io::Result<String>, &Ending, u32)) {
    let world = World::new();
    let (server, ending) = (Server::start(replies), Ending::default());
    check(&fetch(server.address, &ending), &ending, server.requests());
    drop(server);
    let (server, ending) = (Server::start(replies), Ending::default());
    check(&world.runtime.block_on(fetch_async(server.address, &ending)), &ending, server.requests());
    drop(server);
    world.assert_nothing_is_left();
}

fn assert_third_is_answered(replies: &'static [Reply]) {
    fetched(replies, |outcome, ending, requests| {
        assert_eq!(outcome.as_deref().unwrap(), BODY);
        assert_eq!((ending.told(), requests), ((3, Finish::Accepted), 3));
    });
}

fn assert_given_up(replies: &'static [Reply], kind: ErrorKind) {
    fetched(replies, |outcome, ending, requests| {
        assert_eq!(outcome.as_ref().unwrap_err().kind(), kind);
        assert_eq!((ending.told(), requests), ((4, Finish::Stopped), 4));
        assert!(ending.end().elapsed >= 3 * Duration::from_millis(1), "three waits");
    });
}

#[test]
fn a_response_that_is_cut_is_requested_again() {
    assert_third_is_answered(&[Reply::Cut, Reply::Cut, Reply::Answer]);
}

#[test]
fn a_connection_that_is_reset_is_made_again() {
    assert_third_is_answered(&[Reply::Reset, Reply::Reset, Reply::Answer]);
}

#[test]
fn a_response_that_stalls_times_out_and_is_requested_again() {
    assert_third_is_answered(&[Reply::Stall, Reply::Stall, Reply::Answer]);
}

#[test]
fn after_the_last_attempt_the_caller_gets_its_error() {
    assert_given_up(&[Reply::Cut], ErrorKind::UnexpectedEof);
    assert_given_up(&[Reply::Reset], ErrorKind::ConnectionReset);
    assert_given_up(&[Reply::Stall], ErrorKind::TimedOut);
}

#[test]
fn faults_of_every_kind_may_follow_each_other() {
    fetched(&[Reply::Stall, Reply::Reset, Reply::Cut, Reply::Answer], |outcome, ending, requests| {
        assert_eq!(outcome.as_deref().unwrap(), BODY);
        assert_eq!((ending.told(), requests), ((4, Finish::Accepted), 4));
    });
}

#[test]
fn an_error_that_is_not_retried_ends_the_call_immediately() {
    #[retry(retry = retry_if_err(|e| e.kind() != ErrorKind::UnexpectedEof), attempt_timeout = PATIENCE)]
    async fn fetch_whole(address: SocketAddr) -> io::Result<String> {
        request_async(address).await
    }
    let world = World::new();
    let server = Server::start(&[Reply::Cut]);
    assert_eq!(world.runtime.block_on(fetch_whole(server.address)).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    assert_eq!(server.requests(), 1);
    drop(server);
    world.assert_nothing_is_left();
}

#[test]
fn the_limit_of_a_call_ends_it_in_the_middle_of_a_stalled_response() {
    const LIMIT: Duration = Duration::from_secs(1);
    #[retry(
        stop = stop_never(),
        wait = wait_fixed(1ms),
        attempt_timeout = PATIENCE,
        timeout = LIMIT,
        on_finish = |state, _, finish| ending.tell(state, finish),
    )]
    async fn fetch_within(address: SocketAddr, ending: &Ending) -> io::Result<String> {
        request_async(address).await
    }
    let world = World::new();
    let (server, ending) = (Server::start(&[Reply::Stall]), Ending::default());
    let error = world.runtime.block_on(fetch_within(server.address, &ending)).unwrap_err();
    let timed_out = error.get_ref().and_then(|source| source.downcast_ref::<TimedOut>()).unwrap();
    let end = ending.end();
    assert_eq!((timed_out.limit(), timed_out.length(), timed_out.attempts()), (Limit::Call, LIMIT, end.attempts));
    assert_eq!(end.finish, Finish::TimedOut);
    // A busy machine may end the call late, but by less than ten seconds.
    assert!(end.elapsed >= LIMIT && end.elapsed < LIMIT + Duration::from_secs(10), "{end:?}");
    assert!((1..=3).contains(&end.attempts), "{end:?}");
    drop(server);
    world.assert_nothing_is_left();
}

#[test]
fn a_call_that_is_dropped_closes_its_connection() {
    let world = World::new();
    let (server, ending) = (Server::start(&[Reply::Stall]), Ending::default());
    let dropped = world.runtime.block_on(async {
        // The caller gives up in the middle of an attempt.
        tokio::time::timeout(PATIENCE / 2, fetch_async(server.address, &ending)).await
    });
    assert!(dropped.is_err());
    drop(server);
    world.assert_nothing_is_left();
}

#[test]
fn a_call_that_is_aborted_leaves_no_task() {
    #[retry(stop = stop_never(), wait = wait_fixed(1h))]
    async fn fetch_patiently(address: SocketAddr) -> io::Result<String> {
        request_async(address).await
    }
    let world = World::new();
    // The first call sleeps between two attempts; the second is in the middle of an attempt.
    for reply in [&[Reply::Cut], &[Reply::Stall]] {
        let server = Server::start(reply);
        let call = world.runtime.spawn(fetch_patiently(server.address));
        wait_for_sync("the first request", || server.requests() == 1).run().unwrap();
        call.abort();
        assert!(world.runtime.block_on(call).unwrap_err().is_cancelled());
        assert_eq!(server.requests(), 1);
    }
    world.assert_nothing_is_left();
}
