//! The layer around the worker's service. It makes one attempt, and the database does the sleeping.

use std::future::ready;
use std::sync::Arc;
use std::task::{Context, Poll};

use apalis::prelude::{BoxDynError, ExecutionContext, Status, Task, WorkerContext};
use apalis_core::layers::{Layer, Service};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tenacity::{BoxedPolicy, Finish, Report, Step, StepFuture};

use crate::progress::Progress;
use crate::store::Store;

/// Reschedules a failed job by the policy's next step, or makes it a dead letter.
pub struct Reschedule<R> {
    /// The policy of the worker's jobs.
    pub policy: Arc<BoxedPolicy<Result<R, BoxDynError>>>,
    /// The database of the jobs.
    pub store: Store,
    /// A job during which more workers ended becomes a dead letter.
    pub interruptions: usize,
}

impl<S, R> Layer<S> for Reschedule<R> {
    type Service = Rescheduled<S, R>;

    fn layer(&self, service: S) -> Rescheduled<S, R> {
        Rescheduled { service, policy: self.policy.clone(), store: self.store.clone(), interruptions: self.interruptions }
    }
}

/// The service that [`Reschedule`] makes.
pub struct Rescheduled<S, R> {
    service: S,
    policy: Arc<BoxedPolicy<Result<R, BoxDynError>>>,
    store: Store,
    interruptions: usize,
}

impl<S, Args, R> Service<Task<Args>> for Rescheduled<S, R>
where
    S: Service<Task<Args>, Response = R, Error = BoxDynError>,
    S::Future: Send + 'static,
    R: Send + 'static,
{
    type Response = R;
    type Error = BoxDynError;
    type Future = BoxFuture<'static, Result<R, BoxDynError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxDynError>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, job: Task<Args>) -> Self::Future {
        let (context, store) = (job.ctx().clone(), self.store.clone());
        let worker = job.data().get::<WorkerContext>().cloned();
        let saved = match Progress::of(&context, self.interruptions) {
            Ok(Progress(saved)) => saved,
            Err(reason) => return ready(bury(&context, reason)).boxed(),
        };
        let attempt = self.service.call(job);
        // The step owns its policy: one that borrows it in the `async` block is not `Send`, by rust-lang/rust#100013.
        let step = StepFuture::new(self.policy.clone(), saved, || attempt).boxed();
        let reschedule = async move {
            match step.await {
                Step::Done(Ok(response), _) => Ok(response),
                Step::Done(Err(error), report) => bury(&context, DeadLetter { error, report }),
                Step::Sleep(delay, saved) => {
                    // apalis runs a `Failed` job again when its `run_at` has come.
                    context.raw_status().store(Status::Failed);
                    if let Err(error) = store.reschedule(&context, delay, &Progress(saved)).await {
                        // Without its progress, the job would run again immediately. So it stays locked, and its worker ends. Another
                        // worker takes the job when the lock expires.
                        context.raw_status().store(Status::Running);
                        worker.map(|worker| worker.stop());
                        return Err(error.into());
                    }
                    Err(format!("attempt {} failed; the next one is due in {delay:.1?}", saved.attempts()).into())
                }
            }
        };
        reschedule.boxed()
    }
}

/// apalis never runs a `Killed` job again, and stores the error as its result.
fn bury<R>(context: &ExecutionContext, reason: impl Into<BoxDynError>) -> Result<R, BoxDynError> {
    context.raw_status().store(Status::Killed);
    Err(reason.into())
}

/// The reason of a dead letter.
#[derive(Debug, thiserror::Error)]
#[error("{error} ({}; attempts: {}, elapsed: {:.1?})", ending(.report.finish), .report.attempts, .report.elapsed)]
pub struct DeadLetter {
    /// The error of the last attempt.
    #[source]
    pub error: BoxDynError,
    /// The attempts, the time and the way that the call ended.
    pub report: Report,
}

/// `accepted` beside an error would read like a success.
const fn ending(finish: Finish) -> &'static str {
    match finish {
        Finish::Accepted => "not retried",
        other => other.as_str(),
    }
}
