//! The receiver's answers. They depend on the numbers of the message and of the attempt only, so the end of each job is known beforehand.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tenacity::prelude::*;

use crate::delivery::{ATTEMPTS, backoff};

/// An answer of the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Status 200.
    Accepted,
    /// Status 503.
    Busy,
    /// Status 503 with `Retry-After: 2`.
    BusyFor2s,
    /// The connection is closed without an answer.
    Dropped,
    /// Status 400.
    Rejected,
}

/// Returns the answer to an attempt of a message.
pub fn answer(number: u64, attempt: u32) -> Answer {
    match (number % 20, attempt) {
        (1 | 11, ..=2) | (5, _) => Answer::Busy,
        (2 | 12, 1) => Answer::BusyFor2s,
        (3 | 13, 1) => Answer::Dropped,
        (4, _) => Answer::Rejected,
        _ => Answer::Accepted,
    }
}

/// The end of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The attempts that count.
    pub attempts: u32,
    /// The last answer.
    pub answer: Answer,
}

/// Returns how the delivery of a message ends.
pub fn ending(number: u64) -> Ending {
    let retried = |answer| matches!(answer, Answer::Busy | Answer::BusyFor2s | Answer::Dropped);
    let attempts = (1..ATTEMPTS).find(|&attempt| !retried(answer(number, attempt))).unwrap_or(ATTEMPTS);
    Ending { attempts, answer: answer(number, attempts) }
}

/// Returns the planned delays of a delivery, from the seed and the receiver's hints alone.
pub fn plan(number: u64) -> Vec<Duration> {
    let policy = RetryPolicy::new().stop(stop_after_attempt(ATTEMPTS)).wait(backoff()).seed(number);
    (1..ending(number).attempts)
        .zip(policy.delays())
        .map(|(attempt, delay)| if answer(number, attempt) == Answer::BusyFor2s { Duration::from_secs(2) } else { delay })
        .collect()
}
