use std::io::{Error, ErrorKind};

use super::retryable::Retryable;
use crate::outcome::verdict::Verdict;

/// Returns whether to retry after this I/O error, by its [kind](Error::kind).
///
/// | kinds | verdict |
/// |---|---|
/// | `ConnectionRefused`, `ConnectionReset`, `ConnectionAborted`, `NotConnected`, `BrokenPipe` | [`Verdict::Retry`] |
/// | `TimedOut`, `Interrupted`, `WouldBlock`, `UnexpectedEof` | [`Verdict::Retry`] |
/// | `HostUnreachable`, `NetworkUnreachable` | [`Verdict::Retry`] |
/// | all others | [`Verdict::Accept`] |
///
/// [`Retryable`] for `io::Error` returns the same verdict, so [`retry_if_retryable`](crate::retry_if_retryable) works with an `io::Result`.
///
/// The kind of a wrapping error counts, not that of the error inside: `io::Error::other(reset)` is final, even if `reset` is a
/// `ConnectionReset`. To look inside, use [`caused_by`](crate::caused_by).
///
/// ```
/// use std::io::{Error, ErrorKind};
/// use tenacity::{io_verdict, prelude::*};
///
/// let reset = Error::from(ErrorKind::ConnectionReset);
/// assert_eq!(io_verdict(&reset), Verdict::Retry);
/// assert_eq!(io_verdict(&Error::from(ErrorKind::NotFound)), Verdict::Accept);
/// assert_eq!(io_verdict(&Error::other(reset)), Verdict::Accept);
/// ```
pub fn io_verdict(error: &Error) -> Verdict {
    match error.kind() {
        ErrorKind::ConnectionRefused
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::BrokenPipe
        | ErrorKind::TimedOut
        | ErrorKind::Interrupted
        | ErrorKind::WouldBlock
        | ErrorKind::UnexpectedEof
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable => Verdict::Retry,
        _ => Verdict::Accept,
    }
}

/// By [`io_verdict`].
impl Retryable for Error {
    fn verdict(&self) -> Verdict {
        io_verdict(self)
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::*;
    use crate::predicate::retryable::retry_if_retryable;
    use crate::predicate::strategy::Predicate;
    use crate::state::RetryState;

    const RETRIED: [ErrorKind; 11] = [
        ErrorKind::ConnectionRefused,
        ErrorKind::ConnectionReset,
        ErrorKind::ConnectionAborted,
        ErrorKind::NotConnected,
        ErrorKind::BrokenPipe,
        ErrorKind::TimedOut,
        ErrorKind::Interrupted,
        ErrorKind::WouldBlock,
        ErrorKind::UnexpectedEof,
        ErrorKind::HostUnreachable,
        ErrorKind::NetworkUnreachable,
    ];

    /// Every other kind that Rust 1.85 names.
    const FINAL: [ErrorKind; 27] = [
        ErrorKind::NotFound,
        ErrorKind::PermissionDenied,
        ErrorKind::NetworkDown,
        ErrorKind::AddrInUse,
        ErrorKind::AddrNotAvailable,
        ErrorKind::AlreadyExists,
        ErrorKind::NotADirectory,
        ErrorKind::IsADirectory,
        ErrorKind::DirectoryNotEmpty,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::StaleNetworkFileHandle,
        ErrorKind::InvalidInput,
        ErrorKind::InvalidData,
        ErrorKind::WriteZero,
        ErrorKind::StorageFull,
        ErrorKind::NotSeekable,
        ErrorKind::FileTooLarge,
        ErrorKind::ResourceBusy,
        ErrorKind::ExecutableFileBusy,
        ErrorKind::Deadlock,
        ErrorKind::TooManyLinks,
        ErrorKind::CrossesDevices,
        ErrorKind::QuotaExceeded,
        ErrorKind::ArgumentListTooLong,
        ErrorKind::Unsupported,
        ErrorKind::OutOfMemory,
        ErrorKind::Other,
    ];

    #[test]
    fn errors_that_may_pass_are_retried() {
        for kind in RETRIED {
            assert_eq!(io_verdict(&kind.into()), Verdict::Retry, "{kind}");
        }
    }

    #[test]
    fn all_other_errors_are_final() {
        for kind in FINAL {
            assert_eq!(io_verdict(&kind.into()), Verdict::Accept, "{kind}");
        }
    }

    #[test]
    fn an_error_around_another_is_judged_by_its_own_kind() {
        let reset = || Error::from(ErrorKind::ConnectionReset);
        assert_eq!(io_verdict(&Error::other(reset())), Verdict::Accept);
        assert_eq!(io_verdict(&Error::new(ErrorKind::TimedOut, reset())), Verdict::Retry);
    }

    #[test]
    fn an_io_result_classifies_itself() {
        let state = RetryState::at(1, Duration::ZERO);
        let verdict = |kind: ErrorKind| retry_if_retryable().verdict(&Err::<(), Error>(kind.into()), &state);
        assert_eq!(verdict(ErrorKind::BrokenPipe), Verdict::Retry);
        assert_eq!(verdict(ErrorKind::InvalidData), Verdict::Accept);
    }
}
