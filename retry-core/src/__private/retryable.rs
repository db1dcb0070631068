//! The verdicts of `#[derive(Retryable)]`.

use core::time::Duration;

use crate::outcome::verdict::Verdict;

/// A field that `after` may name.
#[diagnostic::on_unimplemented(
    message = "`after` needs a delay, and this field is a `{Self}`",
    label = "expected a `Duration` or an `Option<Duration>`",
    note = "for a field of another type, write `with = path`, with a function that returns a `Verdict`"
)]
pub trait Hint {
    /// Returns the delay, if there is one.
    fn hint(&self) -> Option<Duration>;
}

impl Hint for Duration {
    fn hint(&self) -> Option<Duration> {
        Some(*self)
    }
}

impl Hint for Option<Duration> {
    fn hint(&self) -> Option<Duration> {
        *self
    }
}

/// The verdict of `after = field`.
pub fn hinted<H: Hint>(field: &H) -> Verdict {
    field.hint().map_or(Verdict::Retry, Verdict::RetryAfter)
}

/// The verdict of `with = path`.
pub fn judged<V: Into<Verdict>>(verdict: V) -> Verdict {
    verdict.into()
}
