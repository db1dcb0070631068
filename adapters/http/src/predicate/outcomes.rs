//! Outcomes with a response.

use tenacity_core::{Predicate, RetryState, Verdict};

use super::retry_if_transient::RetryIfTransient;
use crate::response::HttpResponse;
use crate::transport::{Transport, TransportError};

/// Errors show how their request failed: [`TransportError`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ByTransport;

/// A closure classifies errors: [`RetryIfTransient::errors`].
#[derive(Clone, Copy, Debug)]
pub struct ByClosure<F>(pub(super) F);

impl<R: HttpResponse, E: TransportError> Predicate<Result<R, E>> for RetryIfTransient {
    fn verdict(&self, outcome: &Result<R, E>, _: &RetryState) -> Verdict {
        match outcome {
            Ok(response) => self.judge_response(response.status(), response.headers()),
            Err(error) => self.judge_error(error.transport()),
        }
    }

    fn reads_state(&self) -> bool {
        false
    }
}

impl<R, E, F, V> Predicate<Result<R, E>> for RetryIfTransient<ByClosure<F>>
where
    R: HttpResponse,
    F: Fn(&E) -> V,
    V: Into<Transport>,
{
    fn verdict(&self, outcome: &Result<R, E>, _: &RetryState) -> Verdict {
        match outcome {
            Ok(response) => self.judge_response(response.status(), response.headers()),
            Err(error) => self.judge_error((self.classify.0)(error).into()),
        }
    }

    fn reads_state(&self) -> bool {
        false
    }
}
