//! The same faults seen by an HTTP client with its own tasks and connection pool.

use tenacity::prelude::*;

use crate::server::{BODY, Reply, Server};
use crate::world::{Ending, World};

#[retry(
    stop = stop_after_attempt(4),
    wait = wait_fixed(1ms),
    attempt_timeout = 500ms,
    on_finish = |state, _, finish| ending.tell(state, finish),
)]
async fn fetch(client: &reqwest::Client, url: &str, ending: &Ending) -> anyhow::Result<String> {
    Ok(client.get(url).send().await?.error_for_status()?.text().await?)
}

fn fetched(replies: &'static [Reply], check: impl Fn(anyhow::Result<String>, &Ending, u32)) {
    let world = World::new();
    let (server, ending) = (Server::start(replies), Ending::default());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let outcome = world.runtime.block_on(fetch(&client, &format!("http://{}/", server.address), &ending));
    check(outcome, &ending, server.requests());
    drop((client, server));
    world.assert_nothing_is_left();
}

#[test]
fn a_call_recovers_from_every_kind_of_fault() {
    fetched(&[Reply::Cut, Reply::Reset, Reply::Stall, Reply::Answer], |outcome, ending, requests| {
        assert_eq!(outcome.unwrap(), BODY);
        assert_eq!((ending.told(), requests), ((4, Finish::Accepted), 4));
    });
}

#[test]
fn a_call_gives_up_on_a_server_that_stalls_forever() {
    fetched(&[Reply::Stall], |outcome, ending, requests| {
        let error = outcome.unwrap_err();
        let timed_out = error.downcast_ref::<TimedOut>().unwrap();
        assert_eq!((timed_out.attempts(), ending.told(), requests), (4, (4, Finish::Stopped), 4));
    });
}

#[test]
fn a_call_gives_up_on_a_server_that_resets_every_connection() {
    fetched(&[Reply::Reset], |outcome, ending, requests| {
        assert!(caused_by::<std::io::Error>(&*outcome.unwrap_err()));
        assert_eq!((ending.told(), requests), ((4, Finish::Stopped), 4));
    });
}
