//! The least that drives a future.

use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Makes the future and polls it until it is ready; nothing wakes it.
///
/// It is polled through a pointer that the compiler cannot see through, as a runtime polls a task: so it lies in memory, and what
/// it keeps across an await is written there. It is made here instead of taken, because moving it would cost each contender a
/// copy of its size.
#[inline(never)]
pub fn block_on<F: Future>(make: impl FnOnce() -> F) -> F::Output {
    let task: Pin<&mut dyn Future<Output = F::Output>> = pin!(make());
    let mut task = black_box(task);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = task.as_mut().poll(&mut context) {
            return output;
        }
    }
}

/// A runtime whose timer a time limit may be made with. No task runs on it.
///
/// # Panics
///
/// If the machine has none to give.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime without I/O needs nothing")
}
