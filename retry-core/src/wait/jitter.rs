use core::time::Duration;

use super::Wait;
use crate::state::RetryState;

/// See [`Wait::full_jitter`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a strategy does nothing until a policy or `#[retry]` asks it"]
pub struct WaitFullJitter<W>(pub(super) W);

impl<W: Wait> Wait for WaitFullJitter<W> {
    #[inline]
    fn delay(&self, state: &RetryState) -> Duration {
        state.draw().below(self.0.delay(state))
    }

    #[inline]
    fn reads_time(&self) -> bool {
        self.0.reads_time()
    }
}
