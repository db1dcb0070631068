use core::time::Duration;

#[cfg(feature = "tokio")]
pub use self::asynchronous::EventSleep;
use super::ambient::Deadline;
#[cfg(not(feature = "tokio"))]
use super::std::StdTimer as Ordinary;
use super::timer::{BlockingTimer, Clock};
#[cfg(feature = "tokio")]
use super::tokio::TokioTimer as Ordinary;
use crate::shared::event::Event;

/// A timer that ends its sleeps as soon as an [`Event`] is set: blocking sleeps, and async sleeps with the feature `tokio`.
///
/// Use it as the `timer` of a policy together with [`stop_when_event_set`](crate::stop_when_event_set). The timer alone does not end the
/// call: once the event is set, every sleep ends immediately. The clock is Tokio's if the feature `tokio` is on, otherwise the standard
/// library's.
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::{Event, prelude::*};
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
/// # runtime.block_on(async {
/// let event = Event::new();
/// event.set();
/// BlockingTimer::sleep(&event.timer(), Duration::MAX); // returns immediately
/// AsyncTimer::sleep(&event.timer(), Duration::MAX).await; // resolves immediately
/// # });
/// ```
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug)]
pub struct EventTimer<E> {
    event: E,
}

impl<E> EventTimer<E> {
    /// Creates a timer that holds `event`, for example in an `Arc`. [`Event::timer`] borrows it instead.
    pub const fn new(event: E) -> Self {
        Self { event }
    }
}

impl Event {
    /// Returns a timer, blocking and async, that ends its sleeps as soon as the event is set. See [`EventTimer`].
    pub const fn timer(&self) -> EventTimer<&Self> {
        EventTimer::new(self)
    }
}

/// A point in time of an [`EventTimer`].
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug)]
pub struct EventInstant(<Ordinary as Clock>::Instant);

impl<E> Clock for EventTimer<E> {
    type Instant = EventInstant;

    #[inline]
    fn now(&self) -> EventInstant {
        EventInstant(Ordinary.now())
    }

    #[inline]
    fn since(&self, earlier: EventInstant) -> Duration {
        Ordinary.since(earlier.0)
    }

    #[inline]
    fn deadline(&self, start: EventInstant, at: Duration) -> Deadline {
        Ordinary.deadline(start.0, at)
    }
}

impl<E: AsRef<Event>> BlockingTimer for EventTimer<E> {
    fn sleep(&self, delay: Duration) {
        let event = self.event.as_ref();
        // If the event is set, no time passes, and a guard of `testing` has nothing to skip.
        if !event.is_set() && !crate::testing::skips(delay) {
            event.block(delay);
        }
    }

    // Loom does not model parking.
    #[cfg(not(loom))]
    fn sleep_or_event(&self, delay: Duration, event: &Event) -> bool {
        let own = self.event.as_ref();
        event.is_set() || (!own.is_set() && !crate::testing::skips(delay) && event.block_beside(delay, own))
    }
}

#[cfg(feature = "tokio")]
mod asynchronous {
    use core::pin::Pin;
    use core::task::{Context, Poll};
    use core::time::Duration;

    use pin_project_lite::pin_project;
    use tokio::time::Sleep;

    use crate::shared::event::Event;
    use crate::shared::event::until_set::UntilSet;
    use crate::time::event::EventTimer;
    use crate::time::timer::AsyncTimer;
    use crate::time::tokio::TokioTimer;

    impl<E: AsRef<Event> + Clone> AsyncTimer for EventTimer<E> {
        type Sleep = EventSleep<E>;

        fn sleep(&self, delay: Duration) -> EventSleep<E> {
            let delay = if self.event.as_ref().is_set() { Duration::ZERO } else { delay };
            EventSleep { until_set: Some(UntilSet::new(self.event.clone())), sleep: TokioTimer.sleep(delay) }
        }

        // The event ends pauses. An attempt is cut off only by its time limit.
        fn limit(&self, delay: Duration) -> EventSleep<E> {
            EventSleep { until_set: None, sleep: TokioTimer.limit(delay) }
        }
    }

    pin_project! {
        /// The async sleep of an [`EventTimer`].
        #[derive(Debug)]
        #[must_use = "futures do nothing unless you `.await` or poll them"]
        #[cfg(all(feature = "tokio", feature = "std"))]
        pub struct EventSleep<E>
        where
            E: AsRef<Event>,
        {
            until_set: Option<UntilSet<E>>,
            #[pin]
            sleep: Sleep,
        }
    }

    impl<E: AsRef<Event>> Future for EventSleep<E> {
        type Output = ();

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            let this = self.project();
            if this.until_set.as_mut().is_some_and(|until_set| Pin::new(until_set).poll(context).is_ready()) {
                return Poll::Ready(());
            }
            this.sleep.poll(context)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blocking_sleep_takes_its_delay_if_the_event_is_not_set() {
        let (event, delay) = (Event::new(), Duration::from_millis(1));
        let timer = event.timer();
        let start = timer.now();
        BlockingTimer::sleep(&timer, delay);
        assert!(timer.since(start) >= delay);
    }

    #[cfg(feature = "tokio")]
    #[test]
    fn an_async_sleep_ends_after_its_delay_or_with_its_event() {
        use std::sync::Arc;

        use crate::time::timer::AsyncTimer;

        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (event, delay) = (Arc::new(Event::new()), Duration::from_secs(3600));
            let timer = EventTimer::new(Arc::clone(&event));
            let start = timer.now();
            AsyncTimer::sleep(&timer, delay).await;
            assert_eq!(timer.since(start).as_secs(), 3600);

            let sleeper = tokio::spawn(AsyncTimer::sleep(&timer, delay));
            tokio::time::sleep(delay / 2).await;
            event.set();
            sleeper.await.unwrap();
            assert_eq!(timer.since(start).as_secs(), 3600 + 1800);
        });
    }

    #[cfg(feature = "tokio")]
    #[test]
    fn an_event_does_not_cut_an_attempt() {
        use crate::policy::retry_policy::RetryPolicy;
        use crate::stop::attempts::stop_after_attempt;

        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (event, minute) = (Event::new(), Duration::from_secs(60));
            event.set();
            let policy = RetryPolicy::new().stop(stop_after_attempt(2)).timer(event.timer()).attempt_timeout(minute);
            let slow = policy.call_async_with_report(|| async {
                tokio::time::sleep(minute / 2).await;
                Some(1)
            });
            let (outcome, report) = slow.await;
            assert_eq!((outcome, report.attempts), (Some(1), 1));
            let (outcome, report) = policy.call_async_with_report(core::future::pending::<Option<u8>>).await;
            assert_eq!((outcome, report.attempts, report.elapsed), (None, 2, 2 * minute), "its sleep ends immediately");
        });
    }
}
