use std::time::Duration;

use super::RATE;
use super::client::Reply;
use super::server::DIP;

/// What happened, second by second.
pub(crate) struct Timeline {
    seconds: Vec<Second>,
}

#[derive(Clone, Copy, Default)]
struct Second {
    /// Requests that reached the server in it, retries included.
    requests: u32,
    /// Calls that began in it.
    calls: u32,
    /// Those of them that failed in the end.
    lost: u32,
}

impl Timeline {
    pub(crate) fn new(time: Duration) -> Self {
        Self { seconds: vec![Second::default(); index(time)] }
    }

    pub(crate) fn request(&mut self, now: Duration) {
        self.second(now).requests += 1;
    }

    pub(crate) fn end(&mut self, start: Duration, reply: Reply) {
        let second = self.second(start);
        second.calls += 1;
        second.lost += u32::from(reply.is_err());
    }

    /// The last retries come after the last call has begun.
    fn second(&mut self, at: Duration) -> &mut Second {
        let index = index(at);
        if self.seconds.len() <= index {
            self.seconds.resize(index + 1, Second::default());
        }
        &mut self.seconds[index]
    }

    /// How long after the dip the first second comes from which on 99 % of the calls of each second succeed, if it comes.
    pub(crate) fn recovery(&self) -> Option<u32> {
        let is_bad = |second: &Second| second.lost * 100 > second.calls;
        let good_from = self.seconds.iter().rposition(is_bad).map_or(0, |last_bad| last_bad + 1);
        let is_good_in_the_end = self.seconds.get(good_from).is_some_and(|second| second.calls > 0);
        is_good_in_the_end.then(|| u32::try_from(good_from.saturating_sub(index(DIP.end))).expect("it is minutes"))
    }

    /// The share of calls that failed.
    pub(crate) fn lost(&self) -> f64 {
        self.sum(|second| second.lost) / self.sum(|second| second.calls)
    }

    /// The requests of each second, as a multiple of the normal load.
    pub(crate) fn loads(&self) -> impl Iterator<Item = f64> {
        self.seconds.iter().map(|second| f64::from(second.requests) / f64::from(RATE))
    }

    /// The most requests in a second, as a multiple of the normal load.
    pub(crate) fn peak(&self) -> f64 {
        self.loads().fold(0.0, f64::max)
    }

    /// All requests, as a multiple of the calls.
    pub(crate) fn load(&self) -> f64 {
        self.sum(|second| second.requests) / self.sum(|second| second.calls)
    }

    fn sum(&self, of: impl Fn(&Second) -> u32) -> f64 {
        f64::from(self.seconds.iter().map(of).sum::<u32>())
    }
}

fn index(time: Duration) -> usize {
    usize::try_from(time.as_secs()).expect("it is minutes")
}
