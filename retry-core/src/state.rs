use core::time::Duration;

use crate::active::Exceptions;
use crate::random::Random;
use crate::random::draw::Draw;

/// The progress of one call: what every strategy and hook looks at.
///
/// A state belongs to one call; nothing in it is shared with another. To test a strategy, build the state with
/// [`at`](Self::at), without a clock:
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// let wait = wait_exponential(Duration::from_millis(100)).max(Duration::from_secs(1));
/// let delays = [1, 2, 3, 9].map(|n| wait.delay(&RetryState::at(n, Duration::ZERO)).as_millis());
/// assert_eq!(delays, [100, 200, 400, 1000]);
/// ```
///
/// In a call, each attempt has the state of its own:
///
/// ```
/// # use std::time::Duration;
/// # use tenacity::{prelude::*, testing::VirtualTimer};
/// let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_exponential(Duration::from_secs(1)));
/// let policy = policy.name("orders").timer(VirtualTimer::new()).before_sleep(|state: &RetryState, _: &Option<()>| {
///     let of = |seconds: [u64; 2]| Duration::from_secs(seconds[state.attempt_number() as usize - 1]);
///     assert_eq!(state.name(), "orders");
///     assert_eq!(state.previous_sleep(), of([0, 1]));
///     assert_eq!(state.elapsed(), of([0, 1])); // the attempts take no time here
///     assert_eq!(state.upcoming_sleep(), of([1, 2]));
///     assert_eq!(state.idle_for(), of([1, 3])); // the coming sleep included
/// });
/// assert_eq!(policy.call(|| None::<()>), None);
/// ```
#[derive(Clone, Debug)]
pub struct RetryState {
    pub(crate) attempt_number: u32,
    pub(crate) elapsed: Duration,
    pub(crate) idle_for: Duration,
    pub(crate) upcoming_sleep: Duration,
    pub(crate) previous_sleep: Duration,
    pub(crate) remaining: Remaining,
    pub(crate) name: &'static str,
    pub(crate) random: Random,
}

impl RetryState {
    /// A state after attempt `attempt_number`, `elapsed` after the start of the call: for testing a strategy.
    pub const fn at(attempt_number: u32, elapsed: Duration) -> Self {
        Self {
            attempt_number,
            elapsed,
            idle_for: Duration::ZERO,
            upcoming_sleep: Duration::ZERO,
            previous_sleep: Duration::ZERO,
            remaining: Remaining::Known(None),
            name: "",
            random: Random::new(None),
        }
    }

    /// The same state when the delay after this attempt is already decided, as stop strategies see it.
    #[must_use]
    pub const fn with_upcoming_sleep(mut self, delay: Duration) -> Self {
        self.upcoming_sleep = delay;
        self
    }

    /// The same state when the attempt was preceded by a sleep of `delay`.
    #[must_use]
    pub const fn with_previous_sleep(mut self, delay: Duration) -> Self {
        self.previous_sleep = delay;
        self
    }

    /// The same state when the time limits leave `time`.
    #[must_use]
    pub const fn with_remaining(mut self, time: Duration) -> Self {
        self.remaining = Remaining::Known(Some(time));
        self
    }

    /// The same state with the generator seeded: a random wait then gives the delay that a run of this seed has at this attempt.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.random = Random::new(Some(seed));
        self
    }

    /// The number of the attempt that has just finished, counted from 1.
    #[inline]
    pub const fn attempt_number(&self) -> u32 {
        self.attempt_number
    }

    /// From the start of the call to the end of the last attempt, earlier sleeps included, by a monotonic clock.
    #[inline]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The sum of all planned sleeps so far, the coming one included once it is decided.
    #[inline]
    pub const fn idle_for(&self) -> Duration {
        self.idle_for
    }

    /// The delay asked for after this attempt; zero before that is known.
    #[inline]
    pub const fn upcoming_sleep(&self) -> Duration {
        self.upcoming_sleep
    }

    /// The delay before this attempt; zero for the first.
    #[inline]
    pub const fn previous_sleep(&self) -> Duration {
        self.previous_sleep
    }

    /// What is left of the call's `timeout` and of those around it, at the moment that [`elapsed`](Self::elapsed) describes; `None`
    /// without a limit. It is what to hand on to a client, or to another service as a deadline:
    ///
    /// ```
    /// use std::time::Duration;
    /// use tenacity::prelude::*;
    ///
    /// # struct Client;
    /// # impl Client { async fn get(&self, _: &str, _: Duration) -> Option<u8> { Some(1) } }
    /// #[retry(timeout = 10s, state = state)]
    /// async fn fetch(client: &Client) -> Option<u8> {
    ///     let limit = state.remaining().unwrap_or(Duration::from_secs(30));
    ///     client.get("/", limit).await
    /// }
    /// # drop(fetch(&Client));
    /// ```
    pub fn remaining(&self) -> Option<Duration> {
        match self.remaining {
            Remaining::Known(remaining) => remaining,
            Remaining::Asked { timeout } => self.left_of(timeout, Exceptions::now()),
        }
    }

    /// What is left of the call's own `timeout`, and of those around it.
    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "there is no thread to note a limit for"))]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn left_of(&self, timeout: Option<Duration>, exceptions: Exceptions) -> Option<Duration> {
        let own = timeout.map(|timeout| timeout.saturating_sub(self.elapsed));
        #[cfg(feature = "std")]
        if exceptions.may_be_limited() {
            if let Some(around) = crate::time::ambient::remaining() {
                return Some(own.map_or(around, |own| own.min(around)));
            }
        }
        own
    }

    /// `module::function` for an annotated function; empty for a state built with [`at`](Self::at).
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How many attempts failed before the one just finished: the exponent of a backoff.
    #[inline]
    pub(crate) const fn failures_before(&self) -> u32 {
        self.attempt_number.saturating_sub(1)
    }

    /// One draw from the run's generator.
    #[inline]
    pub(crate) fn draw(&self) -> Draw {
        Draw(self.random.next(self.attempt_number))
    }
}

/// How a state knows what the limits leave.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Remaining {
    /// Noted when the state was made: for the body, whose attempt may have a limit of its own.
    Known(Option<Duration>),
    /// The call's own `timeout`; the limits around it are asked when somebody looks, which most calls never do.
    Asked { timeout: Option<Duration> },
}

/// The state that is shown to parts that do not look at it.
pub(crate) static BLANK: RetryState = RetryState::at(0, Duration::ZERO);
