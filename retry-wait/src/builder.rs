#![expect(clippy::type_complexity, reason = "a method replaces one type parameter by another")]

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::time::Duration;

use tenacity_core::{AsyncTimer, BlockingTimer, Wait, wait_fixed};

use crate::judge::final_errors::{FailOn, FinalErrors};
use crate::parts::WaitParts;
use crate::report::check_report::CheckReport;
use crate::report::error::WaitError;
use crate::settings::{Settings, Span};
use crate::watch::blocking;
use crate::watch::future::WaitFuture;
use crate::watch::guards::{FailIf, FailWhen, Guards, OnLook};
use crate::watch::kind::{Found, Held, Reported, Unspanned, WaitKind};
use crate::watch::steps::Watch;

/// A wait that has not begun. `.await` an async wait, which [`wait_for`](crate::wait_for) and [`hold`](crate::hold) make. `.run()` a sync
/// wait, which [`wait_for_sync`](crate::wait_for_sync) and [`hold_sync`](crate::hold_sync) make.
///
/// `F` is the check, `C` is its result, and `P` are the other [parts](WaitParts).
#[must_use = "a wait does nothing until you `.await` it, or `.run()` a sync one"]
pub struct Waiting<F, C, P> {
    pub(crate) check: F,
    pub(crate) parts: P,
    pub(crate) settings: Settings,
    gives: PhantomData<fn() -> C>,
}

impl<F, C, P> Waiting<F, C, P> {
    /// Replaces a part.
    pub(crate) fn map<P2>(self, change: impl FnOnce(P) -> P2) -> Waiting<F, C, P2> {
        let Self { check, parts, settings, gives } = self;
        Waiting { check, parts: change(parts), settings, gives }
    }
}

impl<F, C, K, T> Waiting<F, C, WaitParts<K, T>> {
    pub(crate) const fn new(check: F, timer: T, description: String, span: Span, site: &'static Location<'static>) -> Self {
        Self { check, parts: WaitParts::new(timer), settings: Settings::new(description, span, site), gives: PhantomData }
    }
}

impl<F, C, K, T, J, X, G, W> Waiting<F, C, WaitParts<K, T, J, X, G, W>> {
    /// Sets the pause from the end of one check to the beginning of the next. The default is 50 ms, the minimum is 1 ms.
    ///
    /// The pause before the last check is shorter. To have time to finish, that check begins before the limit, by 5/4 of the longest check
    /// so far. If that moment has passed, it begins at the limit. Checks do not catch up: the pause after a slow check is not shorter.
    pub fn every(self, interval: Duration) -> Waiting<F, C, WaitParts<K, T, J, X, G>> {
        self.map(|parts| parts.with_wait(wait_fixed(interval)))
    }

    /// Sets a wait strategy for the pauses, such as `wait_exponential(…)` for long waits. The wait asks it after each check.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let timer = VirtualTimer::new();
    /// let waiting = wait_for_sync("the batch", || false).timeout(Duration::from_secs(10)).timer(timer.clone());
    /// assert!(waiting.wait(wait_exponential(Duration::from_secs(1))).run().is_err());
    /// assert_eq!(timer.sleeps(), [1, 2, 4, 3].map(Duration::from_secs)); // the last check is at the limit
    /// ```
    pub fn wait<W2: Wait>(self, wait: W2) -> Waiting<F, C, WaitParts<K, T, J, X, G, W2>> {
        self.map(|parts| parts.with_wait(wait))
    }

    /// Fails immediately, with the error `Stopped waiting for …`, when `reason` returns `Some`, for instance because a process exited.
    /// The closure is called before every check, and every 100 ms during pauses and async checks. This method may be called several times.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let exit_code = Some(137);
    /// let error = wait_for_sync("the server to answer", || false)
    ///     .fail_if("the server exited", || exit_code.map(|code| format!("code {code}")))
    /// #   .timer(VirtualTimer::new())
    ///     .run()
    ///     .unwrap_err();
    /// assert_eq!(error.to_string(), "Stopped waiting for the server to answer after 0.0s: the server exited: code 137");
    /// ```
    pub fn fail_if<P, R>(self, what: impl Into<String>, reason: P) -> Waiting<F, C, WaitParts<K, T, J, X, (G, FailIf<P>), W>>
    where
        P: FnMut() -> Option<R>,
        R: fmt::Display,
    {
        self.map(|parts| parts.with_guard(FailIf::new(what.into(), reason)))
    }

