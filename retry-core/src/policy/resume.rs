//! A call that continues from its saved progress.

use core::time::Duration;

use super::hook_list::HookList;
use super::retry_policy::RetryPolicy;
use super::run::Run;
use super::timers::ClockSource;
use crate::call::limits::Token;
use crate::call::memory::Progress;
use crate::call::saved::Saved;
use crate::stop::strategy::Stop;
#[cfg(feature = "std")]
use crate::time::present::wall;
use crate::time::timer::Clock;
use crate::wait::strategy::Wait;

impl<S: Stop, W: Wait, P, H, T> RetryPolicy<S, W, P, H, T> {
    /// Continues a call without any I/O, as [`start`](Self::start) begins one. [`Run::save`] stores its progress.
    ///
    /// ```
    /// use std::{ops::ControlFlow, time::Duration};
    /// use tenacity::{Saved, prelude::*};
    ///
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_fixed(Duration::from_secs(60)));
    /// let mut run = policy.resume(Saved::new());
    /// assert_eq!(run.record(Err::<(), _>("busy")), ControlFlow::Continue(Duration::from_secs(60)));
    /// let saved = run.save();
    /// // A minute later, perhaps in another process:
    /// let mut run = policy.resume(saved);
    /// assert_eq!(run.record(Err::<(), _>("busy")), ControlFlow::Break(Err("busy")));
    /// ```
    ///
    /// The elapsed time of the call is its wall-clock time. The wall clock is the system's; [`resume_at`](Self::resume_at) takes the time
    /// instead. Only a call that has not begun makes the budget's deposit.
    #[cfg(feature = "std")]
    pub fn resume(&self, saved: Saved) -> Run<'_, S, W, P, H, T>
    where
        H: HookList,
        T: ClockSource,
    {
        self.resume_if_timed(&saved, wall())
    }

    /// Like [`resume`](Self::resume), at the wall time `now` since the Unix epoch.
    pub fn resume_at(&self, saved: Saved, now: Duration) -> Run<'_, S, W, P, H, T>
    where
        H: HookList,
        T: ClockSource,
    {
        self.resume_if_timed(&saved, Some(now))
    }

    fn resume_if_timed(&self, saved: &Saved, now: Option<Duration>) -> Run<'_, S, W, P, H, T>
    where
        H: HookList,
        T: ClockSource,
    {
        let (progress, before) = self.continued(saved, now);
        let planned = (saved.attempts() > 0).then_some((saved.previous_sleep(), Token::PAID));
        Run { policy: self, progress, report: None, before, elapsed: before, start: self.timer.clock().map(Clock::now), planned }
    }

    /// Continues a call. Returns its memory, and its elapsed time at this wall time.
    pub(super) fn continued(&self, saved: &Saved, now: Option<Duration>) -> (Progress, Duration)
    where
        H: HookList,
    {
        if saved.started().is_none() {
            self.deposit();
        }
        (saved.progress(self.seed), saved.elapsed_at(now))
    }
}

impl<S: Stop, W: Wait, P, H: HookList, T: ClockSource> Run<'_, S, W, P, H, T> {
    /// Returns the progress of the call, for [`RetryPolicy::resume`] or [`RetryPolicy::step`] in this process or another.
    ///
    /// The wall clock is the system's; [`save_at`](Self::save_at) takes the time instead. The token of a planned retry is then spent,
    /// even if this run is dropped: the process that continues the call makes the retry.
    #[cfg(feature = "std")]
    pub fn save(&mut self) -> Saved {
        self.save_if_timed(wall())
    }

    /// Like [`save`](Self::save), at the wall time `now` since the Unix epoch.
    pub fn save_at(&mut self, now: Duration) -> Saved {
        self.save_if_timed(Some(now))
    }

    fn save_if_timed(&mut self, now: Option<Duration>) -> Saved {
        if let Some((_, token)) = &mut self.planned {
            core::mem::replace(token, Token::PAID).spend();
        }
        // With `record_at`, the caller's clock may be ahead of the policy's.
        let since_start = self.since_start().max(self.elapsed);
        let started = now.unwrap_or_default().saturating_sub(since_start);
        Saved::of(&self.progress, self.policy.seed, started, self.elapsed)
    }
}
