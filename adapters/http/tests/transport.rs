//! Errors that are not of a client.

use std::convert::Infallible;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

use http::Response;
use tenacity::prelude::*;
use tenacity_http::{RetryIfTransient, Transport, TransportError, retry_if_transient};

type BoxError = Box<dyn Error + Send + Sync>;

#[derive(Debug)]
struct Wrapped<E>(E);

impl<E: std::fmt::Debug> std::fmt::Display for Wrapped<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("wrapped")
    }
}

impl<E: Error + 'static> Error for Wrapped<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

#[derive(Debug)]
struct Ouroboros;

impl std::fmt::Display for Ouroboros {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ouroboros")
    }
}

impl Error for Ouroboros {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self)
    }
}

#[test]
fn the_kind_of_an_io_error_decides() {
    let transport = |kind: ErrorKind| io::Error::from(kind).transport();
    assert_eq!(transport(ErrorKind::ConnectionRefused), Transport::Unprocessed);
    // `io_verdict` has a test of every other kind.
    assert_eq!(transport(ErrorKind::ConnectionReset), Transport::Transient);
    assert_eq!(transport(ErrorKind::NotFound), Transport::Final);
}

#[test]
fn the_sources_of_a_boxed_error_decide() {
    let reset = || io::Error::from(ErrorKind::ConnectionReset);
    let boxed = |error: BoxError| error.transport();
    assert_eq!(boxed(reset().into()), Transport::Transient);
    assert_eq!(boxed(Wrapped(Wrapped(reset())).into()), Transport::Transient);
    // `io::Error::source` skips the error inside.
    assert_eq!(boxed(io::Error::other(Wrapped(reset())).into()), Transport::Transient);
    assert_eq!(boxed(io::Error::new(ErrorKind::InvalidData, reset()).into()), Transport::Final);
    assert_eq!(boxed("no cause".into()), Transport::Final);
    assert_eq!(boxed(Ouroboros.into()), Transport::Final);
}

#[tokio::test]
async fn an_attempt_that_a_time_limit_cut_may_pass() {
    let policy =
        RetryPolicy::new().stop(stop_after_attempt(1)).attempt_timeout(Duration::from_nanos(1)).retry(retry_if_transient());
    let cut: Result<Response<()>, BoxError> = policy.call_async(std::future::pending).await;
    assert_eq!(cut.unwrap_err().transport(), Transport::Transient);
    let cut: Result<Response<()>, TimedOut> = policy.call_async(std::future::pending).await;
    assert_eq!(cut.unwrap_err().transport(), Transport::Transient);
}

fn judge<E>(predicate: impl Predicate<Result<Response<()>, E>>, error: E) -> Verdict {
    predicate.verdict(&Err(error), &RetryState::at(1, Duration::ZERO))
}

#[test]
fn errors_that_may_pass_are_retried_and_others_are_not() {
    let [refused, reset, denied] = [ErrorKind::ConnectionRefused, ErrorKind::ConnectionReset, ErrorKind::PermissionDenied]
        .map(|kind| move || io::Error::from(kind));
    let all: RetryIfTransient = retry_if_transient();
    assert_eq!([refused(), reset(), denied()].map(|e| judge(all, e).is_retry()), [true, true, false]);
    let unprocessed = all.unprocessed_only();
    assert_eq!([refused(), reset(), denied()].map(|e| judge(unprocessed, e).is_retry()), [true, false, false]);

    let never_fails: Result<Response<()>, Infallible> = Ok(Response::new(()));
    assert_eq!(all.verdict(&never_fails, &RetryState::at(1, Duration::ZERO)), Verdict::Accept);
}

#[test]
fn a_closure_classifies_the_errors_of_another_crate() {
    let by_code = |code: &u8| match code {
        0 => Transport::Unprocessed,
        1 => Transport::Transient,
        _ => Transport::Final,
    };
    let predicate = retry_if_transient().errors(by_code);
    assert_eq!([0, 1, 2].map(|code| judge(predicate, code).is_retry()), [true, true, false]);
    let predicate = predicate.unprocessed_only();
    assert_eq!([0, 1, 2].map(|code| judge(predicate, code).is_retry()), [true, false, false]);

    let with_bool = retry_if_transient().errors(|code: &u8| *code == 1) | retry_if_err(|code: &u8| *code == 7);
    assert_eq!([0, 1, 7].map(|code| judge(with_bool, code).is_retry()), [false, true, true]);
    let busy = Ok::<_, u8>(Response::builder().status(503).body(()).unwrap());
    assert_eq!(with_bool.verdict(&busy, &RetryState::at(1, Duration::ZERO)), Verdict::Retry);
}
