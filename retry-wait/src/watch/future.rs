//! The async driver: polls the check, cuts it off, and sleeps.

use std::fmt;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;
use tenacity_core::{AsyncTimer, Clock, ambient};

use super::checks::CheckSource;
use super::decide::{Decide, DriverParts};
use super::pause::Pause;
use super::running_check::RunningCheck;
use super::skipped::RealStart;
use super::steps::{Step, Watch};
use super::turn::Turn;
use crate::report::error::WaitError;
use crate::report::evidence::Evidence;

pin_project! {
    /// The future of a wait. `.await` makes it from a [`Waiting`](crate::Waiting).
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct WaitFuture<F, P>
    where
        F: CheckSource,
        P: DriverParts,
        P::Timer: AsyncTimer,
    {
        check: F,
        watch: Watch<P>,
        start: Option<<P::Timer as Clock>::Instant>,
        // The real times of the first and the last poll. The timer may have another clock.
        begun: Option<RealStart>,
        polled: Option<Instant>,
        #[pin]
        stage: Stage<F::Checking, <P::Timer as AsyncTimer>::Sleep>,
    }
}

pin_project! {
    #[project = StageNow]
    enum Stage<L, S> {
        Idle,
        Checking {
            #[pin]
            check: RunningCheck<L, S>,
        },
        Pausing {
            #[pin]
            pause: Pause<S>,
        },
        Over,
    }
}

impl<F, P> WaitFuture<F, P>
where
    F: CheckSource,
    P: DriverParts,
    P::Timer: AsyncTimer,
{
    /// Returns the evidence so far.
    pub fn evidence(&self) -> &Evidence {
        &self.watch.progress.evidence
    }

    /// Returns the source of the checks.
    pub fn source(self: Pin<&mut Self>) -> &mut F {
        self.project().check
    }

    /// Continues a wait that has ended, as if its last check had not been ready.
    pub fn look_again(self: Pin<&mut Self>) {
        self.project().stage.set(Stage::Idle);
    }

    pub(crate) fn new(check: F, watch: Watch<P>) -> Self {
        Self { check, watch, start: None, begun: None, polled: None, stage: Stage::Idle }
    }

    /// Begins a poll. The first poll begins the wait.
    fn turn(self: Pin<&mut Self>) -> Turn<<P::Timer as Clock>::Instant> {
        let this = self.project();
        let woken = Instant::now();
        let start = *this.start.get_or_insert_with(|| {
            let now = this.watch.parts.timer().now();
            this.watch.progress.lie_within(ambient::remaining());
            now
        });
        let begun = this.begun.get_or_insert_with(|| RealStart::at(woken)).instant;
        let unpolled = this.polled.map_or(Duration::ZERO, |polled| woken.saturating_duration_since(polled));
        Turn { start, begun, unpolled }
    }
}

impl<F, P> Future for WaitFuture<F, P>
where
    F: CheckSource,
    P: Decide<<F::Checking as Future>::Output>,
    P::Timer: AsyncTimer,
{
    type Output = Result<P::Output, WaitError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = self.as_mut().go_on(context);
        let this = self.project();
        *this.polled = Some(Instant::now());
        outcome.map_err(|error| error.skipping(this.begun.and_then(RealStart::skipped_since)))
    }
}

impl<F, P> WaitFuture<F, P>
where
    F: CheckSource,
    P: Decide<<F::Checking as Future>::Output>,
    P::Timer: AsyncTimer,
{
    fn go_on(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<P::Output, WaitError>> {
        let turn = self.as_mut().turn();
        let mut this = self.project();
        assert!(!matches!(*this.stage, Stage::Over), "a wait was polled again after it had ended");
        let mut step = this.watch.poll_guards(this.watch.now(turn.start), context);
        loop {
            if let ControlFlow::Break(outcome) = step {
                this.stage.set(Stage::Over);
                return Poll::Ready(outcome);
            }
            step = match this.stage.as_mut().project() {
                StageNow::Idle => this.watch.begin(this.watch.now(turn.start)).map_continue(|()| {
                    let check = RunningCheck::begin(this.check, this.watch, turn.start);
                    this.stage.set(Stage::Checking { check });
                }),
                StageNow::Checking { check } => {
                    let given = ready!(check.poll(this.watch, turn, context));
                    // Drops the finished check before the pause.
                    this.stage.set(Stage::Idle);
                    pause_after(given, this.watch, turn.start).map_continue(|pause| this.stage.set(Stage::Pausing { pause }))
                }
                StageNow::Pausing { pause } => ready!(pause.poll(this.watch, turn, context))
                    .map_continue(|rest| this.stage.set(rest.map_or(Stage::Idle, |pause| Stage::Pausing { pause }))),
                StageNow::Over => unreachable!("the wait has not ended in this poll"),
            };
        }
    }
}

/// Judges the result of a check, and begins the pause that follows.
fn pause_after<C, P, S: Future, I: Copy>(
    given: Step<P::Output, Option<C>>,
    watch: &mut Watch<P>,
    start: I,
) -> Step<P::Output, Pause<S>>
where
    P: Decide<C>,
    P::Timer: AsyncTimer<Sleep = S, Instant = I>,
{
    let given = given?;
    let now = watch.now(start);
    let pause = watch.end(given, now)?;
    ControlFlow::Continue(Pause::new(watch, now, pause))
}

impl<F, P> fmt::Debug for WaitFuture<F, P>
where
    F: CheckSource,
    P: DriverParts,
    P::Timer: AsyncTimer,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The `Debug` of the evidence may show secrets.
        let progress = &self.watch.progress;
        f.debug_struct("WaitFuture")
            .field("settings", &progress.settings)
            .field("checks", &progress.evidence.checks)
            .finish_non_exhaustive()
    }
}
