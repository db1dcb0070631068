use core::convert::Infallible;

/// A return value that shows whether the attempt failed.
///
/// The default predicate, [`retry_if_failure`](crate::retry_if_failure), uses it. These types implement it:
///
/// * `Result`, which fails with `Err`;
/// * `Option`, which fails with `None`;
/// * `std::process::ExitStatus` and `Output`, which fail unless the status is a success.
///
/// To use the default predicate with your own return type, implement the trait for it:
///
/// ```
/// use tenacity::Outcome;
///
/// enum Lookup { Found(u32), Missing }
///
/// impl Outcome for Lookup {
///     type Error = std::convert::Infallible;
///     fn is_failure(&self) -> bool { matches!(self, Self::Missing) }
///     fn error(&self) -> Option<&Self::Error> { None }
/// }
///
/// assert!(Lookup::Missing.is_failure());
/// assert!(matches!(Lookup::Found(7), Lookup::Found(7) if !Lookup::Found(7).is_failure()));
/// assert_eq!(Err::<(), _>("refused").error(), Some(&"refused"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not show whether an attempt failed",
    label = "neither a `Result` nor an `Option`",
    note = "choose the values to retry: `retry = retry_if_result(|value| …)`, or implement `tenacity::Outcome` for the type",
    note = "an async function needs `call_async` in place of `call`, and `step_async` in place of `step`"
)]
pub trait Outcome {
    /// The type of the error in a failure, or [`Infallible`] if a failure has no error.
    type Error;

    /// Returns whether the attempt that returned this value failed.
    fn is_failure(&self) -> bool;

    /// Returns the error of a failed attempt, if it has one.
    fn error(&self) -> Option<&Self::Error>;
}

impl<T, E> Outcome for Result<T, E> {
    type Error = E;

    #[inline]
    fn is_failure(&self) -> bool {
        self.is_err()
    }

    #[inline]
    fn error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

impl<T> Outcome for Option<T> {
    type Error = Infallible;

    #[inline]
    fn is_failure(&self) -> bool {
        self.is_none()
    }

    #[inline]
    fn error(&self) -> Option<&Infallible> {
        None
    }
}

#[cfg(feature = "std")]
mod process {
    use std::process::{ExitStatus, Output};

    use crate::outcome::returned::Outcome;

    impl Outcome for ExitStatus {
        type Error = ExitStatus;

        fn is_failure(&self) -> bool {
            !self.success()
        }

        fn error(&self) -> Option<&ExitStatus> {
            (!self.success()).then_some(self)
        }
    }

    impl Outcome for Output {
        type Error = ExitStatus;

        fn is_failure(&self) -> bool {
            self.status.is_failure()
        }

        fn error(&self) -> Option<&ExitStatus> {
            self.status.error()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_a_failure_without_an_error() {
        assert!(None::<u8>.is_failure());
        assert_eq!(None::<u8>.error(), None);
        assert!(!Some(0).is_failure());
    }

    #[cfg(all(feature = "std", unix))]
    #[test]
    fn a_process_fails_by_its_exit_status() {
        use std::{os::unix::process::ExitStatusExt, process::ExitStatus, vec::Vec};

        let failed = ExitStatus::from_raw(1 << 8);
        let output = |status| std::process::Output { status, stdout: Vec::new(), stderr: Vec::new() };
        assert_eq!(output(failed).error(), Some(&failed));
        assert!(!output(ExitStatus::from_raw(0)).is_failure());
    }
}
