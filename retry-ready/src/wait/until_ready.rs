use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncTimer, Wait, ambient, wait_fixed};
use tenacity_wait::engine::{Span, Terms};
use tenacity_wait::{FailIf, FailWhen, Guards, ProbeReport, WaitError};
use tokio::time::Sleep;

use super::block_on::block_on;
use super::ending::{Ending, Failure};
use super::running::{Running, WhileRunning};
use crate::readiness::{IntoReadiness, Plan, Readiness, Underway};
use crate::runtime::WallTimer;

const DEFAULT_LIMIT: Duration = Duration::from_secs(30);
const DEFAULT_INTERVAL: Duration = Duration::from_millis(100);

/// Waits until the probe is ready, or all of `a & b`, or the first of `a | b`; gives what they found.
///
/// Each probe is looked at at once, and again 100 ms after the end of each look, side by side with the others, for no longer than
/// 30 s in all. Time is that of the world: a paused Tokio clock does not move it. Works on any executor.
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
/// A [`WaitError`] when the limit has passed, a probe has failed for good or a guard has tripped: it lists each probe as ready, with
/// the time, or pending, with the reason.
///
/// # Panics
///
/// As closures that are probes do; and if the system has no thread, or no file descriptor, left for the probes' own runtime.
#[track_caller]
pub fn wait_until_ready<R, K>(probe: R) -> UntilReady<R::Readiness, Awaited>
where
    R: IntoReadiness<K>,
{
    UntilReady::new(probe.into_readiness(), Location::caller())
}

/// [`wait_until_ready`], blocking the thread: [`run`](UntilReady::run) begins it.
///
/// ```
/// use tenacity::prelude::*;
///
/// # let folder = std::env::temp_dir();
/// wait_until_ready_sync(file(folder)).run()?;
/// # Ok::<(), WaitError>(())
/// ```
#[track_caller]
pub fn wait_until_ready_sync<R, K>(probe: R) -> UntilReady<R::Readiness, Run>
where
    R: IntoReadiness<K>,
{
    UntilReady::new(probe.into_readiness(), Location::caller())
}

/// A wait that is awaited.
#[derive(Debug)]
pub struct Awaited;

/// A wait that blocks its thread.
#[derive(Debug)]
pub struct Run;

/// A wait for probes that has not begun: what [`wait_until_ready`] and [`wait_until_ready_sync`] make.
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
        let terms = Terms::new(readiness.describe(), Span::Limit(DEFAULT_LIMIT), site);
        let plan = Plan { terms, wait: Arc::new(wait_fixed(DEFAULT_INTERVAL)) };
        Self { readiness, plan, guards: (), observer: (), rechecks: false, mode: PhantomData }
    }
}

