//! Blocks a thread until a wait ends. This works even inside a runtime, where Tokio's `block_on` panics.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Wakes the thread, and records the wake. If a closure parks the thread, it may consume the token of `unpark`.
struct Alarm {
    thread: Thread,
    has_rung: AtomicBool,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.has_rung.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let alarm = Arc::new(Alarm { thread: thread::current(), has_rung: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&alarm));
    let (mut future, mut context) = (pin!(future), Context::from_waker(&waker));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !alarm.has_rung.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_wake_is_not_lost_to_a_closure_that_parks_the_thread() {
        let mut polls = 0;
        let woken_and_parked = poll_fn(|context| {
            polls += 1;
            context.waker().wake_by_ref();
            thread::park(); // Consumes the token, as a `block_on` inside a probe would.
            if polls == 3 { Poll::Ready(polls) } else { Poll::Pending }
        });
        assert_eq!(block_on(woken_and_parked), 3);
    }

    #[test]
    fn a_wake_from_another_thread_ends_the_sleep() {
        let mut is_asked = false;
        let woken_later = poll_fn(|context| {
            if is_asked {
                return Poll::Ready("woken");
            }
            is_asked = true;
            let waker = context.waker().clone();
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(5));
                waker.wake();
            });
            Poll::Pending
        });
        assert_eq!(block_on(woken_later), "woken");
    }
}
