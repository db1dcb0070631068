//! What a call keeps from one attempt to the next.

use core::time::Duration;

use super::limits::Limits;
use crate::active::Exceptions;
use crate::random::Random;
use crate::state::{Remaining, RetryState};

/// What one call remembers from attempt to attempt: nothing, until the first failure. A future keeps it across its awaits, so it
/// holds nothing that can be derived.
// The tag of its own, instead of a niche in a duration, lets the compiler drop the durations that no strategy of a call reads.
#[derive(Debug)]
#[repr(u8)]
pub enum Progress {
    /// The first attempt is not over.
    Fresh,
    /// The attempts before the present one.
    Retrying {
        /// Beside its flag instead of in an `Option`, which would cost the future eight bytes.
        seeded: bool,
        /// How many there were.
        attempts: u32,
        /// The sum of the sleeps.
        idle_for: Duration,
        /// The last sleep.
        previous_sleep: Duration,
        /// The seed that was given or drawn.
        seed: u64,
    },
}

/// The memory of a call: all of it, or no more than its strategies can see.
pub trait Memory {
    /// The state of the present attempt, with a given seed, or the one drawn by an earlier attempt.
    fn state(&self, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState;

    /// The same within the limits of the call, for the attempt that begins.
    fn state_within(&self, limits: &Limits<'_>, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState {
        let mut state = self.state(name, given_seed, elapsed);
        state.remaining = Remaining::Known(state.left_of(limits.timeout, Exceptions::now()));
        state
    }

    /// The same for the decision about the attempt that has ended.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn state_after(&self, limits: &Limits<'_>, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState {
        let mut state = self.state(name, given_seed, elapsed);
        state.remaining = Remaining::Asked { timeout: limits.timeout };
        state
    }

    /// Makes room for what will be remembered, so that what nobody changes is not written again.
    fn begin(&mut self, given_seed: Option<u64>);

    /// Remembers an attempt that is to be followed by another.
    fn advance(&mut self, state: &RetryState);

    /// The number of the present attempt.
    fn attempt_number(&self) -> u32;
}

impl Progress {
    /// A call that has not begun.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn new() -> Self {
        Self::Fresh
    }
}

impl Memory for Progress {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn state(&self, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState {
        let (attempts, idle_for, previous_sleep, seeded, seed) = match *self {
            Self::Fresh => (0, Duration::ZERO, Duration::ZERO, given_seed.is_some(), given_seed.unwrap_or(0)),
            Self::Retrying { seeded, attempts, idle_for, previous_sleep, seed } => {
                (attempts, idle_for, previous_sleep, seeded, seed)
            }
        };
        RetryState {
            attempt_number: attempts.saturating_add(1),
            elapsed,
            idle_for,
            upcoming_sleep: Duration::ZERO,
            previous_sleep,
            remaining: Remaining::Known(None),
            name,
            random: Random::resumed(seeded, seed),
        }
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn begin(&mut self, given_seed: Option<u64>) {
        if let Self::Fresh = self {
            *self = Self::Retrying {
                seeded: given_seed.is_some(),
                attempts: 0,
                idle_for: Duration::ZERO,
                previous_sleep: Duration::ZERO,
                seed: given_seed.unwrap_or(0),
            };
        }
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn advance(&mut self, state: &RetryState) {
        let (seeded, seed) = state.random.parts();
        *self = Self::Retrying {
            seeded,
            attempts: state.attempt_number,
            idle_for: state.idle_for,
            previous_sleep: state.upcoming_sleep,
            seed,
        };
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn attempt_number(&self) -> u32 {
        match self {
            Self::Fresh => 1,
            Self::Retrying { attempts, .. } => attempts.saturating_add(1),
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

/// The memory of a call whose strategies look at nothing but the attempt's number and the time: it is the counter of the loop that a
/// person would write.
#[derive(Debug, Default)]
pub struct Count(u32);

impl Count {
    /// A call that has not begun.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn new() -> Self {
        Self(0)
    }
}

impl Memory for Count {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn state(&self, _: &'static str, _: Option<u64>, elapsed: Duration) -> RetryState {
        RetryState::at(self.0.saturating_add(1), elapsed)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn begin(&mut self, _: Option<u64>) {}

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn advance(&mut self, state: &RetryState) {
        self.0 = state.attempt_number;
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn attempt_number(&self) -> u32 {
        self.0.saturating_add(1)
    }
}
