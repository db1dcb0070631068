pub(crate) mod until_set;

use core::fmt;
#[cfg(not(loom))]
use core::pin::Pin;
#[cfg(not(loom))]
use core::task::Context;
use core::task::Waker;
use core::time::Duration;
use std::sync::PoisonError;
use std::vec::Vec;

pub(crate) use self::until_set::Place;
pub use self::until_set::UntilSet;
use super::atomic::{AtomicBool, Condvar, Mutex, MutexGuard, Ordering, const_fn};

/// Wakes the thread that blocks on two events.
#[cfg(not(loom))]
struct Unpark(std::thread::Thread);

#[cfg(not(loom))]
impl std::task::Wake for Unpark {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.unpark();
    }
}

#[cfg(not(loom))]
std::thread_local! {
    // One waker per thread, so only the first sleep of a thread allocates.
    static UNPARK: Waker = Waker::from(std::sync::Arc::new(Unpark(std::thread::current())));
}

/// A flag that wakes everything that sleeps on it. Use it to end retries from outside, for example at shutdown.
///
/// Share it as a `static`, by reference or in an `Arc`. With the key `cancel = &EVENT`, a call ends as soon as the event is set, even
/// in the middle of a sleep:
///
/// ```
/// use std::thread;
/// use tenacity::{Event, prelude::*};
///
/// static SHUTDOWN: Event = Event::new();
///
/// #[retry(stop = stop_never(), wait = wait_fixed(1h), cancel = &SHUTDOWN)]
/// fn poll_for_job() -> Option<u32> {
///     None
/// }
///
/// let worker = thread::spawn(poll_for_job);
/// SHUTDOWN.set();
/// assert_eq!(worker.join().unwrap(), None);
/// ```
///
/// Two other ways do half of this. [`stop_when_event_set`](crate::stop_when_event_set) ends a call after its next attempt, and
/// [`timer`](Self::timer) ends sleeps:
///
/// ```
/// use std::{thread, time::Duration};
/// use tenacity::{Event, prelude::*};
///
/// static SHUTDOWN: Event = Event::new();
///
/// let sleeper = thread::spawn(|| BlockingTimer::sleep(&SHUTDOWN.timer(), Duration::MAX));
/// SHUTDOWN.set();
/// sleeper.join().unwrap();
///
/// assert!(stop_when_event_set(&SHUTDOWN).should_stop(&RetryState::at(1, Duration::ZERO)));
/// ```
///
/// A `set` that is immediately followed by [`clear`](Self::clear) is a pulse. It cancels every call that sleeps at that moment, but not a
/// call that is in an attempt.
///
/// # Signals
///
/// Do not call [`set`](Self::set) in a signal handler: it takes a lock, and a handler that interrupts the lock's holder would deadlock.
/// Instead, set the event in code that a signal wakes. Examples are a task that awaits `tokio::signal::ctrl_c()`, or a thread that
/// iterates over `signal_hook::iterator::Signals`. The callback of the `ctrlc` crate runs on its own thread, so it can set the event, too.
///
/// # Memory
///
/// A sleeping future takes a place in a list behind a lock. The list keeps its capacity until the event is set. So a sleep allocates only
/// if more futures sleep concurrently than ever before.
#[cfg(feature = "std")]
pub struct Event {
    set: AtomicBool,
    sleepers: Mutex<Sleepers>,
    woken: Condvar,
}

struct Sleepers {
    /// The number of times that the event was set. By it, a sleeper notices that its place is gone, and that the event was set even if it
    /// has been cleared again.
    sets: u64,
    places: Vec<Option<Waker>>,
    /// The places without a waker.
    free: Vec<usize>,
}

impl Sleepers {
    /// Puts `waker` at `place`, or at a free place. Returns the place, and the waker that was there before.
    fn put(&mut self, place: Option<usize>, waker: Waker) -> (usize, Option<Waker>) {
        if let Some(place) = place.or_else(|| self.free.pop()) {
            return (place, self.places[place].replace(waker));
        }
        self.places.push(Some(waker));
        (self.places.len() - 1, None)
    }

    fn remove(&mut self, place: usize) -> Option<Waker> {
        self.free.push(place);
        self.places[place].take()
    }
}

