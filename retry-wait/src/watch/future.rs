//! The async driver: runs the check, cuts it off, and sleeps.

use std::fmt;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncTimer, Clock, Wait, ambient};

use super::goal::Goal;
use super::guards::Guards;
use super::looker::Looker;
use super::skipped::Present;
use super::steps::{Step, Watch};
use crate::judge::final_errors::FinalErrors;
use crate::parts::{AsyncParts, WaitParts};
use crate::report::error::WaitError;
use crate::report::evidence::Evidence;

pin_project! {
    /// A wait under way: what a [`Waiting`](crate::Waiting) becomes when it is awaited.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct WaitFuture<F, P>
    where
        F: Looker,
        P: AsyncParts,
    {
        check: F,
        watch: Watch<P>,
        start: Option<<P::Timer as Clock>::Instant>,
        // The real times of the first and the last poll: the timer may have another clock.
        begun: Option<Present>,
        polled: Option<Instant>,
        #[pin]
        stage: Stage<F::Looking, <P::Timer as AsyncTimer>::Sleep>,
    }
}

pin_project! {
    #[project = StageNow]
    enum Stage<L, S> {
        Between,
        Looking {
            #[pin]
            look: L,
            // Made once the look turns out to need time: on a virtual clock, making it lets the time pass.
            #[pin]
            limit: Option<S>,
            // What is to follow on the limit: the guards are asked in between.
            left: Duration,
        },
        Sleeping {
            #[pin]
            sleep: S,
            // Since the start of the wait.
            until: Duration,
            // What is to follow on the sleep: a timer may end one early, but the guards are not asked without end.
            left: Duration,
        },
        Over,
    }
}

impl<L, S> Stage<L, S> {
    fn sleeping<A, T, J, X, G, W>(watch: &Watch<WaitParts<A, T, J, X, G, W>>, now: Duration, pause: Duration) -> Self
    where
        T: AsyncTimer<Sleep = S>,
        G: Guards,
        W: Wait,
    {
        let slice = watch.slice(pause);
        Self::Sleeping {
            sleep: watch.parts.timer.sleep(slice),
            until: now.saturating_add(pause),
            left: pause.saturating_sub(slice),
        }
    }
}

impl<F: Looker, P: AsyncParts> WaitFuture<F, P> {
    /// What the wait saw so far.
    pub fn evidence(&self) -> &Evidence {
        &self.watch.course.evidence
    }

    /// What makes the looks.
    pub fn looker(self: Pin<&mut Self>) -> &mut F {
        self.project().check
    }

    /// Makes a wait that has ended go on, as if its last look had not been ready.
    pub fn look_again(self: Pin<&mut Self>) {
        self.project().stage.set(Stage::Between);
    }

    pub(crate) fn new(check: F, watch: Watch<P>) -> Self {
        Self { check, watch, start: None, begun: None, polled: None, stage: Stage::Between }
    }
}

impl<F, A, T, J, X, G, W> Future for WaitFuture<F, WaitParts<A, T, J, X, G, W>>
where
    F: Looker,
    T: AsyncTimer,
    X: FinalErrors<<F::Looking as Future>::Output, J>,
    G: Guards,
    W: Wait,
    A: Goal<X::Value>,
{
    type Output = Result<A::Output, WaitError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = self.as_mut().go_on(context);
        let this = self.project();
        *this.polled = Some(Instant::now());
        let skipped = || this.begun.and_then(Present::skipped_since);
        outcome.map_err(|error| error.skipping(skipped()))
    }
}

