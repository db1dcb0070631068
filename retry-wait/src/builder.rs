#![expect(clippy::type_complexity, reason = "a word puts one type in place of another, and says so")]

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::time::Duration;

use tenacity_core::{AsyncTimer, BlockingTimer, Wait, wait_fixed};

use crate::judge::final_errors::{FailOn, FinalErrors};
use crate::parts::WaitParts;
use crate::report::error::WaitError;
use crate::report::looked::Looked;
use crate::terms::{Span, Terms};
use crate::watch::blocking;
use crate::watch::future::WaitFuture;
use crate::watch::guards::{FailIf, FailWhen, Guards, OnLook};
use crate::watch::kind::{Found, Held, Reported, Unspanned, WaitKind};
use crate::watch::steps::Watch;

/// A wait that has not begun: what [`wait_for`](crate::wait_for), [`wait_for_sync`](crate::wait_for_sync) and [`hold`](crate::hold)
/// make. An async one is awaited, a sync one is `run()`.
///
/// It holds the check `F`, which gives a `C`, and the other [parts](WaitParts) `P`.
#[must_use = "a wait does nothing until you `.await` it, or `.run()` a sync one"]
pub struct Waiting<F, C, P> {
    pub(crate) check: F,
    pub(crate) parts: P,
    pub(crate) terms: Terms,
    gives: PhantomData<fn() -> C>,
}

impl<F, C, P> Waiting<F, C, P> {
    /// Replaces one of the parts.
    pub(crate) fn map<P2>(self, change: impl FnOnce(P) -> P2) -> Waiting<F, C, P2> {
        let Self { check, parts, terms, gives } = self;
        Waiting { check, parts: change(parts), terms, gives }
    }
}

impl<F, C, A, T> Waiting<F, C, WaitParts<A, T>> {
    pub(crate) const fn new(check: F, timer: T, description: String, span: Span, site: &'static Location<'static>) -> Self {
        Self { check, parts: WaitParts::new(timer), terms: Terms::new(description, span, site), gives: PhantomData }
    }
}

impl<F, C, A, T, J, X, G, W> Waiting<F, C, WaitParts<A, T, J, X, G, W>> {
    /// The pause from the end of one look to the beginning of the next, in place of 50 ms; at least 1 ms.
    ///
    /// It is shortened where the limit is nearer, so that the last look is at the limit, or before it by 5/4 of the longest look so
    /// far, to have room to finish. Looks do not catch up: after a slow one the pause is as long as ever.
    pub fn every(self, interval: Duration) -> Waiting<F, C, WaitParts<A, T, J, X, G>> {
        self.map(|parts| parts.with_wait(wait_fixed(interval)))
    }

    /// Pauses that a wait strategy gives, asked after each look: `wait_exponential(…)` for what takes long, say.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let timer = VirtualTimer::new();
    /// let waiting = wait_for_sync("the batch", || false).timeout(Duration::from_secs(10)).timer(timer.clone());
    /// assert!(waiting.wait(wait_exponential(Duration::from_secs(1))).run().is_err());
    /// assert_eq!(timer.sleeps(), [1, 2, 4, 3].map(Duration::from_secs)); // the last look is at the limit
    /// ```
    pub fn wait<W2: Wait>(self, wait: W2) -> Waiting<F, C, WaitParts<A, T, J, X, G, W2>> {
        self.map(|parts| parts.with_wait(wait))
    }

    /// Fails at once, with the error `Stopped waiting for …`, when `reason` gives one: the process died, the connection closed. It
    /// is asked before every look, and every 100 ms while one or a pause lasts longer, but for a look that blocks. Several may be given.
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
    pub fn fail_if<P, R>(self, what: impl Into<String>, reason: P) -> Waiting<F, C, WaitParts<A, T, J, X, (G, FailIf<P>), W>>
    where
        P: FnMut() -> Option<R>,
        R: fmt::Display,
    {
        self.map(|parts| parts.with_guard(FailIf::new(what.into(), reason)))
    }

