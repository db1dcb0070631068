//! A call that continues from its saved progress.

use core::time::Duration;

use super::hook_list::HookList;
use super::retry_policy::RetryPolicy;
use super::run::Run;
use super::timers::ClockSource;
use crate::call::limits::Token;
use crate::call::memory::{Memory, Progress};
use crate::call::saved::Saved;
use crate::stop::strategy::Stop;
use crate::time::timer::Clock;
use crate::time::wall::WallClock;
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
        self.resume_on(&saved, WallClock::System)
    }

    /// Like [`resume`](Self::resume), at the wall time `now` since the Unix epoch.
    pub fn resume_at(&self, saved: Saved, now: Duration) -> Run<'_, S, W, P, H, T>
    where
        H: HookList,
        T: ClockSource,
    {
        self.resume_on(&saved, WallClock::Given(now))
    }

    fn resume_on(&self, saved: &Saved, wall: WallClock) -> Run<'_, S, W, P, H, T>
    where
        H: HookList,
        T: ClockSource,
    {
        let Continued { saved, before, .. } = self.continued(saved, wall);
        let progress = saved.progress(self.seed);
        let planned = (saved.attempts() > 0).then_some((saved.previous_sleep(), Token::PAID));
        let start = self.timer.clock().map(Clock::now);
        Run { policy: self, progress, report: None, saved, before, elapsed: before, start, planned }
    }

    /// Continues a call, or starts it with its deposit.
    #[inline]
    pub(super) fn continued(&self, saved: &Saved, wall: WallClock) -> Continued
    where
        H: HookList,
    {
        if saved.is_new() {
            self.deposit();
        }
        Continued { saved: *saved, before: saved.elapsed_at(|| wall.start()), wall }
    }
}

/// A call that continues in this process.
#[derive(Debug)]
pub(super) struct Continued {
    pub(super) saved: Saved,
    /// The time of the call before it continued.
    pub(super) before: Duration,
    wall: WallClock,
}

impl Continued {
    /// Returns the progress to store, after an attempt that took this time. Only now does a call that has begun here need the wall time of its
    /// start.
    #[inline]
    pub(super) fn after(&self, progress: &Progress, own_seed: Option<u64>, lasted: Duration) -> Saved {
        let elapsed = self.before.saturating_add(lasted);
        self.saved.after(progress, own_seed, elapsed, || self.wall.started(lasted).unwrap_or_default())
    }
}

impl<S: Stop, W: Wait, P, H: HookList, T: ClockSource> Run<'_, S, W, P, H, T> {
    /// Returns the progress of the call, for [`RetryPolicy::resume`] or [`RetryPolicy::step`] in this process or another.
    ///
    /// The wall clock is the system's; [`save_at`](Self::save_at) takes the time instead. The token of a planned retry is then spent,
    /// even if this run is dropped: the process that continues the call makes the retry. The progress lacks an attempt that has not
    /// ended, and also the attempt that ended the call. Drop the progress of a call that has ended.
    #[cfg(feature = "std")]
    pub fn save(&mut self) -> Saved {
        self.save_on(WallClock::System)
    }

    /// Like [`save`](Self::save), at the wall time `now` since the Unix epoch.
    pub fn save_at(&mut self, now: Duration) -> Saved {
        self.save_on(WallClock::Given(now))
    }

    fn save_on(&mut self, wall: WallClock) -> Saved {
        if let Some((_, token)) = &mut self.planned {
            core::mem::replace(token, Token::PAID).spend();
        }
        if !self.saved.is_new() && !self.progress.has_retried() {
            // No attempt has ended since the run was resumed.
            return self.saved;
        }
        // With `record_at`, the caller's clock may be ahead of the policy's.
        let since_start = self.by_clock().unwrap_or_default().max(self.elapsed);
        let start = || wall.start().unwrap_or_default().saturating_sub(since_start);
        self.saved.after(&self.progress, self.policy.seed, self.elapsed, start)
    }
}
