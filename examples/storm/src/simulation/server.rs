use std::ops::Range;
use std::time::Duration;

use super::chance::Chance;
use super::client::{Failure, LATENCY, Reply, TIMEOUT};

/// The requests per second that the server can serve.
pub(crate) const CAPACITY: u32 = 1000;
/// The same in the dip.
pub(crate) const CAPACITY_IN_THE_DIP: u32 = 250;
/// The time of the dip.
pub(crate) const DIP: Range<Duration> = Duration::from_secs(20)..Duration::from_secs(30);

/// The share of requests that a flaky server rejects.
pub(crate) const REJECTED: f64 = 0.5;

/// The trouble of the server.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trouble {
    /// The server is slow for a while.
    Dip,
    /// The server never answers.
    Dead,
    /// The server rejects each request with the probability [`REJECTED`]. A rejection costs it nothing.
    Flaky,
}

/// A server with one queue, first come, first served. It cannot detect that a client has given up, so it serves stale requests too.
pub(crate) struct Server {
    trouble: Trouble,
    /// The time at which all queued requests are served.
    free_at: Duration,
    rejects: Chance,
}

impl Server {
    pub(crate) const fn new(trouble: Trouble) -> Self {
        Self { trouble, free_at: Duration::ZERO, rejects: Chance::new(REJECTED) }
    }

    /// Returns the reply to a request, and the time of the reply. If the server does not answer within [`TIMEOUT`], the reply is a failure.
    pub(crate) fn reply(&mut self, now: Duration) -> (Duration, Reply) {
        let patience = now + TIMEOUT;
        self.accept(now).filter(|(at, _)| *at <= patience).unwrap_or((patience, Err(Failure)))
    }

    /// Accepts a request. Returns the time and content of its answer, if it will be answered. Requests never leave the queue early, so both are
    /// known on arrival.
    fn accept(&mut self, now: Duration) -> Option<(Duration, Reply)> {
        let begin = self.free_at.max(now);
        let capacity = match self.trouble {
            Trouble::Dip if DIP.contains(&begin) => CAPACITY_IN_THE_DIP,
            Trouble::Flaky if self.rejects.draw() => return Some((now + LATENCY, Err(Failure))),
            Trouble::Dip | Trouble::Flaky => CAPACITY,
            Trouble::Dead => return None,
        };
        self.free_at = begin + Duration::from_secs(1) / capacity;
        Some((self.free_at, Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_served_one_after_the_other() {
        let (ms, mut server) = (Duration::from_millis, Server::new(Trouble::Dip));
        let mut reply_at = |now| server.accept(now).and_then(|(at, reply)| reply.ok().map(|()| at));
        assert_eq!([ms(0), ms(0), ms(5)].map(&mut reply_at), [Some(ms(1)), Some(ms(2)), Some(ms(6))]);
        assert_eq!([DIP.start, DIP.start, DIP.end].map(&mut reply_at), [ms(20_004), ms(20_008), ms(30_001)].map(Some));
        assert!(Server::new(Trouble::Dead).accept(ms(0)).is_none());
    }

    #[test]
    fn a_rejection_is_quick_and_does_not_delay_other_requests() {
        let mut server = Server::new(Trouble::Flaky);
        let answers = (0..1000).filter_map(|_| server.accept(Duration::ZERO)).collect::<Vec<_>>();
        let rejections = answers.iter().filter(|(_, reply)| reply.is_err()).count();
        assert!((450..550).contains(&rejections), "{rejections}");
        assert!(answers.iter().all(|(at, reply)| reply.is_ok() || *at == LATENCY));
        assert_eq!(server.free_at, LATENCY * u32::try_from(1000 - rejections).unwrap());
    }
}
