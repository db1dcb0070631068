//! A minimal executor for the async contenders.

use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Creates a future and polls it until it is ready. Wakers do nothing.
///
/// The executor polls through a pointer that the compiler cannot see through, as a runtime polls a task. So the future is in memory, and stores
/// there what it keeps across an await. The executor creates the future itself, because a move would cost each contender a copy.
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

/// Returns a runtime whose timer serves time limits. No task runs on it.
///
/// # Panics
///
/// Panics if the machine cannot provide a runtime.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime without I/O needs nothing")
}
