//! The pause between two attempts: a sleep, a yield, or nothing.

#[cfg(feature = "std")]
use core::fmt;
#[cfg(feature = "std")]
use core::pin::Pin;
#[cfg(feature = "std")]
use core::task::Context;
use core::task::Poll;
use core::time::Duration;

use crate::state::RetryState;
use crate::time::timer::{AsyncTimer, BlockingTimer};

/// The pause between two attempts.
#[derive(Clone, Copy, Debug)]
pub struct Pause {
    /// How long the call sleeps.
    pub delay: Duration,
    pub(crate) yields: bool,
}

impl Pause {
    /// Returns the pause after the attempt with this state. At every 32nd retry, an async call yields to other tasks.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn after(state: &RetryState) -> Self {
        Self { delay: state.upcoming_sleep, yields: state.attempt_number % 32 == 0 }
    }

    /// Whether an async call sleeps or yields. If not, the next attempt follows immediately.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn is_needed(self) -> bool {
        self.yields || !self.delay.is_zero()
    }
}

/// Blocks for the pause.
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn pause<T: BlockingTimer>(timer: &T, pause: Pause) {
    if !pause.delay.is_zero() {
        timer.sleep(pause.delay);
    }
}

/// Sleeps for the pause, and first yields to other tasks if it is time to. Expects a pause that [is needed](Pause::is_needed).
///
/// If the clock does not move across a yield, it is a paused clock, which only a timer moves. A call without a delay then sleeps for one
/// nanosecond.
#[cfg(feature = "std")]
#[cfg_attr(not(debug_assertions), inline(always))]
pub fn pause_async<T: AsyncTimer>(timer: &T, pause: Pause) -> Pausing<'_, T> {
    let Pause { delay, yields } = pause;
    if yields { Pausing::Yielding { timer, delay, yielded: None } } else { Pausing::Asleep { sleep: timer.sleep(delay) } }
}

#[cfg(feature = "std")]
pin_project_lite::pin_project! {
    /// See [`pause_async`].
    #[project = PausingProjection]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub enum Pausing<'t, T: AsyncTimer> {
        /// The call yields to other tasks. `yielded` is the time of the first poll.
        Yielding { timer: &'t T, delay: Duration, yielded: Option<T::Instant> },
        /// The call sleeps.
        Asleep { #[pin] sleep: T::Sleep },
    }
}

#[cfg(feature = "std")]
impl<T: AsyncTimer> Future for Pausing<'_, T> {
    type Output = ();

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        loop {
            let sleep = match self.as_mut().project() {
                PausingProjection::Asleep { sleep } => return sleep.poll(context),
                PausingProjection::Yielding { timer, delay, yielded } => {
                    let Some(yielded) = *yielded else {
                        *yielded = Some(timer.now());
                        context.waker().wake_by_ref();
                        return Poll::Pending;
                    };
                    match sleep_after_yield(*timer, *delay, yielded) {
                        Some(sleep) => sleep,
                        None => return Poll::Ready(()),
                    }
                }
            };
            self.set(Pausing::Asleep { sleep });
        }
    }
}

#[cfg(feature = "std")]
impl<T: AsyncTimer> fmt::Debug for Pausing<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yielding { .. } => "Yielding",
            Self::Asleep { .. } => "Asleep",
        })
    }
}

/// Sleeps for the pause. `pin-project-lite` comes with the feature `std`, so this version is an `async fn` and stores its arguments, too.
#[cfg(not(feature = "std"))]
pub async fn pause_async<T: AsyncTimer>(timer: &T, pause: Pause) {
    let Pause { delay, yields } = pause;
    let sleep = if yields {
        let yielded = timer.now();
        let mut is_polled = false;
        let turn = core::future::poll_fn(|context| {
            if core::mem::replace(&mut is_polled, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        });
        turn.await;
        sleep_after_yield(timer, delay, yielded)
    } else {
        (!delay.is_zero()).then(|| timer.sleep(delay))
    };
    if let Some(sleep) = sleep {
        sleep.await;
    }
}

/// Returns the sleep that remains, if any, after a yield that began at `yielded`.
pub(crate) fn sleep_after_yield<T: AsyncTimer>(timer: &T, delay: Duration, yielded: T::Instant) -> Option<T::Sleep> {
    if !delay.is_zero() {
        Some(timer.sleep(delay))
    } else if timer.since(yielded).is_zero() {
        Some(timer.limit(Duration::from_nanos(1)))
    } else {
        None
    }
}
