//! The memory of a call from one attempt to the next.

use core::time::Duration;

use super::limits::Limits;
use crate::active::Exceptions;
use crate::random::Random;
use crate::state::{Remaining, RetryState};

/// The memory of one call, which is empty until the first failure. A future keeps it across its awaits, so it holds nothing that can be
/// derived.
// `repr(u8)` adds a separate tag instead of a niche in a duration. The compiler can then drop the durations that no strategy reads.
#[derive(Debug)]
#[repr(u8)]
pub enum Progress {
    /// The first attempt has not ended.
    Fresh,
    /// An attempt has ended, or the call continues from its saved progress.
    Retrying {
        /// Whether `seed` is set. An `Option<u64>` would cost the future eight more bytes.
        seeded: bool,
        /// Whether an earlier part of the call made all of its attempts, perhaps in another process.
        resumed: bool,
        /// The number of ended attempts.
        attempts: u32,
        /// The sum of the sleeps so far.
        idle_for: Duration,
        /// The last sleep.
        previous_sleep: Duration,
        /// The seed that was given or drawn.
        seed: u64,
    },
}

/// The memory of a call: [`Progress`], or [`Count`] if its strategies need no more.
pub trait Memory {
    /// Returns the state of the current attempt, with the given seed, or the seed that an earlier attempt drew.
    fn state(&self, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState;

    /// Returns the state of the attempt that begins, within the limits of the call.
    fn state_within(&self, limits: &Limits<'_>, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState {
        let mut state = self.state(name, given_seed, elapsed);
        state.remaining = Remaining::Known(state.left_of(limits.timeout, Exceptions::now()));
        state
    }

    /// Returns the state for the decision about the attempt that has ended.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn state_after(&self, limits: &Limits<'_>, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState {
        let mut state = self.state(name, given_seed, elapsed);
        state.remaining = Remaining::Asked { timeout: limits.timeout };
        state
    }

    /// Initializes the memory at the first failure, so later writes that change nothing can be optimized out.
    fn begin(&mut self, given_seed: Option<u64>);

    /// Records an attempt that another attempt will follow.
    fn advance(&mut self, state: &RetryState);

    /// Returns the number of the current attempt.
    fn attempt_number(&self) -> u32;

    /// Returns whether this process has paid for a retry of the call.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn has_retried(&self) -> bool {
        self.attempt_number() > 1
    }
}

impl Progress {
    /// Creates the memory of a call that has not begun.
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
            Self::Retrying { seeded, attempts, idle_for, previous_sleep, seed, .. } => {
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
                resumed: false,
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
            resumed: false,
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

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn has_retried(&self) -> bool {
        matches!(self, Self::Retrying { attempts: 1.., resumed: false, .. })
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

/// The memory of a call if its strategies read only the attempt's number and the time: a counter, as in a loop written by hand.
#[derive(Debug, Default)]
pub struct Count(u32);

impl Count {
    /// Creates the memory of a call that has not begun.
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
