use core::fmt;
use core::time::Duration;

/// The time limit that a call reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// `attempt_timeout`: the limit of one attempt.
    Attempt,
    /// `timeout`: the limit of the whole call.
    Call,
}

/// The error of an attempt that a time limit cut. It replaces the missing outcome of that attempt.
///
/// ```
/// use std::time::Duration;
/// use tenacity::{Limit, prelude::*};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
/// let policy = RetryPolicy::new().stop(stop_after_attempt(2)).attempt_timeout(Duration::from_millis(500)).seed(1);
/// let hung: Result<(), TimedOut> = policy.call_async(|| std::future::pending()).await;
///
/// let timed_out = hung.unwrap_err();
/// assert_eq!((timed_out.limit(), timed_out.attempts()), (Limit::Attempt, 2));
/// assert!(timed_out.to_string().starts_with("attempt 2 timed out after 500ms"));
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedOut {
    limit: Limit,
    length: Duration,
    elapsed: Duration,
    attempts: u32,
}

impl TimedOut {
    pub(crate) const fn new(limit: Limit, length: Duration, elapsed: Duration, attempts: u32) -> Self {
        Self { limit, length, elapsed, attempts }
    }

    /// Returns the limit that was reached.
    pub const fn limit(&self) -> Limit {
        self.limit
    }

    /// Returns the length of that limit.
    pub const fn length(&self) -> Duration {
        self.length
    }

    /// Returns the time from the start of the call to the cut.
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the number of attempts made, including the one that was cut.
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { limit, length, elapsed, attempts } = self;
        match limit {
            Limit::Attempt => write!(f, "attempt {attempts} timed out after {length:?}, {elapsed:?} into the call"),
            Limit::Call => write!(f, "timed out after {length:?}, during attempt {attempts}"),
        }
    }
}

impl core::error::Error for TimedOut {}

#[cfg(feature = "std")]
impl From<TimedOut> for std::io::Error {
    fn from(timed_out: TimedOut) -> Self {
        Self::new(std::io::ErrorKind::TimedOut, timed_out)
    }
}

/// A return value that can report a time limit. `attempt_timeout` and `timeout` require it of the return type.
///
/// `Result<T, E>` implements it if `E: From<TimedOut>`, as for `io::Error`, `Box<dyn Error>` and `anyhow::Error`. `Option` implements it
/// too, and reports a time limit as `None`. The error of another crate cannot implement `From<TimedOut>`: give the call
/// `timed_out = |cut| …` instead, or a policy [`timed_out`](crate::RetryPolicy::timed_out). For your own error, implement `From<TimedOut>`:
///
/// ```
/// use tenacity::prelude::*;
///
/// #[derive(Debug)]
/// enum ApiError { TimedOut(TimedOut), Refused }
///
/// impl From<TimedOut> for ApiError {
///     fn from(timed_out: TimedOut) -> Self { Self::TimedOut(timed_out) }
/// }
///
/// #[retry(attempt_timeout = 500ms, timeout = 5s)]
/// async fn fetch() -> Result<u8, ApiError> {
///     Err(ApiError::Refused)
/// }
/// # drop((fetch(), |error| match error { ApiError::TimedOut(timed_out) => Some(timed_out), ApiError::Refused => None }));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot report that an attempt timed out",
    label = "returned by an attempt that a time limit may cut",
    note = "write `timed_out = |cut| …` or `.timed_out(|cut| …)`, which makes the outcome of an attempt that was cut",
    note = "for an error of your own, implement `From<tenacity::TimedOut>`; for a return type of your own, `tenacity::FromTimeout`"
)]
pub trait FromTimeout {
    /// Returns the value for an attempt that was cut.
    fn timed_out(timed_out: TimedOut) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T, E: From<TimedOut>> FromTimeout for Result<T, E> {
    #[inline]
    fn timed_out(timed_out: TimedOut) -> Self {
        Err(timed_out.into())
    }
}

impl<T> FromTimeout for Option<T> {
    #[inline]
    fn timed_out(_: TimedOut) -> Self {
        None
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_message_names_the_limit_and_the_time() {
        let attempt = TimedOut::new(Limit::Attempt, SECOND, 3 * SECOND, 2);
        assert_eq!(attempt.to_string(), "attempt 2 timed out after 1s, 3s into the call");
        assert_eq!(TimedOut::new(Limit::Call, SECOND, SECOND, 2).to_string(), "timed out after 1s, during attempt 2");
    }

    #[cfg(feature = "std")]
    #[test]
    fn it_converts_to_an_io_error_of_kind_timed_out() {
        let timed_out = TimedOut::new(Limit::Call, SECOND, SECOND, 1);
        let error = std::io::Result::<()>::timed_out(timed_out).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
        assert_eq!(error.get_ref().and_then(|source| source.downcast_ref()), Some(&timed_out));
    }
}