impl<R, M, G, O> UntilReady<R, M, G, O> {
    /// The limit of the whole wait, in place of 30 s. Zero is one look at each probe.
    ///
    /// It is multiplied by the environment variable `TENACITY_TIMEOUT_SCALE`, where that is set.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.plan.terms.span = Span::Limit(limit);
        self
    }

    /// The pause from the end of one look at a probe to the beginning of the next, in place of 100 ms; at least 1 ms.
    pub fn every(self, interval: Duration) -> Self {
        self.wait(wait_fixed(interval))
    }

    /// Pauses that a wait strategy gives, for each probe by itself.
    pub fn wait<W: Wait + Send + Sync + 'static>(mut self, wait: W) -> Self {
        self.plan.wait = Arc::new(wait);
        self
    }

    /// How long one look at a probe may take, in place of what is each probe's own limit.
    pub fn check_timeout(mut self, limit: Duration) -> Self {
        self.plan.terms.check_timeout = Some(limit);
        self
    }

    /// Each probe has to be ready `n` times in a row.
    ///
    /// # Panics
    ///
    /// If `n` is 0: one look is needed to see anything.
    pub fn successes(mut self, n: u32) -> Self {
        assert!(n > 0, "successes(0): a wait needs at least one ready look, so write 1 or more");
        self.plan.terms.successes = n;
        self
    }

    /// Each probe has to be ready for `time` without a break. The limit says when that time must have begun.
    pub fn stable_for(mut self, time: Duration) -> Self {
        self.plan.terms.stable_for = time;
        self
    }

    /// All have to be ready at one time. Without this, a probe is looked at no more once it was ready, while others are waited for;
    /// with it, all are looked at again when the last has become ready, until none has changed its mind.
    pub fn recheck(self) -> Self {
        Self { rechecks: true, ..self }
    }

    /// Fails at once, with the error `Stopped waiting for …`, when `reason` gives one: the process died. It is asked every 100 ms.
    pub fn fail_if<P, D>(self, what: impl Into<String>, reason: P) -> UntilReady<R, M, (G, FailIf<P>), O>
    where
        P: FnMut() -> Option<D>,
        D: fmt::Display,
    {
        let Self { readiness, plan, guards, observer, rechecks, mode } = self;
        UntilReady { readiness, plan, guards: (guards, FailIf::new(what.into(), reason)), observer, rechecks, mode }
    }

    /// Fails at once, with the error `Stopped waiting for …`, when `reason` resolves: a task has ended, somebody has cancelled. It is
    /// polled beside the probes, and what it resolves to is told.
    pub fn fail_when<D>(self, what: impl Into<String>, reason: D) -> UntilReady<R, M, (G, FailWhen<D>), O>
    where
        D: Future<Output: fmt::Display>,
    {
        let Self { readiness, plan, guards, observer, rechecks, mode } = self;
        UntilReady { readiness, plan, guards: (guards, FailWhen::new(what.into(), reason)), observer, rechecks, mode }
    }

    /// Fails at once when this process ends, with its exit status or signal: there is nothing to wait for any more.
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
    /// If a [`log()`](crate::log()) of its output is among the probes, the report also has its last lines. The process and its output may
    /// end in either order: after the first, the wait gives the other 100 ms.
    pub fn while_running<C: Running>(self, process: &mut C) -> UntilReady<R, M, (G, WhileRunning<'_, C>), O> {
        let Self { readiness, plan, guards, observer, rechecks, mode } = self;
        UntilReady { readiness, plan, guards: (guards, WhileRunning { process }), observer, rechecks, mode }
    }

    /// Calls `observer` of a probe whenever a look at it has begun or ended, for a log or a display of the progress. With the features of
    /// these names `tenacity::tracing::progress_log(level)` and `tenacity::log::progress_log(level)` are such observers.
    pub fn on_progress<F>(self, observer: F) -> UntilReady<R, M, G, Observer<F>>
    where
        F: FnMut(&ProbeReport),
    {
        let Self { readiness, plan, guards, rechecks, mode, .. } = self;
        UntilReady { readiness, plan, guards, observer: Observer { told: Vec::new(), tell: observer }, rechecks, mode }
    }
}

impl<R: Readiness, G: Guards, O: Observe> UntilReady<R, Run, G, O> {
    /// Waits, blocking the thread.
    ///
    /// # Errors
    ///
    /// As [`wait_until_ready`].
    pub fn run(self) -> Result<R::Output, WaitError> {
        block_on(self.begin()).map_err(WaitError::of_this_thread)
    }
}

impl<R: Readiness, G: Guards, O: Observe> IntoFuture for UntilReady<R, Awaited, G, O> {
    type Output = Result<R::Output, WaitError>;
    type IntoFuture = UntilReadyFuture<R::Underway, G, O>;

    fn into_future(self) -> Self::IntoFuture {
        self.begin()
    }
}

impl<R: Readiness, M, G, O> UntilReady<R, M, G, O> {
    fn begin(self) -> UntilReadyFuture<R::Underway, G, O> {
        let Self { readiness, mut plan, guards, observer, rechecks, .. } = self;
        plan.terms.scale();
        let wait = readiness.begin(&plan);
        let terms = plan.terms;
        UntilReadyFuture { wait, ending: None, terms, guards, observer, rechecks, begun: None, pause: None }
    }
}

pin_project! {
    /// A wait for probes under way.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct UntilReadyFuture<U, G, O> {
        #[pin]
        wait: U,
        ending: Option<Ending>,
        terms: Terms,
        guards: G,
        observer: O,
        rechecks: bool,
        begun: Option<Instant>,
        // Until the guards are asked again.
        #[pin]
        pause: Option<Sleep>,
    }
}

