//! A fleet, its server and their calls as discrete events in virtual time. The simulation reads no clock and never sleeps.

use std::ops::ControlFlow;
use std::time::Duration;

use tenacity::prelude::*;

pub(crate) use self::client::Bound;
use self::client::{Call, Client, Reply};
use self::events::Events;
pub(crate) use self::lonely::{EVERY, Lonely};
use self::server::Server;
pub(crate) use self::server::{CAPACITY, CAPACITY_IN_THE_DIP, DIP, REJECTED, Trouble};
pub(crate) use self::timeline::Timeline;

mod chance;
mod client;
mod events;
#[cfg(test)]
mod layered;
mod lonely;
mod server;
mod strict;
mod timeline;
mod window;

/// The calls per second that the whole fleet makes, whatever its size.
pub(crate) const RATE: u32 = 700;
/// A seed that is not a call's number. A call's number seeds its delays.
const SEED_OF_THE_MOMENTS: u64 = u64::MAX;

enum Event<'a> {
    /// A client makes the call with this number.
    Call(u32),
    /// A client's delay before another attempt has ended.
    Retry(Call<'a>),
    /// A client has its answer, or has stopped waiting for it.
    Reply(Call<'a>, Reply),
}

/// The trouble of the server, and the calls that clients make meanwhile.
pub(crate) struct Scenario {
    trouble: Trouble,
    time: Duration,
    /// The start and the number of each call.
    calls: Vec<(Duration, u32)>,
}

impl Scenario {
    /// Draws the moments of the calls evenly from the whole time. This is a Poisson process with a known count.
    pub(crate) fn new(trouble: Trouble, time: Duration) -> Self {
        let count = RATE * u32::try_from(time.as_secs()).expect("it is minutes");
        let draw = wait_random(Duration::ZERO, time);
        let moment = |number| draw.delay(&RetryState::at(number, Duration::ZERO).with_seed(SEED_OF_THE_MOMENTS));
        let mut calls = (0..count).map(|number| (moment(number), number)).collect::<Vec<_>>();
        calls.sort_unstable();
        Self { trouble, time, calls }
    }

    /// Simulates the scenario with this many clients, which share the calls equally.
    pub(crate) fn play(&self, bound: Bound, clients: u32) -> Timeline {
        let fleet = (0..clients).map(|_| Client::new(bound)).collect::<Vec<_>>();
        let mut calls = self.calls.iter().copied();
        let mut server = Server::new(self.trouble);
        let mut timeline = Timeline::new(self.time);
        let mut events = Events::new();
        let mut plan_next_call = |events: &mut Events<_>| {
            if let Some((at, number)) = calls.next() {
                events.plan(at, Event::Call(number));
            }
        };
        plan_next_call(&mut events);
        while let Some((now, event)) = events.next() {
            let call = match event {
                Event::Call(number) => {
                    plan_next_call(&mut events);
                    fleet[(number % clients) as usize].call(number, now)
                }
                Event::Retry(call) => call,
                Event::Reply(mut call, reply) => {
                    match call.record(reply, now) {
                        ControlFlow::Continue(delay) => events.plan(now + delay, Event::Retry(call)),
                        ControlFlow::Break(reply) => timeline.end(call.start(), reply),
                    }
                    continue;
                }
            };
            timeline.request(now);
            let (at, reply) = server.reply(now);
            events.plan(at, Event::Reply(call, reply));
        }
        timeline
    }
}
