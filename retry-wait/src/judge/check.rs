use std::error::Error;
use std::time::Duration;

/// The result of one check of a condition.
///
/// A check returns it if `bool`, `Option<T>` and `Result` are not enough. The closure of `.until(…)` may return it, too. The value in its
/// `Ready` is then ignored, because the wait returns the judged value.
///
/// ```
/// use tenacity::prelude::*;
///
/// # let _guard = tenacity::testing::no_sleep();
/// let mut states = ["queued", "running", "completed"].into_iter();
/// let job = wait_for_sync("job 17 to finish", || states.next().unwrap_or("lost"))
///     .until(|state| match *state {
///         "completed" => Check::Ready(()),
///         "failed" => Check::fatal("the job failed"),
///         other => Check::pending(other), // the report shows a state that nobody expected
///     })
///     .run()?;
/// assert_eq!(job, "completed");
/// # Ok::<(), WaitError>(())
/// ```
#[derive(Debug)]
#[must_use]
pub enum Check<T> {
    /// The wait is over, and returns this value.
    Ready(T),
    /// Not yet. If there is a reason, the report shows it as the last value: `status = queued`.
    Pending(Option<String>),
    /// Not yet: the check failed, but may succeed later. The report shows the last such error.
    Retry(Box<dyn Error + Send + Sync>),
    /// The condition can never become true. The wait fails immediately with this error.
    Fatal(Box<dyn Error + Send + Sync>),
    /// Not yet. The next check comes after this delay instead of the interval, or at the limit if that is earlier. If the delay is zero,
    /// the interval applies.
    RetryAfter(Duration),
}

impl<T> Check<T> {
    /// Returns [`Pending`](Self::Pending) with a reason.
    pub fn pending(reason: impl Into<String>) -> Self {
        Self::Pending(Some(reason.into()))
    }

    /// Returns [`Retry`](Self::Retry) with an error of any type, or a text.
    pub fn retry(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Retry(error.into())
    }

    /// Returns [`Fatal`](Self::Fatal) with an error of any type, or a text.
    pub fn fatal(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fatal(error.into())
    }
}