    /// Fails at once, with the error `Stopped waiting for …`, when `reason` resolves: a task has ended, somebody has cancelled. It is
    /// polled beside the looks and the pauses, and what it resolves to is told. Async only; several may be given.
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
    pub fn fail_when<D, L>(self, what: impl Into<String>, reason: D) -> Waiting<F, C, WaitParts<A, T, J, X, (G, FailWhen<D>), W>>
    where
        F: FnMut() -> L,
        L: Future<Output = C>,
        D: Future<Output: fmt::Display>,
    {
        self.map(|parts| parts.with_guard(FailWhen::new(what.into(), reason)))
    }

    /// Calls `observer` after every look, for a log or a display of the progress. With the features of these names
    /// `tenacity::tracing::look_log(level)` and `tenacity::log::look_log(level)` are such observers. Several may be given.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let mut states = ["NEW", "PENDING", "PAID"].into_iter();
    /// let mut told = Vec::new();
    /// wait_for_sync("order 42 to be paid", || states.next().unwrap_or("PAID"))
    ///     .until(|&state| state == "PAID")
    ///     .show(|state| *state)
    ///     .on_look(|look| told.push(format!("{}: {} at {:?}, then {:?}", look.number, look.found, look.elapsed, look.next)))
    /// #   .timer(VirtualTimer::new())
    ///     .run()?;
    /// assert_eq!(told, ["1: NEW at 0ns, then Some(50ms)", "2: PENDING at 50ms, then Some(50ms)", "3: ready at 100ms, then None"]);
    /// # Ok::<(), WaitError>(())
    /// ```
    pub fn on_look<O>(self, observer: O) -> Waiting<F, C, WaitParts<A, T, J, X, (G, OnLook<O>), W>>
    where
        O: FnMut(&Looked<'_>),
    {
        self.map(|parts| parts.with_guard(OnLook(observer)))
    }

    /// Gives up a look that takes longer than `limit`, and goes on: it counts as not ready. Async only, for a blocking check cannot
    /// be cut off. The one look of a wait whose limit is zero may take as long.
    pub fn check_timeout<L>(mut self, limit: Duration) -> Self
    where
        F: FnMut() -> L,
        L: Future<Output = C>,
    {
        self.terms.check_timeout = Some(limit);
        self
    }

    /// Where time comes from, in place of the standard library for a sync wait and Tokio for an async one.
    ///
    /// A look that is still under way has its whole limit pass at once on a `VirtualTimer`, because nothing else can let time pass
    /// there: checks that wait for something outside need a real or a paused clock.
    pub fn timer<T2>(self, timer: T2) -> Waiting<F, C, WaitParts<A, T2, J, X, G, W>> {
        self.map(|parts| parts.with_timer(timer))
    }
}

/// The goals of [`wait_for`](crate::wait_for). A [`hold`](crate::hold) has no limit and no value, so it lacks these methods.
pub trait Reaching {}
impl Reaching for Found {}
impl Reaching for Reported {}

impl<F, C, A: Reaching, T, J, X, G, W> Waiting<F, C, WaitParts<A, T, J, X, G, W>> {
    /// The limit of the whole wait, in place of 5 s. Zero is just one look.
    ///
    /// An async look that is under way at the limit is cut off; a condition that is found true in the last look is success. Where the
    /// environment variable `TENACITY_TIMEOUT_SCALE` is set to a number, all limits are multiplied by it, and no interval is.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.terms.span = Span::Limit(limit);
        self
    }

    /// Waits for `n` ready looks in a row; any other begins the count anew. The wait gives the last value.
    ///
    /// # Panics
    ///
    /// If `n` is 0: one look is needed to see anything.
    pub fn successes(mut self, n: u32) -> Self {
        assert!(n > 0, "successes(0): a wait needs at least one ready look, so write 1 or more");
        self.terms.successes = n;
        self
    }

