//! An operation of one's own decides beside its policy.

use std::future::{Ready, ready};
use std::pin::Pin;

use tenacity::{Operation, ReportFuture, RetryFuture, prelude::*};

/// Fails each time, with the number of the attempt. It notes the attempts that have ended.
struct Send {
    copies: u32,
    last_error: u32,
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

    fn can_repeat(&self, outcome: &Result<(), u32>) -> bool {
        assert_eq!(*outcome, Err(u32::try_from(self.ended.len()).unwrap()), "the attempt has ended before");
        self.copies > 0 && *outcome != Err(self.last_error)
    }
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_cannot_be_repeated_stops_its_call() {
    let policy = RetryPolicy::new().stop(stop_after_attempt(9)).wait(wait_none());
    for (copies, last_error, attempts) in [(3, 0, 3), (20, 0, 9), (20, 4, 4)] {
        let send = Send { copies, last_error, ended: Vec::new() };
        let (outcome, report) = ReportFuture::with_report(&policy, send).await;
        assert_eq!((outcome, report.attempts, report.finish), (Err(attempts), attempts, Finish::Stopped));
    }
}

#[tokio::test(start_paused = true)]
async fn a_rejected_retry_costs_its_token_as_any_failure_does() {
    let budget = RetryBudget::new();
    let policy = RetryPolicy::new().stop(stop_after_attempt(9)).wait(wait_none()).budget(&budget);
    let full = budget.available();
    let send = || Send { copies: 9, last_error: 2, ended: Vec::new() };
    assert_eq!(RetryFuture::new(&policy, send()).await, Err(2));
    assert!(budget.available() < 0.2, "{} of {full}", budget.available());
}

#[tokio::test(start_paused = true)]
async fn an_operation_is_not_asked_about_an_outcome_that_is_accepted() {
    let policy = RetryPolicy::new().retry(retry_never());
    let (_, report) = ReportFuture::with_report(&policy, Send { copies: 9, last_error: 1, ended: Vec::new() }).await;
    assert_eq!((report.attempts, report.finish), (1, Finish::Accepted));
}
