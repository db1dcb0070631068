use core::time::Duration;

use super::memory::{Memory, Progress};
use crate::state::RetryState;
use crate::wait::strategy::Wait;

/// The successive delays of a wait strategy, for a loop of your own.
///
/// It keeps the state that a strategy can read: the number of attempts, the sum of the delays, the last delay, and the seed. So every
/// strategy works, including one that depends on its own last delay:
///
/// ```
/// use std::time::Duration;
/// use tenacity::{Delays, prelude::*};
///
/// let mut delays = Delays::new(wait_exponential(Duration::from_millis(100)).max(Duration::from_millis(300)));
/// let mut elapsed = Duration::ZERO;
/// for expected in [100, 200, 300, 300] {
///     let delay = delays.next(elapsed);
///     assert_eq!(delay.as_millis(), expected);
///     elapsed += delay; // a real loop sleeps, and asks a clock
/// }
/// ```
///
/// It has no stop strategy, limit or predicate: for a whole call without I/O, use a [`Run`](crate::Run). For the time limit around a
/// loop, see [`ambient`](crate::ambient).
#[derive(Debug)]
pub struct Delays<W> {
    wait: W,
    name: &'static str,
    seed: Option<u64>,
    progress: Progress,
}

impl<W> Delays<W> {
    /// Creates the delays of `wait`, from the first attempt on.
    pub const fn new(wait: W) -> Self {
        Self { wait, name: "", seed: None, progress: Progress::new() }
    }

    /// Seeds the random draws. The delays are then the same as those of any call with this strategy and this seed.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Creates the delays of a policy with this name.
    pub(crate) const fn named(wait: W, name: &'static str, seed: Option<u64>) -> Self {
        Self { wait, name, seed, progress: Progress::new() }
    }

    /// Records the delay of the attempt with this state.
    pub(crate) fn advance(&mut self, state: &mut RetryState) {
        state.idle_for = state.idle_for.saturating_add(state.upcoming_sleep);
        self.progress.advance(state);
    }
}

impl<W: Wait> Delays<W> {
    /// Returns the delay after the current attempt, which ends `elapsed` after the start of the loop, and moves on to the next attempt.
    ///
    /// A strategy that does not depend on the time ignores `elapsed`.
    pub fn next(&mut self, elapsed: Duration) -> Duration {
        self.next_or(None, elapsed)
    }

    /// Like [`next`](Self::next), but a `hint`, such as that of a `Retry-After` header, replaces the strategy's delay. A hint of zero is
    /// ignored.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tenacity::{Delays, prelude::*};
    ///
    /// let mut delays = Delays::new(wait_fixed(Duration::from_secs(1)));
    /// assert_eq!(delays.next_or(Some(Duration::from_secs(7)), Duration::ZERO).as_secs(), 7);
    /// assert_eq!(delays.next_or(Some(Duration::ZERO), Duration::ZERO).as_secs(), 1);
    /// ```
    pub fn next_or(&mut self, hint: Option<Duration>, elapsed: Duration) -> Duration {
        let mut state = self.plan(hint, elapsed);
        self.advance(&mut state);
        state.upcoming_sleep
    }

    /// Returns the state of the current attempt, with its delay.
    pub(crate) fn plan(&self, hint: Option<Duration>, elapsed: Duration) -> RetryState {
        let mut state = self.progress.state(self.name, self.seed, elapsed);
        state.upcoming_sleep = hint.filter(|hint| !hint.is_zero()).unwrap_or_else(|| self.wait.delay(&state));
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait::closures::wait_fn;
    use crate::wait::decorrelated::wait_decorrelated_jitter;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_strategy_sees_the_loop_as_it_sees_a_call() {
        let mut delays = Delays::new(wait_fn(|state: &RetryState| {
            assert_eq!(state.previous_sleep(), SECOND * (state.attempt_number() - 1));
            assert_eq!(state.idle_for(), (1..state.attempt_number()).map(|n| SECOND * n).sum());
            assert_eq!(state.elapsed(), SECOND * 9);
            SECOND * state.attempt_number()
        }));
        assert_eq!([(); 4].map(|()| delays.next(SECOND * 9).as_secs()), [1, 2, 3, 4]);
    }

    #[test]
    fn equal_seeds_give_equal_delays() {
        let of = |seed| {
            let mut delays = Delays::new(wait_decorrelated_jitter(SECOND, SECOND * 100)).seed(seed);
            [(); 5].map(|()| delays.next(Duration::ZERO))
        };
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }

    #[test]
    fn a_hint_is_the_last_delay_of_the_next_attempt() {
        let mut delays = Delays::new(wait_fn(RetryState::previous_sleep));
        assert_eq!(delays.next_or(Some(SECOND), Duration::ZERO), SECOND);
        assert_eq!(delays.next(Duration::ZERO), SECOND);
    }
}
