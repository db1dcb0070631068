use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use tenacity_core::{Wait, wait_fixed};
use tenacity_wait::engine::{Settings, Span};
use tenacity_wait::{FailIf, FailWhen, Guards, ProbeReport, WaitError};

use super::block_on::block_on;
use super::on_progress::{OnProgress, ProgressObserver};
use super::running::{Running, WhileRunning};
use super::until_ready_future::UntilReadyFuture;
use crate::readiness::{IntoReadiness, Plan, Readiness};

const DEFAULT_LIMIT: Duration = Duration::from_secs(30);
const DEFAULT_INTERVAL: Duration = Duration::from_millis(100);

/// Waits until a probe is ready, all of `a & b`, or the first of `a | b`. Returns the values that they found.
///
/// All probes are checked concurrently. The first check is immediate. Each further check begins 100 ms after the end of the previous one.
/// The limit is 30 s. The wait runs on any executor, and in real time even on a paused Tokio clock.
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// # let (database, folder) = (listener.local_addr()?, std::env::temp_dir());
/// wait_until_ready(tcp(database) & file(folder)).timeout(Duration::from_secs(30)).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Returns a [`WaitError`] if the limit has passed, a probe has failed for good, or a guard has tripped. The error lists each probe: when it
/// became ready, or why it did not.
///
/// # Panics
///
/// Panics if a closure panics, or if the system has no thread or file descriptor left for the runtime of the probes.
#[track_caller]
pub fn wait_until_ready<R, K>(probe: R) -> UntilReady<R::Readiness, AsyncMode>
where
    R: IntoReadiness<K>,
{
    UntilReady::new(probe.into_readiness(), Location::caller())
}

/// The blocking form of [`wait_until_ready`]. [`run`](UntilReady::run) starts it.
///
/// ```
/// use tenacity::prelude::*;
///
/// # let folder = std::env::temp_dir();
/// wait_until_ready_sync(file(folder)).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[track_caller]
pub fn wait_until_ready_sync<R, K>(probe: R) -> UntilReady<R::Readiness, SyncMode>
where
    R: IntoReadiness<K>,
{
    UntilReady::new(probe.into_readiness(), Location::caller())
}

/// The mode of [`wait_until_ready`]: the wait is awaited.
#[derive(Debug)]
pub struct AsyncMode;

/// The mode of [`wait_until_ready_sync`]: the wait blocks its thread.
#[derive(Debug)]
pub struct SyncMode;

/// A wait for probes that has not begun. [`wait_until_ready`] and [`wait_until_ready_sync`] create it.
#[must_use = "a wait does nothing until you `.await` it, or `.run()` a sync one"]
pub struct UntilReady<R, M, G = (), O = ()> {
    readiness: R,
    plan: Plan,
    guards: G,
    observer: O,
    rechecks: bool,
    mode: PhantomData<fn() -> M>,
}

impl<R: Readiness, M> UntilReady<R, M> {
    fn new(readiness: R, site: &'static Location<'static>) -> Self {
        let settings = Settings::new(readiness.describe(), Span::Limit(DEFAULT_LIMIT), site);
        let plan = Plan { settings, wait: Arc::new(wait_fixed(DEFAULT_INTERVAL)) };
        Self { readiness, plan, guards: (), observer: (), rechecks: false, mode: PhantomData }
    }
}

