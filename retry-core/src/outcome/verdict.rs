use core::time::Duration;

/// The decision of a predicate about one outcome.
///
/// A closure in a predicate returns a `Verdict`, or a `bool`: `true` means [`Retry`](Verdict::Retry).
///
/// ```
/// use std::time::Duration;
/// use tenacity::prelude::*;
///
/// struct Throttled { retry_after: Option<Duration> }
///
/// let predicate = retry_if_err(|e: &Throttled| match e.retry_after {
///     Some(delay) => Verdict::RetryAfter(delay), // the server knows better than our backoff
///     None => Verdict::Retry,
/// });
/// let outcome: Result<(), _> = Err(Throttled { retry_after: Some(Duration::from_secs(7)) });
/// let state = RetryState::at(1, Duration::ZERO);
/// assert_eq!(predicate.verdict(&outcome, &state), Verdict::RetryAfter(Duration::from_secs(7)));
/// ```
///
/// The enum may get more variants. To ask only whether a verdict retries, use [`is_retry`](Self::is_retry).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
#[non_exhaustive]
pub enum Verdict {
    /// Return the outcome: a success, or an error that is not worth another attempt.
    Accept,
    /// Try again after the delay of the wait strategy.
    Retry,
    /// Try again after this delay, in place of the delay of the wait strategy. The delay is a hint in the outcome, such as a server's
    /// `Retry-After`.
    ///
    /// A delay of zero is ignored: the wait strategy decides, as for [`Retry`](Self::Retry). So `Retry-After: 0` does not cause an
    /// immediate request.
    ///
    /// Stop strategies see the delay as [`upcoming_sleep`](crate::RetryState::upcoming_sleep), so `stop_before_delay` bounds it.
    RetryAfter(Duration),
}

impl Verdict {
    /// Returns whether the verdict requests another attempt.
    #[must_use]
    pub const fn is_retry(self) -> bool {
        !matches!(self, Self::Accept)
    }

    /// Returns the opposite verdict, without a hint.
    pub(crate) const fn inverted(self) -> Self {
        match self {
            Self::Accept => Self::Retry,
            Self::Retry | Self::RetryAfter(_) => Self::Accept,
        }
    }

    /// Returns the requested delay, unless it is zero.
    pub(crate) const fn hint(self) -> Option<Duration> {
        match self {
            Self::RetryAfter(delay) if !delay.is_zero() => Some(delay),
            Self::Accept | Self::Retry | Self::RetryAfter(_) => None,
        }
    }
}

impl From<bool> for Verdict {
    /// Converts `true` to `Retry`, and `false` to `Accept`.
    #[inline]
    fn from(retry: bool) -> Self {
        if retry { Self::Retry } else { Self::Accept }
    }
}
