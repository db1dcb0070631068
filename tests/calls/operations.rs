//! An operation of one's own decides beside its policy.

use std::future::{Ready, ready};
use std::pin::Pin;
use std::time::Duration;

use tenacity::{Operation, ReportFuture, prelude::*};

/// Fails each time, until it runs out of copies. It notes the attempts that have ended.
struct Send {
    copies: u32,
    verdict: Option<Verdict>,
    ended: Vec<u32>,
}

impl Operation for Send {
    type Future = Ready<Result<(), u32>>;

    fn attempt(&mut self, state: &RetryState) -> Self::Future {
        self.copies -= 1;
        ready(Err(state.attempt_number()))
    }

    fn ended(&mut self, attempt: Pin<&mut Self::Future>) {
        let _: &Ready<Result<(), u32>> = attempt.as_ref().get_ref();
        self.ended.push(self.copies);
    }

    fn judge(&self, outcome: &Result<(), u32>, state: &RetryState, verdict: Verdict) -> Verdict {
        assert_eq!((outcome, self.ended.len()), (&Err(state.attempt_number()), state.attempt_number() as usize));
        match self.verdict {
            Some(own) if verdict.is_retry() => own,
            _ => verdict,
        }
    }

    fn can_repeat(&self) -> bool {
        self.copies > 0
    }
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_cannot_be_repeated_stops_its_call() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(9)).wait(wait_none());
    let send = |copies, verdict| Send { copies, verdict, ended: Vec::new() };
    let (outcome, report) = ReportFuture::with_report(&policy, send(3, None)).await;
    assert_eq!((outcome, report.attempts, report.finish), (Err(3), 3, Finish::Stopped));
    let (outcome, report) = ReportFuture::with_report(&policy, send(20, None)).await;
    assert_eq!((outcome, report.attempts, report.finish), (Err(9), 9, Finish::Stopped));
}

#[tokio::test(start_paused = true)]
async fn an_operation_changes_the_verdict_of_its_policy() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(3)).wait(wait_none());
    let send = |verdict| Send { copies: 9, verdict: Some(verdict), ended: Vec::new() };
    let (outcome, report) = ReportFuture::with_report(&policy, send(Verdict::Accept)).await;
    assert_eq!((outcome, report.attempts, report.finish), (Err(1), 1, Finish::Accepted));
    let hint = Duration::from_secs(7);
    let (_, report) = ReportFuture::with_report(&policy, send(Verdict::RetryAfter(hint))).await;
    assert_eq!((report.attempts, report.idle_for), (3, hint * 2));
    let never = RetryPolicy::new().retry(retry_never());
    let (_, report) = ReportFuture::with_report(&never, send(Verdict::Retry)).await;
    assert_eq!(report.attempts, 1, "this operation only changes a verdict that retries");
}
