//! The clock of a call that began in an earlier process.

use core::time::Duration;

use super::ambient::Deadline;
use super::timer::{AsyncTimer, Clock};

/// A timer on which the call began `before` an instant of the inner timer. So the limits of a call count its earlier parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resumed<'t, T> {
    pub(crate) timer: &'t T,
    pub(crate) before: Duration,
}

impl<T: Clock> Clock for Resumed<'_, T> {
    type Instant = T::Instant;

    fn now(&self) -> T::Instant {
        self.timer.now()
    }

    fn since(&self, start: T::Instant) -> Duration {
        self.before.saturating_add(self.timer.since(start))
    }

    fn deadline(&self, start: T::Instant, at: Duration) -> Deadline {
        self.timer.deadline(start, at.saturating_sub(self.before))
    }
}

impl<T: AsyncTimer> AsyncTimer for Resumed<'_, T> {
    type Sleep = T::Sleep;

    fn sleep(&self, delay: Duration) -> T::Sleep {
        self.timer.sleep(delay)
    }

    fn limit(&self, delay: Duration) -> T::Sleep {
        self.timer.limit(delay)
    }
}
