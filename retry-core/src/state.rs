use core::time::Duration;

use crate::active::Exceptions;
use crate::random::Random;
use crate::random::draw::Draw;

/// The progress of one call. Every strategy and hook receives it.
///
/// A state belongs to one call and shares nothing with other calls. To test a strategy without a clock, build the state with
/// [`at`](Self::at):
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
/// In a call, each attempt has its own state:
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
///     assert_eq!(state.idle_for(), of([1, 3])); // including the upcoming sleep
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
    /// Builds a state for testing a strategy: after attempt `attempt_number`, at `elapsed` since the start of the call.
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

    /// Sets the delay after this attempt, as stop strategies see it.
    #[must_use]
    pub const fn with_upcoming_sleep(mut self, delay: Duration) -> Self {
        self.upcoming_sleep = delay;
        self
    }

    /// Sets the delay before this attempt.
    #[must_use]
    pub const fn with_previous_sleep(mut self, delay: Duration) -> Self {
        self.previous_sleep = delay;
        self
    }

    /// Sets the time that the time limits leave.
    #[must_use]
    pub const fn with_remaining(mut self, time: Duration) -> Self {
        self.remaining = Remaining::Known(Some(time));
        self
    }

    /// Seeds the random generator. A random wait then returns the delay that a run with this seed has at this attempt.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.random = Random::new(Some(seed));
        self
    }

    /// Returns the number of the attempt that has just finished, counted from 1.
    #[inline]
    pub const fn attempt_number(&self) -> u32 {
        self.attempt_number
    }

    /// Returns the time from the start of the call to the end of the last attempt, including earlier sleeps.
    ///
    /// The clock is monotonic.
    #[inline]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the sum of all planned sleeps so far. Once the upcoming sleep is decided, it counts too.
    #[inline]
    pub const fn idle_for(&self) -> Duration {
        self.idle_for
    }

    /// Returns the delay planned after this attempt, or zero until it is decided.
    #[inline]
    pub const fn upcoming_sleep(&self) -> Duration {
        self.upcoming_sleep
    }

    /// Returns the delay before this attempt, or zero for the first one.
    #[inline]
    pub const fn previous_sleep(&self) -> Duration {
        self.previous_sleep
    }

    /// Returns the time left before the call's `timeout`, or one around it, ends the call. Without a limit, returns `None`.
    ///
    /// The value describes the same moment as [`elapsed`](Self::elapsed). Pass it to a client as a timeout, or to another service as a
    /// deadline:
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

    /// Returns the time left before `timeout`, which is the call's own, or one around it ends the call.
    #[cfg_attr(not(feature = "std"), allow(unused_variables, reason = "without std, there are no timeouts around a call"))]
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

    /// Returns `module::function` for an annotated function, or an empty string for a state built with [`at`](Self::at).
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the number of attempts before the one that has just finished: the exponent of a backoff.
    #[inline]
    pub(crate) const fn failures_before(&self) -> u32 {
        self.attempt_number.saturating_sub(1)
    }

    /// Takes one draw from the run's generator.
    #[inline]
    pub(crate) fn draw(&self) -> Draw {
        Draw(self.random.next(self.attempt_number))
    }
}

/// How a state finds the time that the limits leave.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Remaining {
    /// The time was computed when the state was made. The body needs this, because its attempt may have its own limit.
    Known(Option<Duration>),
    /// The call's own `timeout`. The limits around it are looked up on demand, because most calls never need them.
    Asked { timeout: Option<Duration> },
}

/// The state for parts that do not read it.
pub(crate) static BLANK: RetryState = RetryState::at(0, Duration::ZERO);