    /// Waits until every look has been ready for `time`; any other begins it anew. The wait gives the last value.
    ///
    /// The limit says when the stable time must have begun, so that the wait takes no longer than both together, and the last look.
    pub fn stable_for(mut self, time: Duration) -> Self {
        self.terms.stable_for = time;
        self
    }

    /// Returns a [`Waited`](crate::Waited): the value, and what the wait took.
    ///
    /// ```
    /// # use tenacity::{prelude::*, testing::VirtualTimer};
    /// let mut looks = 0..3;
    /// let waited = wait_for_sync("the queue to drain", || looks.next().is_none()).timer(VirtualTimer::new()).report().run()?;
    /// assert_eq!((waited.checks, waited.elapsed.as_millis()), (4, 150));
    /// # Ok::<(), WaitError>(())
    /// ```
    pub fn report(self) -> Waiting<F, C, WaitParts<Reported, T, J, X, G, W>> {
        self.map(WaitParts::with_goal)
    }
}

impl<F, C, T, J, X, G, W> Waiting<F, C, WaitParts<Unspanned, T, J, X, G, W>> {
    /// How long the condition has to hold.
    pub fn during(mut self, time: Duration) -> Waiting<F, C, WaitParts<Held, T, J, X, G, W>> {
        self.terms.span = Span::Hold(time);
        self.map(WaitParts::with_goal)
    }
}

impl<F, V, E, A, T, J, X, G, W> Waiting<F, Result<V, E>, WaitParts<A, T, J, X, G, W>> {
    /// Fails at once at an error for which `is_final` says so; others mean not yet. Several may be given.
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
    pub fn fail_on<P>(self, is_final: P) -> Waiting<F, Result<V, E>, WaitParts<A, T, J, FailOn<X, P>, G, W>>
    where
        P: FnMut(&E) -> bool,
    {
        self.map(|parts| parts.with_final_errors(|others| FailOn { others, is_final }))
    }
}

impl<F, C, A, T, J, X, G, W> Waiting<F, C, WaitParts<A, T, J, X, G, W>> {
    /// Waits, blocking the thread. A look cannot be cut off: limit what it calls.
    ///
    /// # Errors
    ///
    /// When the limit has passed, a guard has tripped or an error is final; at once when `TENACITY_TIMEOUT_SCALE` is no number.
    // Each bound that is not met is told in its own words, because none is at the `impl` or within the types of the signature.
    pub fn run<V, O>(self) -> Result<O, WaitError>
    where
        F: FnMut() -> C,
        X: FinalErrors<C, J, Value = V>,
        W: Wait,
        G: Guards,
        T: BlockingTimer,
        A: WaitKind<V, Output = O>,
    {
        blocking::run(self.check, Watch::new(self.terms, self.parts))
    }
}

// Of an `.await` that does not fit the compiler shows these lines, without their middle: so the first and the last say what to write.
impl<F, L, A, T, J, X, G, W> IntoFuture for Waiting<F, L::Output, WaitParts<A, T, J, X, G, W>>
where
    T: AsyncTimer, // A `wait_for_sync` has none: write `.run()` in place of `.await`.
    F: FnMut() -> L,
    L: Future,
    W: Wait,
    G: Guards,
    A: WaitKind<X::Value>,
    X: FinalErrors<L::Output, J>, // Neither `bool` nor `Option`: judge it by `.until(|value| …)`, or give `result.map(Some)`.
{
    type Output = Result<A::Output, WaitError>;
    type IntoFuture = WaitFuture<F, WaitParts<A, T, J, X, G, W>>;

    fn into_future(self) -> Self::IntoFuture {
        WaitFuture::new(self.check, Watch::new(self.terms, self.parts))
    }
}

impl<F, C, P> fmt::Debug for Waiting<F, C, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("terms", &self.terms).finish_non_exhaustive()
    }
}