impl<R, M, G, O> UntilReady<R, M, G, O> {
    /// Sets the limit of the whole wait. The default is 30 s. Zero means one check of each probe.
    ///
    /// If the environment variable `TENACITY_TIMEOUT_SCALE` is set, the limit is multiplied by it.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.plan.settings.span = Span::Limit(limit);
        self
    }

    /// Sets the pause from the end of one check of a probe to the beginning of the next. The default is 100 ms, the minimum is 1 ms.
    pub fn every(self, interval: Duration) -> Self {
        self.wait(wait_fixed(interval))
    }

    /// Sets the pauses by a wait strategy. It applies to each probe separately.
    pub fn wait<W: Wait + Send + Sync + 'static>(mut self, wait: W) -> Self {
        self.plan.wait = Arc::new(wait);
        self
    }

    /// Sets how long one check of a probe may take. The default is each probe's own limit.
    pub fn check_timeout(mut self, limit: Duration) -> Self {
        self.plan.settings.check_timeout = Some(limit);
        self
    }

    /// Requires each probe to be ready `n` times in a row.
    ///
    /// # Panics
    ///
    /// Panics if `n` is 0, because a wait needs at least one check.
    pub fn successes(mut self, n: u32) -> Self {
        assert!(n > 0, "successes(0): a wait needs at least one ready check: write 1 or more");
        self.plan.settings.successes = n;
        self
    }

    /// Requires each probe to stay ready for `time`. That time must begin before the limit, but may end after it.
    pub fn stable_for(mut self, time: Duration) -> Self {
        self.plan.settings.stable_for = time;
        self
    }

    /// Requires all probes to be ready at the same time. When the last probe has become ready, all are checked again. This repeats until
    /// each of them is ready at its first check. Without this, a probe that was ready is not checked again.
    pub fn recheck(self) -> Self {
        Self { rechecks: true, ..self }
    }

    /// Fails immediately when `reason` returns `Some`, for example because a process died. The error is `Stopped waiting for …`. The closure
    /// is called every 100 ms.
    pub fn fail_if<P, D>(self, what: impl Into<String>, reason: P) -> UntilReady<R, M, (G, FailIf<P>), O>
    where
        P: FnMut() -> Option<D>,
        D: fmt::Display,
    {
        self.with_guard(FailIf::new(what.into(), reason))
    }

    /// Fails immediately when `reason` resolves, for example because a task ended or a user cancelled. The error is `Stopped waiting for …`, and
    /// shows the output of the future. The future is polled together with the probes.
    pub fn fail_when<D>(self, what: impl Into<String>, reason: D) -> UntilReady<R, M, (G, FailWhen<D>), O>
    where
        D: Future<Output: fmt::Display>,
    {
        self.with_guard(FailWhen::new(what.into(), reason))
    }

    /// Fails immediately when `process` ends. The error shows its exit status or signal.
    ///
    /// ```
    /// use std::process::Command;
    /// use tenacity::prelude::*;
    ///
    /// # if cfg!(unix) {
    /// let mut server = Command::new("sh").args(["-c", "exit 3"]).spawn()?;
    /// let error = wait_until_ready_sync(file("/no/such/socket")).while_running(&mut server).run().unwrap_err();
    /// assert!(error.to_string().contains("the process ended: exit status: 3"), "{error}");
    /// # }
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// If a [`log()`](crate::log()) of its output is among the probes, the report also shows its last lines. The process and its output may
    /// end in either order. After the first of them has ended, the other has 100 ms to end.
    pub fn while_running<C: Running>(self, process: &mut C) -> UntilReady<R, M, (G, WhileRunning<'_, C>), O> {
        self.with_guard(WhileRunning { process })
    }

    /// Calls `observer` whenever the report of a probe has changed, to log or display the progress. The features `tracing` and `log`
    /// provide such observers: `tenacity::tracing::progress_log(level)` and `tenacity::log::progress_log(level)`.
    pub fn on_progress<F>(self, observer: F) -> UntilReady<R, M, G, OnProgress<F>>
    where
        F: FnMut(&ProbeReport),
    {
        let Self { readiness, plan, guards, rechecks, mode, .. } = self;
        UntilReady { readiness, plan, guards, observer: OnProgress::new(observer), rechecks, mode }
    }
}

impl<R, M, G, O> UntilReady<R, M, G, O> {
    fn with_guard<G2>(self, guard: G2) -> UntilReady<R, M, (G, G2), O> {
        let Self { readiness, plan, guards, observer, rechecks, mode } = self;
        UntilReady { readiness, plan, guards: (guards, guard), observer, rechecks, mode }
    }
}

impl<R: Readiness, G: Guards, O: ProgressObserver> UntilReady<R, SyncMode, G, O> {
    /// Blocks the thread until the wait ends.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`wait_until_ready`].
    pub fn run(self) -> Result<R::Output, WaitError> {
        block_on(self.begin()).map_err(WaitError::of_this_thread)
    }
}

impl<R: Readiness, G: Guards, O: ProgressObserver> IntoFuture for UntilReady<R, AsyncMode, G, O> {
    type Output = Result<R::Output, WaitError>;
    type IntoFuture = UntilReadyFuture<R::Underway, G, O>;

    fn into_future(self) -> Self::IntoFuture {
        self.begin()
    }
}

impl<R: Readiness, M, G, O> UntilReady<R, M, G, O> {
    fn begin(self) -> UntilReadyFuture<R::Underway, G, O> {
        let Self { readiness, mut plan, guards, observer, rechecks, .. } = self;
        plan.settings.scale();
        let wait = readiness.begin(&plan);
        let settings = plan.settings;
        UntilReadyFuture::new(wait, settings, guards, observer, rechecks)
    }
}

impl<R, M, G, O> fmt::Debug for UntilReady<R, M, G, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntilReady").field("settings", &self.plan.settings).finish_non_exhaustive()
    }
}
