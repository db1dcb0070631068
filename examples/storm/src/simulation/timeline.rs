use std::time::Duration;

use super::RATE;
use super::client::Reply;
use super::server::DIP;

/// The requests and calls of each second.
#[derive(PartialEq, Eq)]
pub(crate) struct Timeline {
    seconds: Vec<Second>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Second {
    /// The requests that reached the server in this second, including retries.
    requests: u32,
    /// The calls that began in this second.
    calls: u32,
    /// The calls of this second that failed in the end.
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

    /// Returns the second at this time. The last retries occur after the last call has begun, so the timeline may grow.
    fn second(&mut self, at: Duration) -> &mut Second {
        let index = index(at);
        if self.seconds.len() <= index {
            self.seconds.resize(index + 1, Second::default());
        }
        &mut self.seconds[index]
    }

    /// The seconds from the end of the dip until 99 % of the calls succeed in every later second. `None` if that never happens.
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

    /// The highest number of requests in a second, as a multiple of the normal load.
    pub(crate) fn peak(&self) -> f64 {
        self.loads().fold(0.0, f64::max)
    }

    /// The number of requests, as a multiple of the calls.
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
