//! A pause of an async wait.

use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tenacity_core::AsyncTimer;

use super::decide::DriverParts;
use super::steps::{Step, Watch};
use super::turn::Turn;

pin_project! {
    /// A sleep between two checks, or the part of it until the guards are asked again.
    pub(super) struct Pause<S> {
        #[pin]
        sleep: S,
        // The end of the pause, since the start of the wait.
        until: Duration,
        // The rest of the pause after this sleep. If a timer ends sleeps early, it bounds how often the guards are asked.
        left: Duration,
    }
}

impl<S: Future> Pause<S> {
    pub(super) fn new<P>(watch: &mut Watch<P>, now: Duration, pause: Duration) -> Self
    where
        P: DriverParts,
        P::Timer: AsyncTimer<Sleep = S>,
    {
        let slice = watch.slice(pause);
        let sleep = watch.parts.timer().sleep(slice);
        Self { sleep, until: now.saturating_add(pause), left: pause.saturating_sub(slice) }
    }

    /// Resolves at the end of the sleep. The output is the rest of the pause, if there is any.
    pub(super) fn poll<O, P, I: Copy>(
        self: Pin<&mut Self>,
        watch: &mut Watch<P>,
        turn: Turn<I>,
        context: &mut Context<'_>,
    ) -> Poll<Step<O, Option<Self>>>
    where
        P: DriverParts,
        P::Timer: AsyncTimer<Sleep = S, Instant = I>,
    {
        let this = self.project();
        let now = watch.now(turn.start);
        watch.progress.woke_late(now.saturating_sub(*this.until).min(turn.unpolled));
        // The timer may run on another thread and fire late. If a limit around this wait has passed, this poll is the last, so the clock
        // ends the pause.
        if now < *this.until {
            ready!(this.sleep.poll(context));
        }
        let now = watch.now(turn.start);
        let rest = this.until.saturating_sub(now).min(*this.left);
        if rest.is_zero() {
            return Poll::Ready(ControlFlow::Continue(None));
        }
        Poll::Ready(watch.ask_guards(now).map_continue(|()| Some(Self::new(watch, now, rest))))
    }
}
