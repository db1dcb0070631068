use core::time::Duration;

use crate::decide::Finish;
use crate::state::RetryState;

/// What one call took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The attempts made.
    pub attempts: u32,
    /// From the start of the call to the end of the last attempt.
    pub elapsed: Duration,
    /// The sum of the planned sleeps.
    pub idle_for: Duration,
    /// How the call ended.
    pub finish: Finish,
}

impl Report {
    /// One plain attempt, as a disabled policy makes it: nothing was measured.
    pub(crate) const PLAIN: Self =
        Self { attempts: 1, elapsed: Duration::ZERO, idle_for: Duration::ZERO, finish: Finish::Accepted };

    pub(crate) const fn of(state: &RetryState, finish: Finish) -> Self {
        Self { attempts: state.attempt_number(), elapsed: state.elapsed(), idle_for: state.idle_for(), finish }
    }
}
