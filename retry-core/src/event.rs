use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::sync::PoisonError;
use std::vec::Vec;

use crate::atomic::{AtomicBool, Condvar, Mutex, MutexGuard, Ordering, const_fn};
use crate::timer::EventTimer;

/// A flag that wakes whoever sleeps on it: for ending retries from outside, at shutdown for instance.
///
/// It is shared as a `static`, by reference or in an `Arc`. [`stop_when_event_set`](crate::stop_when_event_set) ends a call once
/// it is set, and [`timer`](Self::timer) ends the sleep before that:
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
/// A sleeping future takes a place in a list, behind a lock. The list keeps its room until the event is set, so a sleep allocates only
/// when more futures sleep at once than ever before.
#[cfg(feature = "std")]
pub struct Event {
    set: AtomicBool,
    sleepers: Mutex<Sleepers>,
    woken: Condvar,
}

struct Sleepers {
    /// How often the event was set: a sleeper also notices what was cleared again before it could look, and that its place is gone.
    sets: u64,
    places: Vec<Option<Waker>>,
    /// The places that hold none.
    free: Vec<usize>,
}

impl Sleepers {
    /// Puts `waker` at its place, or at a free one; also what was there before.
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
        /// An event that is not set.
        #[must_use]
        pub const fn new() -> Self {
            let sleepers = Sleepers { sets: 0, places: Vec::new(), free: Vec::new() };
            Self { set: AtomicBool::new(false), sleepers: Mutex::new(sleepers), woken: Condvar::new() }
        }
    }

    /// Sets the event, and wakes all who sleep on it. It stays set until [`clear`](Self::clear).
    pub fn set(&self) {
        let mut sleepers = self.sleepers();
        self.set.store(true, Ordering::Release);
        sleepers.sets = sleepers.sets.wrapping_add(1);
        let wakers = core::mem::take(&mut sleepers.places);
        sleepers.free.clear();
        drop(sleepers);
        self.woken.notify_all();
        // A waker runs code of its executor's, which may well come back to this event.
        wakers.into_iter().flatten().for_each(Waker::wake);
    }

    /// Whether the event is set.
    #[must_use]
    #[inline]
    pub fn is_set(&self) -> bool {
        self.set.load(Ordering::Acquire)
    }

    /// Makes the event ready to be set again. Who was woken by it stays awake.
    pub fn clear(&self) {
        self.set.store(false, Ordering::Release);
    }

    /// A timer, blocking and async, whose sleeps end as soon as the event is set. See [`EventTimer`].
    pub const fn timer(&self) -> EventTimer<&Self> {
        EventTimer::new(self)
    }

    /// A future that resolves once the event is set, at once if it is. It needs no particular runtime.
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

    /// Blocks for `delay`, or until the event is set.
    pub(crate) fn block(&self, delay: Duration) {
        let sleepers = self.sleepers();
        let sets = sleepers.sets;
        let woken = self.woken.wait_timeout_while(sleepers, delay, |sleepers| !self.is_set_since(sets, sleepers));
        drop(woken.unwrap_or_else(PoisonError::into_inner));
    }

    fn is_set_since(&self, sets: u64, sleepers: &Sleepers) -> bool {
        self.is_set() || sleepers.sets != sets
    }

    fn sleepers(&self) -> MutexGuard<'_, Sleepers> {
        // What the lock protects is whole between any two statements.
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

/// See [`Event::until_set`].
#[cfg(feature = "std")]
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct UntilSet<E>
where
    E: AsRef<Event>,
{
    event: E,
    /// How often the event had been set when this began; as long as that holds, so does the place.
    sets: u64,
    place: Option<usize>,
}

impl<E: AsRef<Event>> UntilSet<E> {
    /// A future that resolves once `event` is set, and owns it: an `Arc`, say, for a task of its own.
    pub fn new(event: E) -> Self {
        let sets = event.as_ref().sleepers().sets;
        Self { event, sets, place: None }
    }
}

impl<E: AsRef<Event>> Future for UntilSet<E> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let event = this.event.as_ref();
        if event.is_set() {
            return Poll::Ready(());
        }
        // A waker's clone and drop are its executor's code, and stay outside the lock.
        let waker = context.waker().clone();
        let mut sleepers = event.sleepers();
        if event.is_set_since(this.sets, &sleepers) {
            return Poll::Ready(());
        }
        let (place, earlier) = sleepers.put(this.place, waker);
        this.place = Some(place);
        drop(sleepers);
        drop(earlier);
        Poll::Pending
    }
}

// Nothing is ever pinned inside.
impl<E: AsRef<Event>> Unpin for UntilSet<E> {}

impl<E: AsRef<Event>> Drop for UntilSet<E> {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            let mut sleepers = self.event.as_ref().sleepers();
            // Whoever set it took all wakers; the place may be another's by now.
            let waker = if sleepers.sets == self.sets { sleepers.remove(place) } else { None };
            drop(sleepers);
            drop(waker);
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use core::sync::atomic::AtomicU32;
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
    fn every_sleeping_thread_wakes_when_it_is_set() {
        static EVENT: Event = Event::new();
        let sleepers = [(); 4].map(|()| thread::spawn(|| EVENT.block(Duration::MAX)));
        EVENT.set();
        for sleeper in sleepers {
            sleeper.join().unwrap();
        }
        EVENT.block(Duration::MAX);
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
    fn what_was_cleared_at_once_still_wakes() {
        let (event, wakes) = (Event::new(), Arc::new(Wakes::default()));
        let mut sleeping = event.until_set();
        assert_eq!(wakes.poll(&mut sleeping), Poll::Pending);
        event.set();
        event.clear();
        assert_eq!(wakes.poll(&mut sleeping), Poll::Ready(()));
        assert_eq!(wakes.poll(&mut event.until_set()), Poll::Pending);
    }

    #[test]
    fn a_dropped_future_leaves_no_waker_behind() {
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
    fn a_future_that_outlives_the_event_being_set_leaves_the_next_ones_alone() {
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
    fn sleepers_that_come_and_go_share_places() {
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
    fn the_latest_waker_is_the_one_that_is_woken() {
        let (event, first, second) = (Event::new(), Arc::new(Wakes::default()), Arc::new(Wakes::default()));
        let mut sleeping = event.until_set();
        assert_eq!([first.poll(&mut sleeping), second.poll(&mut sleeping)], [Poll::Pending; 2]);
        event.set();
        assert_eq!((first.count(), second.count()), (0, 1));
    }
}
