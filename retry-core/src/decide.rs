//! The order of one call, written once. Drivers (the attribute's loops, sync and async) run the body, ask [`Attempt::decide`], and
//! sleep; nothing here sleeps or reads a clock.

use core::time::Duration;

use crate::random::Random;
use crate::state::RetryState;
use crate::testing;
use crate::verdict::Verdict;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Finish {
    /// The predicate accepted the outcome: a success, or an error that is not to be retried.
    Accepted,
    /// The stop strategy ended the call.
    Stopped,
}

/// What the driver does next.
#[derive(Debug)]
pub enum Decision {
    /// Return the outcome: it is accepted.
    Accept,
    /// Return what stands in for the outcome, or else the outcome: the call gives up, in this state and for this reason.
    GiveUp(RetryState, Finish),
    /// Sleep, then begin the next attempt.
    Sleep(Duration),
}

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

    /// Makes room for what will be remembered, so that what nobody changes is not written again.
    fn begin(&mut self, given_seed: Option<u64>);

    /// Remembers an attempt that is to be followed by another.
    fn advance(&mut self, state: &RetryState);
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
    fn state(&self, name: &'static str, given_seed: Option<u64>, elapsed: Duration) -> RetryState {
        RetryState { name, random: Random::new(given_seed), ..RetryState::at(self.0.saturating_add(1), elapsed) }
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn begin(&mut self, _: Option<u64>) {}

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn advance(&mut self, state: &RetryState) {
        self.0 = state.attempt_number;
    }
}

/// One question about an outcome, asked once the state is known: a slot of the expansion, or a closure.
///
/// The slots are types of their own because a closure costs the compiler far more, and an annotated function asks several.
pub trait Ask<A> {
    /// The answer.
    fn ask(self, state: &RetryState) -> A;
}

impl<A, F: FnOnce(&RetryState) -> A> Ask<A> for F {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, state: &RetryState) -> A {
        self(state)
    }
}

/// The time since the start of the call: told by a clock, or by a closure.
pub trait Elapsed {
    /// Tells it; asked at most once per attempt.
    fn elapsed(self) -> Duration;
}

impl<F: FnOnce() -> Duration> Elapsed for F {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn elapsed(self) -> Duration {
        self()
    }
}

/// What is told of the end of the call: a closure, or nothing.
pub trait Observe {
    /// Tells it.
    fn observe(self, state: &RetryState, finish: Finish);
}

impl<F: FnOnce(&RetryState, Finish)> Observe for F {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn observe(self, state: &RetryState, finish: Finish) {
        self(state, finish);
    }
}

/// A question that nobody asks: an absent hook, or a time that no part reads.
#[derive(Clone, Copy, Debug)]
pub struct Unasked;

impl Ask<()> for Unasked {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn ask(self, _: &RetryState) {}
}

impl Observe for Unasked {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn observe(self, _: &RetryState, _: Finish) {}
}

impl Elapsed for Unasked {
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn elapsed(self) -> Duration {
        Duration::ZERO
    }
}

/// One finished attempt, and the questions that its outcome raises. None has the outcome's type for a parameter: who asks about the
/// outcome holds it.
#[derive(Debug)]
pub struct Attempt<T, V, A, W, S, B, F> {
    /// The name of the annotated function.
    pub name: &'static str,
    /// The seed given for the run, if any.
    pub seed: Option<u64>,
    /// Whether the predicate looks at the state, so that it must be complete before the verdict is asked.
    pub verdict_reads_state: bool,
    /// Whether a hook waits for the end of the call, so that an accepted outcome needs the state, too.
    pub finish_is_observed: bool,
    /// The time since the start of the call.
    pub elapsed: T,
    /// The predicate, asked about the outcome.
    pub verdict: V,
    /// The hook of that name.
    pub after: A,
    /// The wait strategy.
    pub delay: W,
    /// The stop strategy.
    pub stop: S,
    /// The hook of that name.
    pub before_sleep: B,
    /// The hook of that name.
    pub on_finish: F,
}

impl<T, V, W, S> Attempt<T, V, Unasked, W, S, Unasked, Unasked> {
    /// An attempt of a call without hooks or a seed, whose predicate does not look at the state.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn new(name: &'static str, elapsed: T, verdict: V, delay: W, stop: S) -> Self {
        Self {
            name,
            seed: None,
            verdict_reads_state: false,
            finish_is_observed: false,
            elapsed,
            verdict,
            after: Unasked,
            delay,
            stop,
            before_sleep: Unasked,
            on_finish: Unasked,
        }
    }
}

impl<T, V, A, W, S, B, F> Attempt<T, V, A, W, S, B, F>
where
    T: Elapsed,
    V: Ask<Verdict>,
    A: Ask<()>,
    W: Ask<Duration>,
    S: Ask<bool>,
    B: Ask<()>,
    F: Observe,
{
    /// The order: verdict, after, wait, stop, `before_sleep`; `on_finish` where it ends.
    // A plain `#[inline]` made loops several times slower as soon as two functions shared an instantiation, and in debug builds
    // inlining everything doubles their size.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn decide(self, progress: &mut impl Memory) -> Decision {
        let (verdict, mut state) = if self.verdict_reads_state || self.finish_is_observed {
            let state = progress.state(self.name, self.seed, self.elapsed.elapsed());
            (self.verdict.ask(&state), state)
        } else {
            // The state is put together only once it is needed: an accepted outcome reads no clock.
            let verdict = self.verdict.ask(&BLANK);
            if !verdict.is_retry() {
                return Decision::Accept;
            }
            progress.begin(self.seed);
            (verdict, progress.state(self.name, self.seed, self.elapsed.elapsed()))
        };
        if !verdict.is_retry() {
            self.on_finish.observe(&state, Finish::Accepted);
            return Decision::Accept;
        }
        self.after.ask(&state);
        state.upcoming_sleep = match verdict.hint() {
            Some(delay) => delay,
            None => self.delay.ask(&state),
        };
        if self.stop.ask(&state) || testing::is_capped(state.attempt_number) {
            self.on_finish.observe(&state, Finish::Stopped);
            return Decision::GiveUp(state, Finish::Stopped);
        }
        state.idle_for = state.idle_for.saturating_add(state.upcoming_sleep);
        self.before_sleep.ask(&state);
        progress.advance(&state);
        Decision::Sleep(state.upcoming_sleep)
    }
}

/// What a predicate is shown that does not look.
static BLANK: RetryState = RetryState::at(0, Duration::ZERO);
