use std::error::Error;
use std::time::Duration;

/// What one look at a condition found.
///
/// A check gives it when `bool`, `Option<T>` and `Result` say too little; so does the closure of `.until(…)`, where of `Ready`
/// counts only that it is ready: the wait then gives the value that was judged.
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
///         other => Check::pending(other), // a state that nobody thought of is named in the report
///     })
///     .run()?;
/// assert_eq!(job, "completed");
/// # Ok::<(), WaitError>(())
/// ```
#[derive(Debug)]
#[must_use]
pub enum Check<T> {
    /// The wait is over, and gives this.
    Ready(T),
    /// Not yet. The reason, if there is one, is reported as the last value: `status = queued`, say.
    Pending(Option<String>),
    /// Not yet: the check failed in a way that may pass. The error is remembered.
    Retry(Box<dyn Error + Send + Sync>),
    /// Never: the wait fails at once with this error.
    Fatal(Box<dyn Error + Send + Sync>),
    /// Not yet; the next look comes after this delay instead of the interval, or at the limit if that is earlier. A delay of zero is no
    /// hint: the interval holds.
    RetryAfter(Duration),
}

impl<T> Check<T> {
    /// [`Pending`](Self::Pending), and why.
    pub fn pending(reason: impl Into<String>) -> Self {
        Self::Pending(Some(reason.into()))
    }

    /// [`Retry`](Self::Retry), for an error of any type, or a text.
    pub fn retry(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Retry(error.into())
    }

    /// [`Fatal`](Self::Fatal), for an error of any type, or a text.
    pub fn fatal(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fatal(error.into())
    }
}