impl<F, A, T, J, X, G, W> WaitFuture<F, WaitParts<A, T, J, X, G, W>>
where
    F: Looker,
    T: AsyncTimer,
    X: FinalErrors<<F::Looking as Future>::Output, J>,
    G: Guards,
    W: Wait,
    A: Goal<X::Value>,
{
    fn go_on(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<A::Output, WaitError>> {
        let mut this = self.project();
        let woken = Instant::now();
        let start = *this.start.get_or_insert_with(|| {
            let now = this.watch.parts.timer.now();
            this.watch.course.lie_within(ambient::remaining());
            now
        });
        let begun = *this.begun.get_or_insert_with(|| Present::at(woken));
        // If a test moves the clock, the wait is not late: only real time since the last poll makes it late.
        let unpolled = this.polled.map_or(Duration::ZERO, |polled| woken.saturating_duration_since(polled));
        if !matches!(*this.stage, Stage::Over) {
            if let ControlFlow::Break(outcome) = this.watch.poll_guards(this.watch.now(start), context) {
                this.stage.set(Stage::Over);
                return Poll::Ready(outcome);
            }
        }
        loop {
            let step = match this.stage.as_mut().project() {
                StageNow::Between => {
                    let begun = this.watch.begin(this.watch.now(start));
                    begun.map_continue(|()| {
                        let course = &this.watch.course;
                        let cut = this.watch.parts.timer.deadline(start, course.cut_at());
                        let look = ambient::within(cut, || this.check.look(course.look()));
                        Stage::Looking { look, limit: None, left: this.watch.course.room() }
                    })
                }
                StageNow::Looking { mut look, mut limit, left } => {
                    let now = this.watch.now(start);
                    let course = &mut this.watch.course;
                    if course.resume(now.saturating_sub(course.cut_at()).min(unpolled), now) {
                        *left = course.rest(now);
                        limit.set(None);
                    }
                    let cut = this.watch.parts.timer.deadline(start, course.cut_at());
                    let polled_at = Instant::now();
                    let polled = ambient::within(cut, || look.as_mut().poll(context));
                    this.watch.course.evidence.held_its_thread(polled_at.elapsed());
                    let given = match polled {
                        Poll::Ready(given) => Some(given),
                        Poll::Pending => {
                            match ready!(poll_cut(this.watch, limit, left, start, context)) {
                                ControlFlow::Continue(()) => this.watch.course.evidence.real = Some(begun.now.elapsed()),
                                ControlFlow::Break(outcome) => {
                                    this.stage.set(Stage::Over);
                                    return Poll::Ready(outcome);
                                }
                            }
                            // The end may have come since the look was polled: a wait in it can still return its report.
                            match ambient::within(cut, || look.poll(context)) {
                                Poll::Ready(given) => Some(given),
                                Poll::Pending => None,
                            }
                        }
                    };
                    // A look that is over is gone before the pause.
                    this.stage.set(Stage::Between);
                    let now = this.watch.now(start);
                    let ended = this.watch.end(given, now);
                    ended.map_continue(|pause| Stage::sleeping(this.watch, now, pause))
                }
                StageNow::Sleeping { sleep, until, left } => {
                    let now = this.watch.now(start);
                    this.watch.course.woke_late(now.saturating_sub(*until).min(unpolled));
                    // The timer may belong to another thread, and fire later than the clock shows: a limit around this wait ends it now.
                    if now < *until {
                        ready!(sleep.poll(context));
                    }
                    let now = this.watch.now(start);
                    let rest = until.saturating_sub(now).min(*left);
                    if rest.is_zero() {
                        ControlFlow::Continue(Stage::Between)
                    } else {
                        this.watch.guard(now).map_continue(|()| Stage::sleeping(this.watch, now, rest))
                    }
                }
                StageNow::Over => panic!("a wait was polled again after it had ended"),
            };
            match step {
                ControlFlow::Continue(stage) => this.stage.set(stage),
                ControlFlow::Break(outcome) => {
                    this.stage.set(Stage::Over);
                    return Poll::Ready(outcome);
                }
            }
        }
    }
}

impl<F: Looker, P: AsyncParts> fmt::Debug for WaitFuture<F, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was seen may show secrets in its own `Debug`.
        let course = &self.watch.course;
        f.debug_struct("WaitFuture")
            .field("terms", &course.terms)
            .field("checks", &course.evidence.checks)
            .finish_non_exhaustive()
    }
}

/// Resolves when the look is to be cut off, or a guard has tripped. A check that uses up Tokio's budget for one poll leaves none to its
/// sleep, which then never ends: so the clock, too, has a say.
fn poll_cut<O, A, T: AsyncTimer, J, X, G: Guards, W: Wait>(
    watch: &mut Watch<WaitParts<A, T, J, X, G, W>>,
    mut limit: Pin<&mut Option<T::Sleep>>,
    left: &mut Duration,
    start: T::Instant,
    context: &mut Context<'_>,
) -> Poll<Step<O, ()>> {
    loop {
        let rest = watch.course.rest(watch.now(start));
        if rest.is_zero() {
            return Poll::Ready(ControlFlow::Continue(()));
        }
        if limit.is_none() {
            let rest = rest.min(*left);
            let slice = watch.slice(rest);
            *left = rest.saturating_sub(slice);
            limit.set(Some(watch.parts.timer.limit(slice)));
        }
        ready!(limit.as_mut().as_pin_mut().map_or(Poll::Ready(()), |limit| limit.poll(context)));
        if left.is_zero() {
            return Poll::Ready(ControlFlow::Continue(()));
        }
        limit.set(None);
        if let ControlFlow::Break(outcome) = watch.guard(watch.now(start)) {
            return Poll::Ready(ControlFlow::Break(outcome));
        }
    }
}
