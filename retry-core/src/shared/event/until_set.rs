//! Futures that sleep on an event.

use core::pin::Pin;
use core::task::{Context, Poll};

use super::Event;

/// See [`Event::until_set`].
#[cfg(feature = "std")]
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct UntilSet<E>
where
    E: AsRef<Event>,
{
    event: E,
    place: Place,
}

impl<E: AsRef<Event>> UntilSet<E> {
    /// A future that resolves once `event` is set, and owns it: an `Arc`, say, for a task of its own.
    pub fn new(event: E) -> Self {
        let place = Place::new(event.as_ref());
        Self { event, place }
    }
}

impl<E: AsRef<Event>> Future for UntilSet<E> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        this.place.poll(this.event.as_ref(), context)
    }
}

// Nothing is ever pinned inside.
impl<E: AsRef<Event>> Unpin for UntilSet<E> {}

impl<E: AsRef<Event>> Drop for UntilSet<E> {
    fn drop(&mut self) {
        self.place.leave(self.event.as_ref());
    }
}

/// A sleeper's place in the list of an event. Each method is given that event, so that the place can be stored beside its owner.
#[derive(Debug)]
pub(crate) struct Place {
    /// How often the event had been set when this began; as long as that holds, so does the index.
    sets: u64,
    index: Option<usize>,
}

impl Place {
    /// A sleep on `event` that begins now.
    pub(crate) fn new(event: &Event) -> Self {
        Self { sets: event.sleepers().sets, index: None }
    }

    /// Ready once the event was set after the sleep began.
    pub(crate) fn poll(&mut self, event: &Event, context: &Context<'_>) -> Poll<()> {
        if event.is_set() {
            return Poll::Ready(());
        }
        // A waker's clone and drop are its executor's code, and stay outside the lock.
        let waker = context.waker().clone();
        let mut sleepers = event.sleepers();
        if event.is_set_since(self.sets, &sleepers) {
            return Poll::Ready(());
        }
        let (index, earlier) = sleepers.put(self.index, waker);
        self.index = Some(index);
        drop(sleepers);
        drop(earlier);
        Poll::Pending
    }

    /// Gives the place up.
    pub(crate) fn leave(&mut self, event: &Event) {
        let Some(index) = self.index.take() else { return };
        let mut sleepers = event.sleepers();
        // Setting the event takes all wakers out; the index may be another sleeper's by now.
        let waker = if sleepers.sets == self.sets { sleepers.remove(index) } else { None };
        drop(sleepers);
        drop(waker);
    }
}
