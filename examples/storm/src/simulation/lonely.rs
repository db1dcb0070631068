use std::ops::ControlFlow;
use std::time::Duration;

use super::chance::Chance;
use super::client::{Bound, Client, Failure, LATENCY};

/// The time between the calls.
pub(crate) const EVERY: Duration = Duration::from_secs(30);

/// The results of one client that rarely calls.
pub(crate) struct Lonely {
    calls: u32,
    lost: u32,
    requests: u32,
}

impl Lonely {
    /// Simulates this many calls. Each attempt fails with this probability, independently of the others.
    pub(crate) fn play(bound: Bound, probability: f64, calls: u32) -> Self {
        let client = Client::new(bound);
        let mut fails = Chance::new(probability);
        let mut lonely = Self { calls, lost: 0, requests: 0 };
        for number in 0..calls {
            let mut now = EVERY * number;
            let mut call = client.call(number, now);
            let reply = loop {
                lonely.requests += 1;
                now += LATENCY;
                match call.record(if fails.draw() { Err(Failure) } else { Ok(()) }, now) {
                    ControlFlow::Continue(delay) => now += delay,
                    ControlFlow::Break(reply) => break reply,
                }
            };
            lonely.lost += u32::from(reply.is_err());
        }
        lonely
    }

    /// The share of calls that succeeded.
    pub(crate) fn succeeded(&self) -> f64 {
        1.0 - f64::from(self.lost) / f64::from(self.calls)
    }

    /// The number of requests, as a multiple of the calls.
    pub(crate) fn load(&self) -> f64 {
        f64::from(self.requests) / f64::from(self.calls)
    }
}
