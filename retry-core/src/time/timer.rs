use core::time::Duration;

#[cfg(feature = "std")]
use super::ambient::Deadline;
#[cfg(feature = "std")]
use crate::shared::event::Event;

/// A monotonic clock.
pub trait Clock {
    /// A point in time of this clock.
    type Instant: Copy;

    /// Returns the current time.
    fn now(&self) -> Self::Instant;

    /// Returns the time since `earlier`, or zero if the clock went backwards.
    fn since(&self, earlier: Self::Instant) -> Duration;

    /// Returns the moment `at` after `start` as a limit around calls. See [`ambient`](crate::ambient).
    #[cfg(feature = "std")]
    fn deadline(&self, start: Self::Instant, at: Duration) -> Deadline {
        Deadline::sampled(at.saturating_sub(self.since(start)))
    }
}

/// A timer that blocks the thread, for sync retries.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a blocking timer",
    label = "expected a blocking timer",
    note = "a sync function sleeps with a `tenacity::BlockingTimer`; without `timer = …` that is `tenacity::StdTimer`"
)]
pub trait BlockingTimer: Clock {
    /// Blocks for `delay`.
    fn sleep(&self, delay: Duration);

    /// Blocks for `delay`, or until `event` is set, whichever comes first. Returns whether the event was set. A call with `cancel` sleeps
    /// this way.
    ///
    /// The timers of this crate wake immediately when the event is set. The default implementation, for a timer of your own, cannot
    /// wake its `sleep`: it checks the event before and after.
    #[cfg(feature = "std")]
    fn sleep_or_event(&self, delay: Duration, event: &Event) -> bool {
        if !event.is_set() {
            self.sleep(delay);
        }
        event.is_set()
    }
}

/// A timer that yields to the executor, for async retries.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async timer",
    label = "expected an async timer",
    note = "an async function sleeps with a `tenacity::AsyncTimer`; without `timer = …` that is `tenacity::TokioTimer`"
)]
pub trait AsyncTimer: Clock {
    /// A future that resolves when the delay is over.
    type Sleep: Future<Output = ()>;

    /// Returns a future that resolves after `delay`.
    fn sleep(&self, delay: Duration) -> Self::Sleep;

    /// Returns a future that resolves after `delay`, when a time limit cuts work off. It is not a pause, so the guards of `testing` do
    /// not skip it. The default is [`sleep`](Self::sleep).
    fn limit(&self, delay: Duration) -> Self::Sleep {
        self.sleep(delay)
    }
}

impl<T: Clock + ?Sized> Clock for &T {
    type Instant = T::Instant;

    #[inline]
    fn now(&self) -> Self::Instant {
        (**self).now()
    }

    #[inline]
    fn since(&self, earlier: Self::Instant) -> Duration {
        (**self).since(earlier)
    }

    #[cfg(feature = "std")]
    #[inline]
    fn deadline(&self, start: Self::Instant, at: Duration) -> Deadline {
        (**self).deadline(start, at)
    }
}

impl<T: BlockingTimer + ?Sized> BlockingTimer for &T {
    #[inline]
    fn sleep(&self, delay: Duration) {
        (**self).sleep(delay);
    }

    #[cfg(feature = "std")]
    #[inline]
    fn sleep_or_event(&self, delay: Duration, event: &Event) -> bool {
        (**self).sleep_or_event(delay, event)
    }
}

impl<T: AsyncTimer + ?Sized> AsyncTimer for &T {
    type Sleep = T::Sleep;

    #[inline]
    fn sleep(&self, delay: Duration) -> Self::Sleep {
        (**self).sleep(delay)
    }

    #[inline]
    fn limit(&self, delay: Duration) -> Self::Sleep {
        (**self).limit(delay)
    }
}