impl Event {
    const_fn! {
        /// Creates an event that is not set.
        #[must_use]
        pub const fn new() -> Self {
            let sleepers = Sleepers { sets: 0, places: Vec::new(), free: Vec::new() };
            Self { set: AtomicBool::new(false), sleepers: Mutex::new(sleepers), woken: Condvar::new() }
        }
    }

    /// Sets the event, and wakes everything that sleeps on it. It stays set until [`clear`](Self::clear).
    ///
    /// It takes a lock, so do not call it in [signal handlers](Self#signals).
    pub fn set(&self) {
        let mut sleepers = self.sleepers();
        self.set.store(true, Ordering::Release);
        sleepers.sets = sleepers.sets.wrapping_add(1);
        let wakers = core::mem::take(&mut sleepers.places);
        sleepers.free.clear();
        drop(sleepers);
        self.woken.notify_all();
        // A waker runs code of its executor, which may use this event again.
        wakers.into_iter().flatten().for_each(Waker::wake);
    }

    /// Returns whether the event is set.
    #[must_use]
    #[inline]
    pub fn is_set(&self) -> bool {
        self.set.load(Ordering::Acquire)
    }

    /// Clears the event, so it can be set again. Sleeps that it has ended stay ended, and their calls stay cancelled.
    pub fn clear(&self) {
        self.set.store(false, Ordering::Release);
    }

    /// Returns a future that resolves once the event is set, immediately if it already is. It works on any runtime.
    ///
    /// ```
    /// # use tenacity::Event;
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # runtime.block_on(async {
    /// let event = Event::new();
    /// event.set();
    /// event.until_set().await;
    /// # });
    /// ```
    pub fn until_set(&self) -> UntilSet<&Self> {
        UntilSet::new(self)
    }

    /// Blocks for `delay`, or until the event is set. Returns whether it was set.
    pub(crate) fn block(&self, delay: Duration) -> bool {
        let sleepers = self.sleepers();
        let sets = sleepers.sets;
        let woken = self.woken.wait_timeout_while(sleepers, delay, |sleepers| !self.is_set_since(sets, sleepers));
        drop(woken.unwrap_or_else(PoisonError::into_inner));
        self.is_set_since(sets, &self.sleepers())
    }

    /// Blocks for `delay`, or until this event or `other` is set. Returns whether this event was set.
    #[cfg(not(loom))]
    pub(crate) fn block_beside(&self, delay: Duration, other: &Self) -> bool {
        let start = std::time::Instant::now();
        let (mut this, mut other) = (self.until_set(), other.until_set());
        UNPARK.with(|waker| {
            let mut context = Context::from_waker(waker);
            loop {
                let is_set = Pin::new(&mut this).poll(&mut context).is_ready();
                let left = delay.saturating_sub(start.elapsed());
                if is_set || left.is_zero() || Pin::new(&mut other).poll(&mut context).is_ready() {
                    return is_set;
                }
                std::thread::park_timeout(left);
            }
        })
    }

    fn is_set_since(&self, sets: u64, sleepers: &Sleepers) -> bool {
        self.is_set() || sleepers.sets != sets
    }

    fn sleepers(&self) -> MutexGuard<'_, Sleepers> {
        // A panic while the lock is held cannot leave `Sleepers` inconsistent.
        self.sleepers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Event {
    fn default() -> Self {
        Self::new()
    }
}

impl AsRef<Self> for Event {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").field("set", &self.is_set()).finish_non_exhaustive()
    }
}

#[cfg(all(test, not(loom)))]
pub(crate) mod tests {
    use core::sync::atomic::AtomicU32;
    use core::task::Poll;
    use std::sync::Arc;
    use std::task::Wake;
    use std::thread;

    use super::*;

    #[derive(Default)]
    struct Wakes(AtomicU32);

    impl Wake for Wakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    impl Wakes {
        fn poll(self: &Arc<Self>, future: &mut (impl Future<Output = ()> + Unpin)) -> Poll<()> {
            Pin::new(future).poll(&mut Context::from_waker(&Waker::from(Arc::clone(self))))
        }

        fn count(&self) -> u32 {
            self.0.load(Ordering::Relaxed)
        }
    }

    #[test]
    fn an_event_is_set_until_it_is_cleared() {
        let event = Event::new();
        assert!(!event.is_set());
        event.set();
        event.set();
        assert!(event.is_set());
        event.clear();
        assert!(!event.is_set());
    }

