use std::cell::RefCell;
use std::ops::ControlFlow;
use std::time::Duration;

use tenacity::{BoxedPolicy, prelude::*, testing};

use super::strict::StrictBudget;
use super::window::WindowBudget;

/// How long a client waits for an answer.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(1);
/// The duration of a quick answer.
pub(crate) const LATENCY: Duration = Duration::from_millis(1);
const ATTEMPTS: u32 = 4;
const BACKOFF: Duration = Duration::from_millis(100);
const LONGEST_BACKOFF: Duration = Duration::from_secs(1);

/// The bound of a client's retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// No retries.
    NoRetries,
    /// Only the number of attempts.
    Attempts,
    /// In addition, 20 % of the first attempts and 10 retries per second: see [`WindowBudget`].
    Window,
    /// In addition, 10 % of the first attempts: see [`StrictBudget`].
    Strict,
    /// In addition, a `RetryBudget` with its defaults.
    Budget,
    /// In addition, a full `RetryBudget` of this capacity, as after a long time of success.
    Full { capacity: u32 },
}

/// A budget outside the library, for comparison.
pub(crate) trait Budget {
    /// Makes the deposit for a first attempt.
    fn deposit(&mut self, now: Duration);

    /// Withdraws the price of a retry, if the budget covers it.
    fn try_withdraw(&mut self, now: Duration) -> bool;
}

/// A rejection, or no answer within [`TIMEOUT`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure;

pub(crate) type Reply = Result<(), Failure>;

/// A process with its own policy and budget.
pub(crate) struct Client {
    policy: BoxedPolicy<Reply>,
    other: Option<RefCell<Box<dyn Budget>>>,
}

impl Client {
    pub(crate) fn new(bound: Bound) -> Self {
        let policy =
            RetryPolicy::new().stop(stop_after_attempt(ATTEMPTS)).wait(wait_random_exponential(BACKOFF).max(LONGEST_BACKOFF));
        let budget = RetryBudget::new();
        let policy = match bound {
            Bound::NoRetries => policy.enabled(false).boxed(),
            Bound::Attempts | Bound::Window | Bound::Strict => policy.boxed(),
            Bound::Budget => policy.budget(budget).boxed(),
            Bound::Full { capacity } => policy.budget(budget.capacity(capacity).initial(capacity)).boxed(),
        };
        let other: Option<Box<dyn Budget>> = match bound {
            Bound::Window => Some(Box::new(WindowBudget::new())),
            Bound::Strict => Some(Box::new(StrictBudget::new())),
            Bound::NoRetries | Bound::Attempts | Bound::Budget | Bound::Full { .. } => None,
        };
        Self { policy, other: other.map(RefCell::new) }
    }

    /// The policy alone, with the budget of the library.
    #[cfg(test)]
    pub(crate) fn into_policy(self) -> BoxedPolicy<Reply> {
        assert!(self.other.is_none(), "a budget outside the library is not part of the policy");
        self.policy
    }

    /// Begins a call.
    pub(crate) fn call(&self, number: u32, now: Duration) -> Call<'_> {
        if let Some(budget) = &self.other {
            budget.borrow_mut().deposit(now);
        }
        let mut run = self.policy.start();
        Call { client: self, number, start: now, decide: Box::new(move |reply, elapsed| run.record_at(reply, elapsed)) }
    }
}

/// A call in progress.
pub(crate) struct Call<'a> {
    client: &'a Client,
    number: u32,
    start: Duration,
    /// The run of the client's policy, in a box because its type names all parts of the policy.
    decide: Box<dyn FnMut(Reply, Duration) -> ControlFlow<Reply, Duration> + 'a>,
}

impl Call<'_> {
    /// Processes the reply to an attempt. Returns `Break` with the outcome of the call, or `Continue` with the delay before the next attempt.
    pub(crate) fn record(&mut self, reply: Reply, now: Duration) -> ControlFlow<Reply, Duration> {
        // Each call draws its own delays, which are the same in every run of the example.
        let _seeded = testing::seed(self.number.into());
        let delay = (self.decide)(reply, now.saturating_sub(self.start))?;
        match &self.client.other {
            Some(budget) if !budget.borrow_mut().try_withdraw(now) => ControlFlow::Break(reply),
            _ => ControlFlow::Continue(delay),
        }
    }

    pub(crate) fn start(&self) -> Duration {
        self.start
    }
}
