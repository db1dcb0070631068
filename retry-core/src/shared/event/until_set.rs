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
    /// Creates a future that owns `event`, for example an `Arc`, and resolves once the event is set. Use it in a spawned task.
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

// Nothing is pinned inside.
impl<E: AsRef<Event>> Unpin for UntilSet<E> {}

impl<E: AsRef<Event>> Drop for UntilSet<E> {
    fn drop(&mut self) {
        self.place.leave(self.event.as_ref());
    }
}

/// A sleeper's place in the list of an event. Each method takes that event as an argument, so the place does not borrow it.
#[derive(Debug)]
pub(crate) struct Place {
    /// The number of times that the event had been set when the sleep began. The index is valid as long as this number is current.
    sets: u64,
    index: Option<usize>,
}

impl Place {
    /// Begins a sleep on `event`.
    pub(crate) fn new(event: &Event) -> Self {
        Self { sets: event.sleepers().sets, index: None }
    }

    /// Returns ready once the event is set, or was set after the sleep began.
    pub(crate) fn poll(&mut self, event: &Event, context: &Context<'_>) -> Poll<()> {
        if event.is_set() {
            return Poll::Ready(());
        }
        // Cloning and dropping a waker runs code of its executor, so both happen outside the lock.
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

    /// Removes the sleeper from the list.
    pub(crate) fn leave(&mut self, event: &Event) {
        let Some(index) = self.index.take() else { return };
        let mut sleepers = event.sleepers();
        // Setting the event removes all wakers, so another sleeper may have the index by now.
        let waker = if sleepers.sets == self.sets { sleepers.remove(index) } else { None };
        drop(sleepers);
        drop(waker);
    }
}
