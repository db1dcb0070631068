//! The async driver: runs the check, cuts it off, and sleeps.

use std::fmt;
use std::marker::PhantomData;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncTimer, Clock, Wait};

use super::WaitError;
#[cfg(feature = "ready")]
use super::evidence::Evidence;
use super::final_errors::FinalErrors;
use super::goal::Goal;
use super::guards::Guards;
use super::looker::Looker;
use super::watch::Watch;

pin_project! {
    /// A wait under way: what a [`Waiting`](super::Waiting) becomes when it is awaited.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct WaitFuture<F, L, J, X, W, G, T, A>
    where
        T: AsyncTimer,
    {
        check: F,
        watch: Watch<J, X, W, G>,
        timer: T,
        start: Option<<T as Clock>::Instant>,
        // By the wall's clock, to tell where the timer's is another.
        begun: Option<Instant>,
        #[pin]
        stage: Stage<L, T::Sleep>,
        goal: PhantomData<fn() -> A>,
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
        },
        Sleeping {
            #[pin]
            sleep: S,
        },
        Over,
    }
}

impl<F, L, J, X, W, G, T: AsyncTimer, A> WaitFuture<F, L, J, X, W, G, T, A> {
    /// What was seen so far.
    #[cfg(feature = "ready")]
    pub(crate) fn evidence(&self) -> &Evidence {
        &self.watch.course.evidence
    }

    /// Goes on after it has ended, as if its last look had not been ready.
    #[cfg(feature = "ready")]
    pub(crate) fn look_again(self: Pin<&mut Self>) {
        self.project().stage.set(Stage::Between);
    }

    pub(crate) fn new(check: F, watch: Watch<J, X, W, G>, timer: T) -> Self {
        Self { check, watch, timer, start: None, begun: None, stage: Stage::Between, goal: PhantomData }
    }
}

impl<F, L, J, X, W, G, T, A> Future for WaitFuture<F, L, J, X, W, G, T, A>
where
    F: Looker<Looking = L>,
    L: Future,
    X: FinalErrors<L::Output, J>,
    W: Wait,
    G: Guards,
    T: AsyncTimer,
    A: Goal<X::Value>,
{
    type Output = Result<A::Output, WaitError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let start = *this.start.get_or_insert_with(|| this.timer.now());
        let begun = *this.begun.get_or_insert_with(Instant::now);
        loop {
            let step = match this.stage.as_mut().project() {
                StageNow::Between => {
                    let begun = this.watch.begin::<X::Value, A>(this.timer.since(start));
                    begun.map_continue(|()| Stage::Looking { look: this.check.look(&this.watch.course), limit: None })
                }
                StageNow::Looking { look, limit } => {
                    let polled_at = Instant::now();
                    let polled = look.poll(context);
                    this.watch.course.evidence.held_its_thread(polled_at.elapsed());
                    let given = match polled {
                        Poll::Ready(given) => Some(given),
                        Poll::Pending => {
                            let rest = this.watch.course.rest(this.timer.since(start));
                            ready!(poll_limit(limit, rest, this.timer, context));
                            this.watch.course.evidence.real = Some(begun.elapsed());
                            None
                        }
                    };
                    // A look that is over is gone before the pause.
                    this.stage.set(Stage::Between);
                    let ended = this.watch.end::<L::Output, A>(given, this.timer.since(start));
                    ended.map_continue(|pause| Stage::Sleeping { sleep: this.timer.sleep(pause) })
                }
                StageNow::Sleeping { sleep } => {
                    ready!(sleep.poll(context));
                    ControlFlow::Continue(Stage::Between)
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

impl<F, L, J, X, W, G, T: AsyncTimer, A> fmt::Debug for WaitFuture<F, L, J, X, W, G, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitFuture").field("course", &self.watch.course).finish_non_exhaustive()
    }
}

/// Resolves when the look is to be cut off. A check that uses up Tokio's budget for one poll leaves none to its sleep, which then
/// never ends: so the clock, too, has a say.
fn poll_limit<T: AsyncTimer>(
    mut limit: Pin<&mut Option<T::Sleep>>,
    rest: Duration,
    timer: &T,
    context: &mut Context<'_>,
) -> Poll<()> {
    if rest.is_zero() {
        return Poll::Ready(());
    }
    if limit.is_none() {
        limit.set(Some(timer.limit(rest)));
    }
    limit.as_pin_mut().map_or(Poll::Ready(()), |limit| limit.poll(context))
}
