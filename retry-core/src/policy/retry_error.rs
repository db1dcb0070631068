use core::error::Error;
use core::fmt;
use core::time::Duration;

use super::report::Report;
use crate::outcome::finish::Finish;

/// The last error of a call, and how hard the call tried. A function with the key `wrap_error` returns it in place of the plain error.
///
/// ```
/// use tenacity::prelude::*;
///
/// #[retry(stop = stop_after_attempt(3), wait = wait_none(), wrap_error)]
/// fn connect() -> Result<u8, RetryError<std::num::ParseIntError>> {
///     let port = "none".parse()?; // the body's own error is `ParseIntError`
///     Ok(port)
/// }
///
/// let error = connect().unwrap_err();
/// assert_eq!((error.attempts(), error.finish()), (3, Finish::Stopped));
/// assert!(error.to_string().starts_with("invalid digit found in string (gave up after 3 attempts in "));
/// ```
///
/// It displays the last error, then how hard the call tried. [`source`](Error::source) returns the last error.
#[derive(Clone, Debug)]
pub struct RetryError<E> {
    last: E,
    report: Report,
}

impl<E> RetryError<E> {
    /// Creates a `RetryError` from the error of a call and the report of [`call_with_report`](crate::RetryPolicy::call_with_report).
    ///
    /// ```
    /// # use tenacity::prelude::*;
    /// let policy = RetryPolicy::new().stop(stop_after_attempt(2)).wait(wait_none());
    /// let (outcome, report) = policy.call_with_report(|| "x".parse::<u8>());
    /// let outcome = outcome.map_err(|error| RetryError::new(error, report));
    /// assert_eq!(outcome.unwrap_err().attempts(), 2);
    /// ```
    pub const fn new(last: E, report: Report) -> Self {
        Self { last, report }
    }

    /// Returns the error of the last attempt.
    pub const fn last(&self) -> &E {
        &self.last
    }

    /// Returns the error of the last attempt, by value.
    pub fn into_last(self) -> E {
        self.last
    }

    /// Returns the number of attempts made.
    pub const fn attempts(&self) -> u32 {
        self.report.attempts
    }

    /// Returns the time from the start of the call to the end of the last attempt.
    pub const fn elapsed(&self) -> Duration {
        self.report.elapsed
    }

    /// Returns how the call ended. [`Finish::Accepted`] means that the predicate did not retry the error.
    pub const fn finish(&self) -> Finish {
        self.report.finish
    }
}

impl<E: fmt::Display> fmt::Display for RetryError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { attempts, elapsed, finish, .. } = self.report;
        let ending = match finish {
            Finish::Accepted => "not retried after",
            Finish::Stopped => "gave up after",
            Finish::TimedOut => "timed out after",
            Finish::Cancelled => "cancelled after",
            Finish::BudgetExhausted => "out of budget after",
        };
        let noun = if attempts == 1 { "attempt" } else { "attempts" };
        write!(f, "{} ({ending} {attempts} {noun} in {elapsed:.1?})", self.last)
    }
}

impl<E: Error + 'static> Error for RetryError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.last)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn it_displays_the_last_error_and_how_hard_the_call_tried() {
        let report =
            |attempts, finish| Report { attempts, elapsed: Duration::from_millis(2345), idle_for: Duration::ZERO, finish };
        let text = |report| RetryError::new("refused", report).to_string();
        assert_eq!(text(report(1, Finish::Accepted)), "refused (not retried after 1 attempt in 2.3s)");
        assert_eq!(text(report(5, Finish::Stopped)), "refused (gave up after 5 attempts in 2.3s)");
        assert_eq!(text(report(2, Finish::TimedOut)), "refused (timed out after 2 attempts in 2.3s)");
        assert_eq!(text(report(2, Finish::Cancelled)), "refused (cancelled after 2 attempts in 2.3s)");
        assert_eq!(text(report(2, Finish::BudgetExhausted)), "refused (out of budget after 2 attempts in 2.3s)");
    }
}
