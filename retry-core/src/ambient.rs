//! The time limit of a call around the present one: set while an attempt with a limit is polled, so that it follows the task and a
//! spawned task does not inherit it.

use core::cell::Cell;
use core::time::Duration;
use std::time::Instant;

use crate::testing;

/// What is left of a limit, at a moment of the standard clock. The limit's own clock may be another, but while one poll lasts only
/// real time and skipped sleeps can pass.
#[derive(Clone, Copy, Debug)]
struct Ambient {
    remaining: Duration,
    since: Instant,
    skipped: Duration,
}

impl Ambient {
    // Few calls have a limit around them; the others should not carry this along.
    #[cold]
    #[inline(never)]
    fn remaining(self) -> Duration {
        let skipped = testing::skipped().saturating_sub(self.skipped);
        self.remaining.saturating_sub(self.since.elapsed()).saturating_sub(skipped)
    }
}

std::thread_local! {
    static AMBIENT: Cell<Option<Ambient>> = const { Cell::new(None) };
}

/// What the limits around the present call leave, if there is any.
#[inline]
pub(crate) fn remaining() -> Option<Duration> {
    AMBIENT.get().map(Ambient::remaining)
}

/// Makes `remaining` the limit of all calls that begin or decide until the guard is dropped, unless one further out is closer.
pub(crate) fn enter(remaining: Duration) -> Entered {
    let outer = AMBIENT.get();
    let remaining = outer.map_or(remaining, |outer| remaining.min(outer.remaining()));
    AMBIENT.set(Some(Ambient { remaining, since: Instant::now(), skipped: testing::skipped() }));
    Entered { outer }
}

/// Restores the outer limit, on unwinding too.
#[derive(Debug)]
pub(crate) struct Entered {
    outer: Option<Ambient>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        AMBIENT.set(self.outer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_limit_holds_and_the_outer_one_comes_back() {
        assert_eq!(remaining(), None);
        let outer = enter(Duration::from_secs(3600));
        {
            let _inner = enter(Duration::from_secs(60));
            assert!(remaining().unwrap() <= Duration::from_secs(60));
            let _wider = enter(Duration::MAX);
            assert!(remaining().unwrap() <= Duration::from_secs(60));
        }
        assert!(remaining().unwrap() > Duration::from_secs(60));
        drop(outer);
        assert_eq!(remaining(), None);
    }
}
