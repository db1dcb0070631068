use core::time::Duration;
use std::time::Instant;

use futures_timer::Delay;

use super::ambient::Deadline;
use super::std::StdTimer;
use super::timer::{AsyncTimer, Clock};
use crate::testing;

/// The standard library's clock and the `Delay` of `futures-timer`, which works on any executor. Use `timer = FuturesTimer` on smol,
/// `futures`, or an executor of your own.
///
/// ```
/// use tenacity::{FuturesTimer, prelude::*};
///
/// #[retry(stop = stop_after_attempt(3), wait = wait_fixed(1ms), timer = FuturesTimer)]
/// async fn fetch(attempts: &mut u32) -> Result<u32, &'static str> {
///     *attempts += 1;
///     if *attempts < 3 { Err("503") } else { Ok(*attempts) }
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap(); // without a timer of its own
/// # runtime.block_on(async {
/// assert_eq!(fetch(&mut 0).await, Ok(3));
/// # });
/// ```
///
/// The first sleep in the process starts a thread that wakes all sleepers. In a Tokio runtime, use [`TokioTimer`](crate::TokioTimer)
/// instead: it needs no thread, and follows a paused clock.
#[cfg(feature = "futures-timer")]
#[derive(Clone, Copy, Debug, Default)]
pub struct FuturesTimer;

impl Clock for FuturesTimer {
    type Instant = Instant;

    #[inline]
    fn now(&self) -> Instant {
        StdTimer.now()
    }

    #[inline]
    fn since(&self, earlier: Instant) -> Duration {
        StdTimer.since(earlier)
    }

    #[inline]
    fn deadline(&self, start: Instant, at: Duration) -> Deadline {
        Deadline::by_std(start, at)
    }
}

impl AsyncTimer for FuturesTimer {
    type Sleep = Delay;

    fn sleep(&self, delay: Duration) -> Delay {
        Delay::new(if testing::skips(delay) { Duration::ZERO } else { delay })
    }

    fn limit(&self, delay: Duration) -> Delay {
        Delay::new(delay)
    }
}

#[cfg(test)]
mod tests {
    use core::future::poll_fn;
    use core::pin::pin;
    use core::task::Poll;

    use super::*;

    /// An executor without a timer.
    fn block_on<F: Future>(future: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn a_sleep_takes_its_delay() {
        let delay = Duration::from_millis(5);
        let start = FuturesTimer.now();
        block_on(FuturesTimer.sleep(delay));
        assert!(FuturesTimer.since(start) >= delay);
    }

    #[test]
    fn the_longest_sleeps_neither_panic_nor_end() {
        for delay in [Duration::MAX, Duration::MAX / 2, Duration::from_secs(u64::MAX / 4)] {
            block_on(async {
                let mut longest = pin!(FuturesTimer.sleep(delay));
                assert!(poll_fn(|context| Poll::Ready(longest.as_mut().poll(context))).await.is_pending());
                // This sleep gives the waking thread time to process both.
                FuturesTimer.sleep(Duration::from_millis(5)).await;
                assert!(poll_fn(|context| Poll::Ready(longest.as_mut().poll(context))).await.is_pending());
            });
        }
    }

    #[cfg(feature = "testing")]
    #[test]
    fn a_guard_skips_the_sleep_and_moves_the_clock() {
        let hour = Duration::from_secs(3600);
        let guard = testing::no_sleep();
        let start = FuturesTimer.now();
        block_on(FuturesTimer.sleep(hour));
        drop(guard);
        assert!((hour..2 * hour).contains(&FuturesTimer.since(start)));
    }
}
