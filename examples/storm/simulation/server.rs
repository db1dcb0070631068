use std::ops::Range;
use std::time::Duration;

/// The requests per second that the server can serve.
pub(crate) const CAPACITY: u32 = 1000;
/// The same in the dip.
pub(crate) const CAPACITY_IN_THE_DIP: u32 = 250;
/// When the dip is.
pub(crate) const DIP: Range<Duration> = Duration::from_secs(20)..Duration::from_secs(30);

/// What befalls the server.
#[derive(Clone, Copy)]
pub(crate) enum Trouble {
    /// It is slow for a while.
    Dip,
    /// It never answers.
    Dead,
}

/// A server with one queue, first come, first served. It cannot know that a client has given up, so it serves stale requests like any.
pub(crate) struct Server {
    trouble: Trouble,
    /// When it will have served all that is queued.
    free_at: Duration,
}

impl Server {
    pub(crate) const fn new(trouble: Trouble) -> Self {
        Self { trouble, free_at: Duration::ZERO }
    }

    /// Queues a request; tells when its answer will come, if ever. Nobody leaves the queue, so that is known at once.
    pub(crate) fn accept(&mut self, now: Duration) -> Option<Duration> {
        let begin = self.free_at.max(now);
        let capacity = match self.trouble {
            Trouble::Dip if DIP.contains(&begin) => CAPACITY_IN_THE_DIP,
            Trouble::Dip => CAPACITY,
            Trouble::Dead => return None,
        };
        self.free_at = begin + Duration::from_secs(1) / capacity;
        Some(self.free_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_serves_one_request_after_the_other() {
        let (ms, mut server) = (Duration::from_millis, Server::new(Trouble::Dip));
        assert_eq!([ms(0), ms(0), ms(5)].map(|now| server.accept(now)), [Some(ms(1)), Some(ms(2)), Some(ms(6))]);
        assert_eq!([DIP.start, DIP.start, DIP.end].map(|now| server.accept(now)), [ms(20_004), ms(20_008), ms(30_001)].map(Some));
        assert_eq!(Server::new(Trouble::Dead).accept(ms(0)), None);
    }
}