    /// Fails immediately, with the error `Stopped waiting for …`, when `reason` resolves, for instance because a task has ended. The
    /// future is polled during checks and pauses. The error shows its output. For async waits only. This method may be called several times.
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
    /// let (ask_to_stop, asked) = tokio::sync::oneshot::channel();
    /// # ask_to_stop.send("SIGTERM").unwrap();
    /// let error = wait_for("the queue to drain", async || false)
    ///     .fail_when("the program ends", async { asked.await.unwrap_or("nobody can ask any more") })
    ///     .await
    ///     .unwrap_err();
    /// assert_eq!(error.to_string(), "Stopped waiting for the queue to drain after 0.0s: the program ends: SIGTERM");
    /// # }
    /// ```
    pub fn fail_when<D, L>(self, what: impl Into<String>, reason: D) -> Waiting<F, C, WaitParts<K, T, J, X, (G, FailWhen<D>), W>>
    where
        F: FnMut() -> L,
        L: Future<Output = C>,
        D: Future<Output: fmt::Display>,
    {
        self.map(|parts| parts.with_guard(FailWhen::new(what.into(), reason)))
    }

    /// Calls `observer` after every check, to log or display the progress. The features `tracing` and `log` have such observers:
    /// `tenacity::tracing::look_log(level)` and `tenacity::log::look_log(level)`. This method may be called several times.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let mut states = ["NEW", "PENDING", "PAID"].into_iter();
    /// let mut lines = Vec::new();
    /// wait_for_sync("order 42 to be paid", || states.next().unwrap_or("PAID"))
    ///     .until(|&state| state == "PAID")
    ///     .show(|state| *state)
    ///     .on_look(|look| lines.push(format!("{}: {} at {:?}, then {:?}", look.number, look.found, look.elapsed, look.next)))
    /// #   .timer(VirtualTimer::new())
    ///     .run()?;
    /// assert_eq!(lines, ["1: NEW at 0ns, then Some(50ms)", "2: PENDING at 50ms, then Some(50ms)", "3: ready at 100ms, then None"]);
    /// # Ok::<(), WaitError>(())
    /// ```
    pub fn on_look<O>(self, observer: O) -> Waiting<F, C, WaitParts<K, T, J, X, (G, OnLook<O>), W>>
    where
        O: FnMut(&CheckReport<'_>),
    {
        self.map(|parts| parts.with_guard(OnLook(observer)))
    }

    /// Cuts off each check after `limit`. The check then counts as not ready, and the wait continues. For async waits only, because a
    /// blocking check cannot be cut off. If the limit of the wait is zero, its only check may take this long.
    pub fn check_timeout<L>(mut self, limit: Duration) -> Self
    where
        F: FnMut() -> L,
        L: Future<Output = C>,
    {
        self.settings.check_timeout = Some(limit);
        self
    }

    /// Sets the timer. The default is the standard library for a sync wait, and Tokio for an async one.
    ///
    /// On a `VirtualTimer`, only its own sleeps and limits let time pass. So a check that is pending at its first poll immediately uses up
    /// its whole limit. If checks wait for something outside, use a real or a paused clock.
    pub fn timer<T2>(self, timer: T2) -> Waiting<F, C, WaitParts<K, T2, J, X, G, W>> {
        self.map(|parts| parts.with_timer(timer))
    }
}

/// The kinds of [`wait_for`](crate::wait_for). A [`hold`](crate::hold) has no limit and no value, so it lacks these methods.
pub trait Reaching {}
impl Reaching for Found {}
impl Reaching for Reported {}

impl<F, C, K: Reaching, T, J, X, G, W> Waiting<F, C, WaitParts<K, T, J, X, G, W>> {
    /// Sets the limit of the whole wait. The default is 5 s. Zero means a single check.
    ///
    /// An async check that still runs at the limit is cut off. If the last check is ready, the wait succeeds. If the environment variable
    /// `TENACITY_TIMEOUT_SCALE` is a number, all limits are multiplied by it. Intervals are not.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.settings.span = Span::Limit(limit);
        self
    }

    /// Waits for `n` ready checks in a row. Any other check resets the count. The wait returns the last value.
    ///
    /// # Panics
    ///
    /// If `n` is 0.
    pub fn successes(mut self, n: u32) -> Self {
        assert!(n > 0, "successes(0): a wait needs at least one ready check: write 1 or more");
        self.settings.successes = n;
        self
    }