impl<U: Underway, G: Guards, O: Observe> Future for UntilReadyFuture<U, G, O> {
    type Output = Result<U::Found, WaitError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let begun = *this.begun.get_or_insert_with(|| {
            this.terms.lie_within(ambient::remaining());
            Instant::now()
        });
        let mut outcome = Poll::Pending;
        if this.ending.is_none() {
            match poll_wait(this.wait.as_mut(), *this.rechecks, this.guards, this.pause.as_mut(), context) {
                Poll::Ready(Ok(found)) => outcome = Poll::Ready(Ok(found)),
                Poll::Ready(Err(failure)) => {
                    this.pause.set(None);
                    *this.ending = Some(Ending::new(failure, begun.elapsed()));
                }
                Poll::Pending => {}
            }
        }
        let is_told = this
            .ending
            .as_mut()
            .is_some_and(|ending| ending.poll(this.wait.as_mut(), this.guards, this.pause, context).is_ready());
        let reports = || {
            let mut reports = Vec::new();
            this.wait.as_ref().reports(&mut reports);
            reports
        };
        this.observer.observe(reports);
        match this.ending.take_if(|_| is_told) {
            Some(ending) => Poll::Ready(Err(ending.into_error(this.terms).of_probes(this.terms.description.clone(), reports()))),
            None => outcome,
        }
    }
}

/// Goes on with the probes, unless a guard has tripped.
fn poll_wait<U: Underway, G: Guards>(
    mut wait: Pin<&mut U>,
    rechecks: bool,
    guards: &mut G,
    pause: Pin<&mut Option<Sleep>>,
    context: &mut Context<'_>,
) -> Poll<Result<U::Found, Failure>> {
    if let Some((what, reason)) = poll_guards(guards, pause, context) {
        // What the probes saw up to now is told, too.
        let _ = wait.poll(context);
        return Poll::Ready(Err(Failure::Guard { what, reason }));
    }
    loop {
        match wait.as_mut().poll(context) {
            Poll::Ready(Ok(_)) if rechecks && !wait.as_ref().is_steady() => wait.as_mut().look_again(),
            outcome => return outcome.map_err(Failure::Probe),
        }
    }
}

/// Asks the guards, at first and after each pause.
fn poll_guards<G: Guards>(
    guards: &mut G,
    mut pause: Pin<&mut Option<Sleep>>,
    context: &mut Context<'_>,
) -> Option<(String, String)> {
    if let Some(cause) = guards.poll(context) {
        return Some(cause);
    }
    loop {
        if pause.as_mut().as_pin_mut().is_some_and(|pause| pause.poll(context).is_pending()) {
            return None;
        }
        if let Some(cause) = guards.tripped() {
            return Some(cause);
        }
        pause.set(Some(WallTimer.sleep(DEFAULT_INTERVAL)));
    }
}

/// Told of the progress.
pub trait Observe {
    #[doc(hidden)]
    fn observe(&mut self, reports: impl Fn() -> Vec<ProbeReport>);
}

impl Observe for () {
    fn observe(&mut self, _: impl Fn() -> Vec<ProbeReport>) {}
}

/// See [`UntilReady::on_progress`].
#[derive(Clone, Debug)]
pub struct Observer<F> {
    told: Vec<ProbeReport>,
    tell: F,
}

impl<F: FnMut(&ProbeReport)> Observe for Observer<F> {
    fn observe(&mut self, reports: impl Fn() -> Vec<ProbeReport>) {
        let reports = reports();
        for (index, report) in reports.iter().enumerate() {
            if self.told.get(index) != Some(report) {
                (self.tell)(report);
            }
        }
        self.told = reports;
    }
}

impl<R, M, G, O> fmt::Debug for UntilReady<R, M, G, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntilReady").field("terms", &self.plan.terms).finish_non_exhaustive()
    }
}

impl<U, G, O> fmt::Debug for UntilReadyFuture<U, G, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntilReadyFuture").field("terms", &self.terms).finish_non_exhaustive()
    }
}