    #[test]
    fn setting_the_event_wakes_every_sleeping_thread() {
        static EVENT: Event = Event::new();
        let sleepers = [(); 4].map(|()| thread::spawn(|| EVENT.block(Duration::MAX)));
        EVENT.set();
        for sleeper in sleepers {
            sleeper.join().unwrap();
        }
        assert!(EVENT.block(Duration::MAX));
    }

    #[test]
    fn a_thread_blocks_on_two_events_and_returns_which_was_set() {
        static OTHER: Event = Event::new();
        let (event, delay) = (Event::new(), Duration::from_millis(1));
        assert!(!event.block_beside(delay, &OTHER) && !event.block(delay));
        let sleepers = [(); 3].map(|()| thread::spawn(|| Event::new().block_beside(Duration::MAX, &OTHER)));
        OTHER.set();
        assert_eq!(sleepers.map(|sleeper| sleeper.join().unwrap()), [false; 3]);
        event.set();
        assert!(event.block_beside(Duration::MAX, &OTHER) && event.block_beside(Duration::MAX, &event));
    }

    #[test]
    fn every_sleeping_future_is_woken_once() {
        let (event, wakes) = (Event::new(), Arc::new(Wakes::default()));
        let (mut a, mut b) = (event.until_set(), event.until_set());
        assert_eq!([wakes.poll(&mut a), wakes.poll(&mut b), wakes.poll(&mut b)], [Poll::Pending; 3]);
        event.set();
        assert_eq!(wakes.count(), 2);
        assert_eq!([wakes.poll(&mut a), wakes.poll(&mut b)], [Poll::Ready(()); 2]);
        event.set();
        assert_eq!(wakes.count(), 2);
    }

    #[test]
    fn an_event_cleared_immediately_still_wakes() {
        let (event, wakes) = (Event::new(), Arc::new(Wakes::default()));
        let mut sleeping = event.until_set();
        assert_eq!(wakes.poll(&mut sleeping), Poll::Pending);
        event.set();
        event.clear();
        assert_eq!(wakes.poll(&mut sleeping), Poll::Ready(()));
        assert_eq!(wakes.poll(&mut event.until_set()), Poll::Pending);
    }

    #[test]
    fn a_dropped_future_removes_its_waker() {
        let (event, wakes) = (Arc::new(Event::new()), Arc::new(Wakes::default()));
        let mut sleeping = UntilSet::new(Arc::clone(&event));
        assert_eq!(wakes.poll(&mut sleeping), Poll::Pending);
        assert_eq!(Arc::strong_count(&wakes), 2);
        drop(sleeping);
        assert_eq!(Arc::strong_count(&wakes), 1);
        event.set();
        assert_eq!(wakes.count(), 0);
    }

    #[test]
    fn a_future_woken_by_an_earlier_set_does_not_remove_later_wakers() {
        let (event, wakes) = (Event::new(), Arc::new(Wakes::default()));
        let mut early = event.until_set();
        assert_eq!(wakes.poll(&mut early), Poll::Pending);
        event.set();
        event.clear();
        let (mut a, mut b) = (event.until_set(), event.until_set());
        assert_eq!([wakes.poll(&mut a), wakes.poll(&mut b)], [Poll::Pending; 2]);
        drop(early);
        event.set();
        assert_eq!(wakes.count(), 3);
    }

    #[test]
    fn successive_sleepers_share_places() {
        let (event, wakes) = (Event::new(), Arc::new(Wakes::default()));
        let mut constant = event.until_set();
        assert_eq!(wakes.poll(&mut constant), Poll::Pending);
        for _ in 0..100 {
            assert_eq!(wakes.poll(&mut event.until_set()), Poll::Pending);
        }
        assert_eq!(event.sleepers().places.len(), 2);
        event.set();
        assert_eq!(wakes.count(), 1);
    }

    #[test]
    fn only_the_latest_waker_of_a_future_is_woken() {
        let (event, first, second) = (Event::new(), Arc::new(Wakes::default()), Arc::new(Wakes::default()));
        let mut sleeping = event.until_set();
        assert_eq!([first.poll(&mut sleeping), second.poll(&mut sleeping)], [Poll::Pending; 2]);
        event.set();
        assert_eq!((first.count(), second.count()), (0, 1));
    }
}