    /// Waits until all checks have been ready for `time`. Any other check restarts that time. The wait returns the last value.
    ///
    /// The stable time must begin before the limit, but may end after it. The wait takes no longer than the limit, the stable time and its
    /// last check together.
    pub fn stable_for(mut self, time: Duration) -> Self {
        self.settings.stable_for = time;
        self
    }

    /// Makes the wait return a [`Waited`](crate::Waited): the value, and the time and the number of checks that the wait took.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let mut looks = 0..3;
    /// let waited = wait_for_sync("the queue to drain", || looks.next().is_none()).timer(VirtualTimer::new()).report().run()?;
    /// assert_eq!((waited.checks, waited.elapsed.as_millis()), (4, 150));
    /// # Ok::<(), WaitError>(())
    /// ```
    pub fn report(self) -> Waiting<F, C, WaitParts<Reported, T, J, X, G, W>> {
        self.map(WaitParts::with_kind)
    }
}

impl<F, C, T, J, X, G, W> Waiting<F, C, WaitParts<Unspanned, T, J, X, G, W>> {
    /// Sets how long the condition has to hold.
    pub fn during(mut self, time: Duration) -> Waiting<F, C, WaitParts<Held, T, J, X, G, W>> {
        self.settings.span = Span::Hold(time);
        self.map(WaitParts::with_kind)
    }
}

impl<F, V, E, K, T, J, X, G, W> Waiting<F, Result<V, E>, WaitParts<K, T, J, X, G, W>> {
    /// Fails immediately at an error for which `is_final` returns true. Other errors mean not yet. This method may be called several times.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let error = wait_for_sync("the page", || Err::<bool, _>("404 not found"))
    ///     .fail_on(|error| error.starts_with('4'))
    /// #   .timer(VirtualTimer::new())
    ///     .run()
    ///     .unwrap_err();
    /// assert_eq!(error.to_string(), "Stopped waiting for the page after 0.0s: 404 not found (1 check)");
    /// ```
    pub fn fail_on<P>(self, is_final: P) -> Waiting<F, Result<V, E>, WaitParts<K, T, J, FailOn<X, P>, G, W>>
    where
        P: FnMut(&E) -> bool,
    {
        self.map(|parts| parts.with_final_errors(|others| FailOn { others, is_final }))
    }
}

impl<F, C, K, T, J, X, G, W> Waiting<F, C, WaitParts<K, T, J, X, G, W>> {
    /// Blocks the thread until the wait ends. A blocking check cannot be cut off: set timeouts on the calls in it.
    ///
    /// # Errors
    ///
    /// If the limit has passed, a guard has tripped or an error is final. If `TENACITY_TIMEOUT_SCALE` is invalid, the wait fails immediately.
    // The bounds stand here, not at the `impl` or in the signature, because the compiler then reports each with its own message.
    pub fn run<V, O>(self) -> Result<O, WaitError>
    where
        F: FnMut() -> C,
        X: FinalErrors<C, J, Value = V>,
        W: Wait,
        G: Guards,
        T: BlockingTimer,
        K: WaitKind<V, Output = O>,
    {
        blocking::run(self.check, Watch::new(self.settings, self.parts))
    }
}

// If `.await` does not fit, the compiler shows the first and the last of these bounds, so their comments show what to write.
impl<F, L, K, T, J, X, G, W> IntoFuture for Waiting<F, L::Output, WaitParts<K, T, J, X, G, W>>
where
    T: AsyncTimer, // `wait_for_sync` has no async timer: write `.run()` instead of `.await`.
    F: FnMut() -> L,
    L: Future,
    W: Wait,
    G: Guards,
    K: WaitKind<X::Value>,
    X: FinalErrors<L::Output, J>, // Not a `bool` or `Option`: judge it by `.until(|value| …)`, or return `result.map(Some)`.
{
    type Output = Result<K::Output, WaitError>;
    type IntoFuture = WaitFuture<F, WaitParts<K, T, J, X, G, W>>;

    fn into_future(self) -> Self::IntoFuture {
        WaitFuture::new(self.check, Watch::new(self.settings, self.parts))
    }
}

impl<F, C, P> fmt::Debug for Waiting<F, C, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("settings", &self.settings).finish_non_exhaustive()
    }
}
