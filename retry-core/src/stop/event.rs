use core::fmt;

use super::strategy::Stop;
use crate::shared::event::Event;
use crate::state::RetryState;

/// Stops when `event` is set: for a shutdown, or a user who pressed cancel.
///
/// Pass the event by reference or in an `Arc`.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::{Event, prelude::*};
/// let event = Event::new();
/// let stop = stop_after_attempt(5) | stop_when_event_set(&event);
/// let state = RetryState::at(1, Duration::ZERO);
/// assert!(!stop.should_stop(&state));
/// event.set();
/// assert!(stop.should_stop(&state));
/// ```
///
/// This strategy alone does not interrupt a sleep. To interrupt it too, also give the call [`event.timer()`](Event::timer), or use
/// a policy's `cancel`, which does both.
#[cfg(feature = "std")]
pub const fn stop_when_event_set<E>(event: E) -> StopWhenEventSet<E>
where
    E: AsRef<Event>,
{
    StopWhenEventSet { event }
}

/// See [`stop_when_event_set`].
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` uses it"]
pub struct StopWhenEventSet<E> {
    event: E,
}

impl<E: AsRef<Event>> Stop for StopWhenEventSet<E> {
    #[inline]
    fn should_stop(&self, _: &RetryState) -> bool {
        self.event.as_ref().is_set()
    }

    #[inline]
    fn reads_time(&self) -> bool {
        false
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn the_event_may_be_borrowed_shared_or_static() {
        static EVENT: Event = Event::new();
        let shared = Arc::new(Event::new());
        let stop = stop_when_event_set(&EVENT).or(stop_when_event_set(&shared)) | stop_when_event_set(Arc::clone(&shared));
        let state = RetryState::at(1, Duration::ZERO);
        assert!(!stop.should_stop(&state) && !stop.reads_time());
        shared.set();
        assert!(stop.should_stop(&state));
    }
}
