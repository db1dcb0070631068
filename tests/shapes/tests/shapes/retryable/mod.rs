//! The shapes of error types that `#[derive(Retryable)]` must support.

mod forms;
mod types;
mod xmtp;

use std::time::Duration;

use tenacity::prelude::*;

const SECOND: Duration = Duration::from_secs(1);

/// Each error with its verdict.
fn assert_verdicts<E: Retryable>(expected: impl IntoIterator<Item = (E, Verdict)>) {
    for (at, (error, verdict)) in expected.into_iter().enumerate() {
        assert_eq!(error.verdict(), verdict, "row {at}");
    }
}

/// An error of another crate: it cannot implement our trait.
#[derive(Debug)]
struct Foreign(u16);

fn judge(error: &Foreign) -> Verdict {
    match error.0 {
        429 => Verdict::RetryAfter(SECOND),
        status => (status == 503).into(),
    }
}

impl Foreign {
    const fn is_busy(&self) -> bool {
        self.0 == 503
    }
}
