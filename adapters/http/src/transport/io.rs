use std::io::{self, ErrorKind};

use tenacity_core::io_verdict;

use super::Transport;

/// Judges an `io::Error` by its kind.
pub(super) fn of_io(error: &io::Error) -> Transport {
    // No byte of the request left this machine.
    if error.kind() == ErrorKind::ConnectionRefused { Transport::Unprocessed } else { io_verdict(error).is_retry().into() }
}

/// Returns whether an error of a new connection will come again. Either the system rejects the address, or rustls rejects the certificate.
/// rustls also rejects an answer that is not TLS, by the same kind.
#[cfg(feature = "hyper-util")]
pub(super) fn is_final_for_a_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::PermissionDenied | ErrorKind::Unsupported
    )
}
