//! The models of `Event`. If a wake-up is lost in any interleaving, a thread waits forever, and the model checker reports it.

#![cfg(loom)]

use std::sync::Arc as Shared;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, Ordering};
use loom::thread;
use tenacity_core::{BlockingTimer, Event, Finish, RetryPolicy, UntilSet, retry_always, stop_never, wait_fixed};

/// A waker that counts its wake-ups. The count of its `Arc` shows how many others hold it.
struct Wakes(AtomicU32);

impl Wakes {
    fn new() -> Shared<Self> {
        Shared::new(Self(AtomicU32::new(0)))
    }

    fn poll<E: AsRef<Event>>(self: &Shared<Self>, future: &mut UntilSet<E>) -> Poll<()> {
        std::pin::Pin::new(future).poll(&mut Context::from_waker(&Waker::from(Shared::clone(self))))
    }

    fn count(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Wake for Wakes {
    fn wake(self: Shared<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// An event, shared with threads.
#[derive(Clone)]
struct Handle(Arc<Event>);

impl Handle {
    fn new() -> Self {
        Self(Arc::new(Event::new()))
    }

    fn spawn<T: 'static>(&self, run: impl FnOnce(&Event) -> T + 'static) -> thread::JoinHandle<T> {
        let event = Arc::clone(&self.0);
        thread::spawn(move || run(&event))
    }
}

fn block(event: &Event) {
    BlockingTimer::sleep(&event.timer(), Duration::MAX);
}

#[test]
fn a_thread_that_falls_asleep_while_the_event_is_set_wakes() {
    loom::model(|| {
        let event = Handle::new();
        let sleeper = event.spawn(block);
        event.0.set();
        sleeper.join().unwrap();
    });
}

#[test]
fn a_future_that_falls_asleep_while_the_event_is_set_wakes() {
    loom::model(|| {
        let event = Handle::new();
        let sleeper = event.spawn(|event| block_on(event.until_set()));
        event.0.set();
        sleeper.join().unwrap();
    });
}

#[test]
fn a_sleeping_thread_and_a_sleeping_future_both_wake() {
    loom::model(|| {
        let event = Handle::new();
        let sleepers = [event.spawn(block), event.spawn(|event| block_on(event.until_set()))];
        event.0.set();
        for sleeper in sleepers {
            sleeper.join().unwrap();
        }
        assert!(event.0.is_set());
    });
}

#[test]
fn a_sleeper_that_comes_after_the_event_is_set_does_not_sleep() {
    loom::model(|| {
        let event = Handle::new();
        let setter = event.spawn(Event::set);
        setter.join().unwrap();
        let sleeper = event.spawn(|event| block_on(event.until_set()));
        block(&event.0);
        sleeper.join().unwrap();
    });
}

#[test]
fn an_event_set_by_two_threads_wakes_a_sleeper_once() {
    loom::model(|| {
        let (event, wakes) = (Handle::new(), Wakes::new());
        let mut sleeping = event.0.until_set();
        assert_eq!(wakes.poll(&mut sleeping), Poll::Pending);
        let setter = event.spawn(Event::set);
        event.0.set();
        setter.join().unwrap();
        assert_eq!(wakes.count(), 1);
        assert_eq!(wakes.poll(&mut sleeping), Poll::Ready(()));
        assert_eq!(Shared::strong_count(&wakes), 1);
    });
}

#[test]
fn a_sleeper_notices_an_event_that_is_cleared_immediately() {
    loom::model(|| {
        let event = Handle::new();
        let mut sleeping = event.0.until_set();
        let setter = event.spawn(|event| {
            event.set();
            event.clear();
        });
        block_on(&mut sleeping);
        setter.join().unwrap();
    });
}

#[test]
fn a_future_dropped_while_the_event_is_set_removes_its_waker() {
    loom::model(|| {
        let (event, wakes) = (Handle::new(), Wakes::new());
        let mut sleeping = event.0.until_set();
        assert_eq!(wakes.poll(&mut sleeping), Poll::Pending);
        let setter = event.spawn(Event::set);
        drop(sleeping);
        setter.join().unwrap();
        // The future is woken if it is dropped too late.
        let woken = wakes.count();
        assert!(woken <= 1);
        assert_eq!(Shared::strong_count(&wakes), 1, "no waker is left behind");
        event.0.set();
        assert_eq!(wakes.count(), woken);
    });
}

#[test]
fn a_future_dropped_late_does_not_take_the_place_of_another() {
    loom::model(|| {
        let (event, wakes) = (Handle::new(), Wakes::new());
        let mut early = UntilSet::new(Arc::clone(&event.0));
        assert_eq!(wakes.poll(&mut early), Poll::Pending);
        let dropper = thread::spawn(move || drop(early));
        event.0.set();
        event.0.clear();
        let (mut late, woken) = (event.0.until_set(), Wakes::new());
        assert_eq!(woken.poll(&mut late), Poll::Pending);
        event.0.set();
        dropper.join().unwrap();
        assert_eq!((woken.count(), Shared::strong_count(&wakes)), (1, 1));
    });
}

#[test]
fn a_call_that_is_cancelled_from_another_thread_ends() {
    loom::model(|| {
        let event = Handle::new();
        let setter = event.spawn(Event::set);
        let policy =
            RetryPolicy::new().stop(stop_never()).wait(wait_fixed(Duration::MAX)).retry(retry_always()).cancel(&*event.0);
        let (_, report) = policy.call_with_report(|| None::<()>);
        assert_eq!(report.finish, Finish::Cancelled);
        assert!(report.attempts <= 2, "at most one sleep, woken by the event");
        setter.join().unwrap();
    });
}
