use std::cell::RefCell;
use std::ops::ControlFlow;
use std::time::Duration;

use tenacity::{BoxedPolicy, prelude::*, testing};

use super::window::WindowBudget;

/// How long a client waits for an answer.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(1);
const ATTEMPTS: u32 = 4;
const BACKOFF: Duration = Duration::from_millis(100);
const LONGEST_BACKOFF: Duration = Duration::from_secs(1);

/// What bounds the retries of a client.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// There are none.
    NoRetries,
    /// The number of attempts alone.
    Attempts,
    /// Also 20 % of the first attempts and 10 retries per second: see [`WindowBudget`].
    Window,
    /// Also a `RetryBudget` as it comes.
    Budget,
    /// Also a `RetryBudget` of this capacity that is full, as after a long time of health.
    Full { capacity: u32 },
}

/// No answer within [`TIMEOUT`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoAnswer;

pub(crate) type Reply = Result<(), NoAnswer>;

/// One process, with a policy and a budget of its own.
pub(crate) struct Client {
    policy: BoxedPolicy<Reply>,
    window: Option<RefCell<WindowBudget>>,
}

impl Client {
    pub(crate) fn new(bound: Bound) -> Self {
        let policy =
            RetryPolicy::new().stop(stop_after_attempt(ATTEMPTS)).wait(wait_random_exponential(BACKOFF).max(LONGEST_BACKOFF));
        let budget = RetryBudget::new();
        let policy = match bound {
            Bound::NoRetries => policy.enabled(false).boxed(),
            Bound::Attempts | Bound::Window => policy.boxed(),
            Bound::Budget => policy.budget(budget).boxed(),
            Bound::Full { capacity } => policy.budget(budget.capacity(capacity).initial(capacity)).boxed(),
        };
        Self { policy, window: (bound == Bound::Window).then(|| RefCell::new(WindowBudget::new())) }
    }

    /// Begins a call.
    pub(crate) fn call(&self, number: u32, now: Duration) -> Call<'_> {
        if let Some(window) = &self.window {
            window.borrow_mut().deposit(now);
        }
        let mut run = self.policy.start();
        Call { client: self, number, start: now, decide: Box::new(move |reply, elapsed| run.record_at(reply, elapsed)) }
    }
}

/// A call under way.
pub(crate) struct Call<'a> {
    client: &'a Client,
    number: u32,
    start: Duration,
    /// The run of the client's policy, whose own type names all parts of the policy.
    decide: Box<dyn FnMut(Reply, Duration) -> ControlFlow<Reply, Duration> + 'a>,
}

impl Call<'_> {
    /// Takes the reply to an attempt: `Break` with what the call returns, or `Continue` with the delay before the next attempt.
    pub(crate) fn record(&mut self, reply: Reply, now: Duration) -> ControlFlow<Reply, Duration> {
        // Each call draws delays of its own, which are the same in every run of the example.
        let _seeded = testing::seed(self.number.into());
        let delay = (self.decide)(reply, now.saturating_sub(self.start))?;
        match &self.client.window {
            Some(window) if !window.borrow_mut().try_withdraw(now) => ControlFlow::Break(reply),
            _ => ControlFlow::Continue(delay),
        }
    }

    pub(crate) fn start(&self) -> Duration {
        self.start
    }
}
